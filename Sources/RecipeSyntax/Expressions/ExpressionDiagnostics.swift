// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let malformedNumber = DiagnosticRule(
    "malformed-number",
    .error,
    "A number is written in a form that other readers of YAML take for another number, or for none."
  )
  package static let malformedExpression = DiagnosticRule(
    "malformed-expression",
    .error,
    "A value or duration does not follow the grammar of quantities."
  )
  package static let unknownUnit = DiagnosticRule(
    "unknown-unit",
    .error,
    "A quantity is followed by a word that is no unit."
  )
  package static let ambiguousUnit = DiagnosticRule(
    "ambiguous-unit",
    .error,
    "Iterations and batches mean optimizer updates to some trainers and micro-batches to others."
  )
}

/// The wording of everything that can be wrong inside an expression.
enum ExpressionDiagnostics {
  static let rules: [DiagnosticRule] = [
    .malformedNumber, .malformedExpression, .unknownUnit, .ambiguousUnit,
  ]

  static func diagnostic(
    for problem: ExpressionProblem,
    in scalar: YAMLScalar,
    at nodeRange: SourceRange
  ) -> Diagnostic {
    let range = scalar.range(of: problem.range, in: nodeRange)
    let text = String(decoding: Array(scalar.text.utf8)[problem.range], as: UTF8.self)
    switch problem.kind {
    case .number(let cause):
      return malformedNumber(cause, text: text, at: range)
    case .unexpectedCharacter(let found):
      return Diagnostic(
        .malformedExpression,
        "`\(found)` cannot stand in a number or a quantity",
        at: range,
        label: "not expected here",
        help: [Help("write a number with a unit such as `5 epochs`, or a value such as `1e-3`")]
      )
    case .expectedOperand(let found):
      return Diagnostic(
        .malformedExpression,
        "expected a number or a name, found \(found)",
        at: range,
        label: "a number or a name goes here"
      )
    case .expectedClosingParenthesis:
      return Diagnostic(
        .malformedExpression,
        "a parenthesis is not closed",
        at: range,
        label: "`)` is missing here"
      )
    case .expectedEnd(let found):
      return Diagnostic(
        .malformedExpression,
        "\(found) follows a complete quantity",
        at: range,
        label: "not expected here"
      )
    case .ambiguousUnit(let word):
      return Diagnostic(
        .ambiguousUnit,
        "`\(word)` means optimizer updates to some trainers and micro-batches to others",
        at: range,
        label: "ambiguous unit",
        notes: ["recipec counts updates: one call of the optimizer that consumed one global batch"],
        help: [
          Help(
            "write `steps` for optimizer updates; divide micro-batches by the gradient accumulation first",
            edit: TextEdit(range, "steps")
          )
        ]
      )
    case .unknownUnit(let word):
      return unknownUnit(word, at: range)
    case .unknownFunction(let word):
      return Diagnostic(
        .malformedExpression,
        "there is no function `\(word)` in quantities",
        at: range,
        label: "unknown function",
        help: [Help("use `max(…)`, `min(…)`, `+`, `-`, `*`, `/` and parentheses")]
      )
    case .tooDeep:
      return Diagnostic(
        .malformedExpression,
        "the expression nests deeper than \(ExpressionParser.depthLimit) levels",
        at: range,
        label: "too deep"
      )
    }
  }

  private static func unknownUnit(_ word: String, at range: SourceRange) -> Diagnostic {
    let words = Unit.allCases.flatMap(\.words).filter { $0.count > 3 && !$0.contains(" ") }
    let close = SpellingSuggestion.candidates(for: word, among: words)
    let help =
      close.first.map { Help("write `\($0)`", edit: TextEdit(range, $0)) }
      ?? Help("the units are steps, epochs, samples, tokens, evaluations, `%` and `of run`")
    return Diagnostic(
      .unknownUnit,
      "`\(word)` is not a unit",
      at: range,
      label: "unknown unit",
      help: [help]
    )
  }

  private static func malformedNumber(
    _ problem: NumberLiteral.Problem,
    text: String,
    at range: SourceRange
  ) -> Diagnostic {
    let (message, note, help): (String, String?, Help) =
      switch problem {
      case .leadingZero(let suggestion):
        (
          "`\(text)` starts with a zero",
          "YAML 1.1 reads such a number as octal, YAML 1.2 as decimal",
          Help("write it without the leading zero", edit: TextEdit(range, suggestion))
        )
      case .radixPrefix:
        (
          "`\(text)` is not a decimal number", nil,
          Help("write the number in decimal, or with a suffix such as `4Ki`")
        )
      case .sexagesimal:
        (
          "`\(text)` is not a number here",
          "YAML 1.1 reads `1:30` as the sexagesimal number 90",
          Help("write a plain number with a unit")
        )
      case .notFinite:
        ("`\(text)` is not a finite number", nil, Help("write a finite number"))
      case .misplacedUnderscore:
        (
          "`_` may stand only between two digits", nil,
          Help("write `1_000` or `1000`")
        )
      case .missingDigits:
        ("`\(text)` has no digits", nil, Help("write a number such as `0.5`"))
      case .tooLarge:
        (
          "`\(text)` is larger than any binary64 number", nil,
          Help("the largest is about 1.8e308")
        )
      case .tooSmall:
        (
          "`\(text)` is too small: it would become zero", nil,
          Help("write `0`, or a value that binary64 can hold (about 5e-324)")
        )
      }
    return Diagnostic(
      .malformedNumber,
      message,
      at: range,
      notes: note.map { [$0] } ?? [],
      help: [help]
    )
  }
}
