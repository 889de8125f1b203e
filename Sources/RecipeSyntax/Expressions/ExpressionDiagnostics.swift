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
    .malformedNumber, .malformedExpression, .unknownUnit, .ambiguousUnit, .malformedFormula,
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
        help: [unexpectedCharacterHelp(found, at: range)]
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
        label: "`)` is missing here",
        help: [Help("inside of braces a comma ends the value: put the expression in quotes")]
      )
    case .expectedEnd(let found):
      return Diagnostic(
        .malformedExpression,
        "\(found) follows a complete quantity",
        at: range,
        label: "not expected here"
      )
    case .digitGrouping:
      return Diagnostic(
        .malformedNumber,
        "`\(text)` has a comma between its digits",
        at: range,
        label: "not a number",
        help: [
          Help(
            "write `_` between groups of digits, or nothing",
            edit: TextEdit(range, String(text.map { $0 == "," ? "_" : $0 }))
          )
        ]
      )
    case .expectedRun(let found):
      return Diagnostic(
        .malformedExpression,
        "expected `run` after `of`, found \(found)",
        at: range,
        label: "`run` goes here",
        help: [Help("write a share of the whole run as `1/3 of run` or `30%`")]
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
    case .otherClock(let word, let clock):
      return Diagnostic(
        .unknownUnit,
        "`\(word)` is no unit of a run whose clock counts \(clock)",
        at: range,
        label: "not counted here",
        help: [Help("write `\(clock)`", edit: TextEdit(range, clock))]
      )
    case .unknownFunction(let word):
      return Diagnostic(
        .malformedExpression,
        "there is no function `\(word)` in quantities",
        at: range,
        label: "unknown function",
        help: [Help("use `max(…)`, `min(…)`, `+`, `-`, `*`, `/` and parentheses")]
      )
    case .unitInFormula, .unknownFormulaFunction, .operandCount, .comparisonOutsideIf,
      .expectedComparison, .expectedBranch:
      return FormulaDiagnostics.diagnostic(for: problem, at: range)
    case .tooDeep:
      return Diagnostic(
        .malformedExpression,
        "the expression nests deeper than \(ExpressionParser.depthLimit) levels",
        at: range,
        label: "too deep"
      )
    case .tooLong:
      return Diagnostic(
        .malformedExpression,
        "the expression has more than \(ExpressionParser.operandLimit) operands",
        at: range,
        label: "too many operands"
      )
    }
  }

  private static func unexpectedCharacterHelp(_ found: String, at range: SourceRange) -> Help {
    switch found {
    case "\u{2212}", "\u{2013}", "\u{2014}":
      return Help("write the minus of ASCII, `-`", edit: TextEdit(range, "-"))
    case "\u{D7}", "\u{B7}":
      return Help("write `*` for a product", edit: TextEdit(range, "*"))
    case "^":
      return Help("powers cannot be written here; write the number, or a product")
    case "~":
      return Help("leave the key out to get its default")
    default:
      let digit = found.first.flatMap(\.wholeNumberValue)
      return digit.map { Help("write the digits of ASCII", edit: TextEdit(range, "\($0)")) }
        ?? Help("write a number with a unit such as `5 epochs`, or a value such as `1e-3`")
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
      case .leadingZero:
        (
          "`\(text)` starts with a zero",
          "YAML 1.1 reads such a number as octal, YAML 1.2 as decimal",
          Help(
            "write it without the leading zero",
            edit: TextEdit(range, withoutLeadingZeros(text))
          )
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
      case .date:
        (
          "`\(text)` looks like a date", nil,
          Help("write blanks around each `-` if a difference of numbers is meant")
        )
      case .notFinite:
        ("`\(text)` is not a finite number", nil, Help("write a finite number"))
      case .misplacedUnderscore:
        (
          "`\(text)` has a `_` that does not stand between two digits", nil,
          Help("write `1_000` or `1000`")
        )
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

  /// `017` as `17` and `00.5` as `0.5`.
  private static func withoutLeadingZeros(_ text: String) -> String {
    let rest = text.drop { $0 == "0" || $0 == "_" }
    return rest.first?.isWholeNumber == true ? String(rest) : "0" + rest
  }
}
