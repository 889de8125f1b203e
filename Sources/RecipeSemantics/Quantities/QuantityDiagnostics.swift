// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let missingUnit = DiagnosticRule(
    "missing-unit",
    .error,
    "A duration, position or amount of data is a bare number."
  )
  package static let mixedDimensions = DiagnosticRule(
    "mixed-dimensions",
    .error,
    "Amounts in different units are added, or two amounts are multiplied."
  )
  package static let expectedNumber = DiagnosticRule(
    "expected-number",
    .error,
    "A quantity with a unit stands where a plain number is wanted."
  )
  package static let unknownName = DiagnosticRule(
    "unknown-name",
    .error,
    "A name is used that no entry of `vars` defines."
  )
  package static let circularVariable = DiagnosticRule(
    "circular-variable",
    .error,
    "A variable is defined by itself."
  )
  package static let divisionByZero = DiagnosticRule(
    "division-by-zero",
    .error,
    "An expression divides by zero."
  )
}

/// The wording of what can be wrong with the value of an expression.
enum QuantityDiagnostics {
  static let rules: [DiagnosticRule] = [
    .missingUnit, .mixedDimensions, .expectedNumber, .unknownName, .circularVariable,
    .divisionByZero,
  ]

  static func missingUnit(
    _ expression: ExpressionSyntax,
    value: Rational,
    example: String
  ) -> Diagnostic {
    let unit = example.split(separator: " ").last.map(String.init) ?? "steps"
    return Diagnostic(
      .missingUnit,
      "`\(expression.text)` has no unit",
      at: expression.range,
      label: "steps, epochs, samples, tokens or `%`?",
      help: [
        Help(
          "write the unit, for example `\(expression.text) \(unit)`",
          edit: TextEdit(expression.range, "\(expression.text) \(unit)")
        )
      ]
    )
  }

  static func expectedNumber(_ expression: ExpressionSyntax, found: Amount) -> Diagnostic {
    let isPercent: Bool
    if case .measured(_, .percent) = found { isPercent = true } else { isPercent = false }
    return Diagnostic(
      .expectedNumber,
      "`\(expression.text)` is \(found.dimensionDescription), but a plain number is wanted here",
      at: expression.range,
      label: "expected a number",
      help: isPercent
        ? [Help("`%` is a share of time only; write a share of a value as `peak / 10`")]
        : [Help("leave the unit out")]
    )
  }

  static func mixedDimensions(
    _ left: ExpressionSyntax,
    _ first: Amount,
    _ right: ExpressionSyntax,
    _ second: Amount,
    at expression: ExpressionSyntax
  ) -> Diagnostic {
    Diagnostic(
      .mixedDimensions,
      "`\(expression.text)` combines \(first.dimensionDescription) with \(second.dimensionDescription)",
      at: expression.range,
      secondary: [
        Label(left.range, first.dimensionDescription),
        Label(right.range, second.dimensionDescription),
      ],
      help: [
        Help(
          "write both in one unit, give the phase an absolute end with `ends_at:`, "
            + "or compare them with `max(…)` or `min(…)`"
        )
      ]
    )
  }

  static func unknownName(_ name: String, at range: SourceRange, known: [String]) -> Diagnostic {
    let close = SpellingSuggestion.candidates(for: name, among: known).first
    let help: Help
    if let close {
      help = Help("did you mean `\(close)`?", edit: TextEdit(range, close))
    } else if let hint = hints.first(where: { $0.words.contains(name.lowercased()) }) {
      help = Help(hint.help)
    } else if known.isEmpty {
      help = Help("define it in `vars:`, as in `vars: { \(name): 0.1 }`")
    } else {
      help = Help("`vars` defines \(EnglishList.all(known.map { "`\($0)`" }))")
    }
    return Diagnostic(
      .unknownName,
      "there is no variable `\(name)`",
      at: range,
      label: "unknown name",
      help: [help]
    )
  }

  private static let hints: [(words: [String], help: String)] = [
    (["yes", "no", "on", "off", "true", "false", "y", "n"], "a number is wanted here, not a switch"),
    (["none", "null", "auto", "~"], "leave the key out to get its default"),
    (["rest"], "`rest` is a duration of a whole phase: write `for: rest`"),
    (["inf", "nan"], "write a finite number"),
  ]

  static func circularVariable(
    _ name: String,
    at range: SourceRange,
    defined: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .circularVariable,
      "the variable `\(name)` is defined by itself",
      at: range,
      label: "needs `\(name)` again",
      secondary: [Label(defined, "defined here")]
    )
  }

  static func divisionByZero(_ divisor: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .divisionByZero,
      "`\(divisor.text)` is zero and cannot divide",
      at: divisor.range,
      label: "this is zero"
    )
  }
}
