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
  package static let valueTooLong = DiagnosticRule(
    "value-too-long",
    .error,
    "The exact value of an expression has more digits than are carried."
  )
}

/// The wording of what can be wrong with the value of an expression.
enum QuantityDiagnostics {
  static let rules: [DiagnosticRule] = [
    .missingUnit, .mixedDimensions, .expectedNumber, .unknownName, .circularVariable,
    .divisionByZero, .valueTooLong,
  ]

  static func missingUnit(
    _ expression: ExpressionSyntax,
    value: Rational,
    example: String
  ) -> Diagnostic {
    // Nobody trains for 500 epochs where a few are usual; a large bare number was meant in steps.
    let usual = example.split(separator: " ").last.map(String.init) ?? "steps"
    let unit = usual.hasPrefix("epoch") && value > Rational(300) ? "steps" : usual
    if value > Rational(0), value < Rational(1), usual.hasPrefix("epoch") {
      let share = (value * Rational(100)).description + "%"
      return missingUnit(expression, fixed: share)
    }
    let isOperation = expression.text.contains { " +-*/".contains($0) }
    let fixed = (isOperation ? "(\(expression.text))" : expression.text) + " \(unit)"
    return missingUnit(expression, fixed: fixed)
  }

  private static func missingUnit(_ expression: ExpressionSyntax, fixed: String) -> Diagnostic {
    Diagnostic(
      .missingUnit,
      "`\(expression.text)` has no unit",
      at: expression.range,
      label: "in which unit?",
      help: [
        Help(
          "write the unit, for example `\(fixed)`",
          edit: TextEdit(expression.range, fixed)
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

  /// `1/3 epochs`, whose unit belongs to the 3.
  static func dividedByQuantity(
    _ expression: ExpressionSyntax,
    _ top: ExpressionSyntax,
    _ bottom: ExpressionSyntax,
    _ unit: Unit
  ) -> Diagnostic {
    let fixed = "(\(top.text) / \(bottom.text)) \(unit.rawValue)"
    return Diagnostic(
      .expectedNumber,
      "`\(expression.text)` divides a number by an amount in \(unit.rawValue)",
      at: expression.range,
      label: "the unit belongs to `\(bottom.text)` alone",
      help: [Help("write `\(fixed)`", edit: TextEdit(expression.range, fixed))]
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
    if name.hasPrefix("x_") {
      help = Help("keys that start with `x_` are not read: give the variable another name")
    } else if let close {
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
    (
      ["yes", "no", "on", "off", "true", "false", "y", "n"],
      "a number is wanted here, not a switch"
    ),
    (["required"], "only facts of `run` and entries of `vars` may be `required`"),
    (["none", "null", "auto", "~"], "leave the key out to get its default"),
    (["rest"], "`rest` is a duration of a whole phase: write `for: rest`"),
    (Unit.allCases.flatMap(\.words), "write how many, as in `5 epochs`"),
    (["zero"], "write `0`"),
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

  static func valueTooLong(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .valueTooLong,
      "the exact value of `\(expression.text.prefix(60))` has too many digits or operands",
      at: expression.range,
      label: "too long to be carried exactly",
      help: [Help("write the rounded number")]
    )
  }
}
