// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import SeededRandom
import Testing

/// Holds the parser of formulas against grammar/formula.ebnf, both ways.
@Suite struct FormulaGrammarTests {
  @Test func `every sentence of the grammar is read`() throws {
    let grammar = try GrammarFile("expression", "formula")
    var source = SeededGenerator(seed: 31)
    var read = 0
    for _ in 0..<150 {
      let text = grammar.sentence(of: "formula", using: &source)
      guard grammar.accepts(text, as: "formula") else { continue }
      let formula = Formula(text)
      #expect(formula.syntax != nil || formula.isOutsideGrammar, "\(text)")
      if formula.syntax != nil { read += 1 }
    }
    #expect(read > 90)
  }

  @Test func `a changed sentence is read exactly when the grammar has it`() throws {
    let grammar = try GrammarFile("expression", "formula")
    var source = SeededGenerator(seed: 32)
    let alphabet = Array("0123456789.e_+-*/^(),<>= kMtpiffloorminclamp".utf8)
    var (kept, refused) = (0, 0)
    for _ in 0..<250 {
      var bytes = Array(grammar.sentence(of: "formula", using: &source).utf8.prefix(28))
      for _ in 0..<Int.random(in: 1...3, using: &source) {
        let place = Int.random(in: 0..<bytes.count, using: &source)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &source)]
        switch Int.random(in: 0..<3, using: &source) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: if bytes.count > 1 { bytes.remove(at: place) }
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let formula = Formula(text)
      if formula.isOutsideGrammar { continue }
      let isSentence = grammar.accepts(text, as: "formula")
      #expect((formula.syntax != nil) == isSentence, "\(text)")
      if isSentence { kept += 1 } else { refused += 1 }
    }
    #expect(kept > 20 && refused > 60)
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
  var isOutsideGrammar: Bool {
    diagnostics.map(\.message).contains {
      $0.contains("larger than") || $0.contains("too small") || $0.contains("like a date")
        || $0.contains("comma between") || $0.contains("nests deeper") || $0.contains("operands")
    }
  }

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
