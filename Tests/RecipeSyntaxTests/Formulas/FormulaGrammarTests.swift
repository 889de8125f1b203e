// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

/// Holds the parser of formulas against grammar/formula.ebnf, both ways.
@Suite struct FormulaGrammarTests {
  private func comparison() throws -> GrammarComparison {
    GrammarComparison(
      grammar: try GrammarFile("expression", "formula"),
      start: "formula"
    ) { text in
      let formula = Formula(text)
      return formula.syntax != nil ? .read : formula.isOutsideGrammar ? .beyond : .refused
    }
  }

  @Test func `every sentence of the grammar is read, and every way to write one occurs`() throws {
    let sentences = try comparison().sentences(400, seed: 31)
    #expect(sentences.refused == [])
    #expect(sentences.missing == [])
    #expect(sentences.read > 250)
  }

  @Test func `a changed sentence is read exactly when the grammar has it`() throws {
    let alphabet = "0123456789.e_+-*/^(),<>= kMtpiffloorminclamp"
    let words = [" of ", " inf ", " NaN ", "max(", "sqrt(", "if(", " <= ", " t "]
    let changes = try comparison().changes(250, of: 28, with: alphabet, words, seed: 32)
    #expect(changes.differing == [])
    #expect(changes.kept > 50 && changes.left > 100)
  }

  @Test(arguments: [
    ("of", true), ("nano", true), ("inf", false), ("Infinity", false), ("NaN", false),
  ])
  func `a word is a variable unless it is no real number`(word: String, isName: Bool) throws {
    let formulas = try comparison()
    #expect(formulas.grammar.accepts(word, as: "formula") == isName)
    #expect(formulas.read("1 + \(word)") == (isName ? .read : .refused))
  }

  @Test func `the grammar names the functions that are read`() throws {
    let grammar = try GrammarFile("expression", "formula")
    for function in FormulaFunction.allCases {
      let operands = Array(repeating: "t", count: function.arity.lowerBound)
      let text = "\(function.rawValue)(\(operands.joined(separator: ", ")))"
      #expect(grammar.accepts(text, as: "formula"), "\(text)")
      #expect(Formula(text).syntax != nil, "\(text)")
    }
  }

  @Test(arguments: [
    ("1 - (t + 1)^-0.8", "(- 1 (^ (+ t 1) (neg 0.8)))"),
    ("-t^2", "(neg (^ t 2))"),
    ("2^3^2", "(^ 2 (^ 3 2))"),
    ("a - b - c", "(- (- a b) c)"),
    ("a / b * c", "(* (/ a b) c)"),
    ("-a * b", "(* (neg a) b)"),
    ("10k + 2 * k", "(+ 10000 (* 2 k))"),
    ("if(t <= 5, a, -b)", "(if (<= t 5) a (neg b))"),
    ("max(a, b, c)", "(max a b c)"),
  ])
  func `a formula binds as one reads it`(text: String, form: String) {
    #expect(Formula(text).form == form)
  }
}

/// A text read as a formula.
struct Formula {
  let syntax: FormulaSyntax?
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "text", bytes: Array(text.utf8))
    let value = RecipeParser.parseBinding(source, in: sources, as: .formula, into: &sink)
    syntax = if case .formula(let formula)? = value { formula } else { nil }
    diagnostics = sink.diagnostics
  }

  /// Whether the text is refused for what grammar/README.md lists beyond the grammar.
  var isOutsideGrammar: Bool { diagnostics.contains(where: \.isBeyondGrammar) }

  /// The tree in prefix form.
  var form: String? { syntax.map(Self.form) }

  private static func form(_ formula: FormulaSyntax) -> String {
    let inner = formula.operands.map(form)
    return switch formula.kind {
    case .number(let value): value.description
    case .name(let name): name
    case .negation: "(neg \(inner[0]))"
    case .sum: "(+ \(inner[0]) \(inner[1]))"
    case .difference: "(- \(inner[0]) \(inner[1]))"
    case .product: "(* \(inner[0]) \(inner[1]))"
    case .quotient: "(/ \(inner[0]) \(inner[1]))"
    case .power: "(^ \(inner[0]) \(inner[1]))"
    case .call(let function, _): "(\(function.rawValue) \(inner.joined(separator: " ")))"
    case .choice(let comparison, _, _, _, _):
      "(if (\(comparison.rawValue) \(inner[0]) \(inner[1])) \(inner[2]) \(inner[3]))"
    }
  }
}
