// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let malformedFormula = DiagnosticRule(
    "malformed-formula",
    .error,
    "A formula does not follow the grammar of formulas."
  )
}

/// The wording of what can be wrong inside a formula and not inside a quantity.
enum FormulaDiagnostics {
  static func diagnostic(for problem: ExpressionProblem, at range: SourceRange) -> Diagnostic {
    switch problem.kind {
    case .unitInFormula(let word):
      return finding(
        "a formula has no units, but `\(word)` follows a number",
        at: range,
        label: "not expected here",
        help:
          "`t` and `k` count updates, `p` runs from 0 to 1 in the phase, and `epoch` counts epochs"
      )
    case .unknownFormulaFunction(let word):
      return Diagnostic(
        .malformedFormula,
        "there is no function `\(word)` in formulas",
        at: range,
        label: "unknown function",
        help: [functionHelp(word, at: range)]
      )
    case .operandCount(let word, let found, let expected):
      let count = expected.count == 1 ? "\(expected.lowerBound)" : "\(expected.lowerBound) or more"
      return finding(
        "`\(word)` takes \(count) \(expected == 1...1 ? "operand" : "operands"), found \(found)",
        at: range,
        label: "expected \(count)"
      )
    case .comparisonOutsideIf:
      return finding(
        "a comparison stands outside of `if`",
        at: range,
        label: "not expected here",
        help: "write `if(t < 1000, 0.1, 0.01)`"
      )
    case .expectedComparison(let found):
      return finding(
        "expected `<`, `<=`, `>` or `>=`, found \(found)",
        at: range,
        label: "a comparison goes here",
        help: "write `if(t < 1000, 0.1, 0.01)`"
      )
    case .expectedBranch(let found):
      return finding(
        "expected `,` and what `if` gives, found \(found)",
        at: range,
        label: "`,` goes here",
        help: found == FormulaParser.end
          ? "inside of braces a comma ends the value: put the formula in quotes"
          : "write `if(t < 1000, 0.1, 0.01)`: a condition and two values"
      )
    default:
      return finding("the formula cannot be read", at: range, label: "not expected here")
    }
  }

  private static func functionHelp(_ word: String, at range: SourceRange) -> Help {
    let names = FormulaFunction.allCases.map(\.rawValue) + ["if"]
    let close = foreign[word] ?? SpellingSuggestion.candidates(for: word, among: names).first
    if let close { return Help("write `\(close)`", edit: TextEdit(range, close)) }
    if let written = formulas[word] { return Help("write `\(written)`") }
    return Help("the functions are \(EnglishList.all(names.map { "`\($0)`" }))")
  }

  /// What other languages call the functions.
  private static let foreign = [
    "ln": "log", "cosine": "cos", "sine": "sin", "where": "if", "clip": "clamp",
    "minimum": "min", "maximum": "max", "fabs": "abs", "expit": "sigmoid", "logistic": "sigmoid",
  ]

  /// What needs no function of its own.
  private static let formulas = [
    "softplus": "log(1 + exp(x))", "pow": "x ^ y", "square": "x ^ 2", "tan": "sin(x) / cos(x)",
    "rsqrt": "x ^ -0.5", "expm1": "exp(x) - 1", "log1p": "log(1 + x)",
    "cosh": "(exp(x) + exp(-x)) / 2",
  ]

  private static func finding(
    _ message: String,
    at range: SourceRange,
    label: String,
    help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .malformedFormula,
      message,
      at: range,
      label: label,
      help: help.map { [Help($0)] } ?? []
    )
  }
}
