// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import SeededRandom
import Testing

/// Holds the parser against grammar/expression.ebnf, both ways.
@Suite struct GrammarTests {
  /// What grammar/README.md lists as refused beyond the grammar.
  private func isOutsideGrammar(_ expression: Expression) -> Bool {
    let messages = expression.diagnostics.map(\.message)
    return messages.contains {
      $0.contains("larger than") || $0.contains("too small") || $0.contains("like a date")
        || $0.contains("comma between") || $0.contains("nests deeper") || $0.contains("operands")
    }
  }

  @Test func `every sentence of the grammar is read`() throws {
    let grammar = try GrammarFile("expression")
    var source = SeededGenerator(seed: 21)
    var read = 0
    for _ in 0..<400 {
      let text = grammar.sentence(of: "expression", using: &source)
      guard grammar.accepts(text, as: "expression") else { continue }
      let expression = Expression(text)
      #expect(expression.syntax != nil || isOutsideGrammar(expression), "\(text)")
      if expression.syntax != nil { read += 1 }
    }
    // Some sentences are dropped: a generated name may be a word that is excepted.
    #expect(read > 300)
  }

  @Test func `a changed sentence is read exactly when the grammar has it`() throws {
    let grammar = try GrammarFile("expression")
    var source = SeededGenerator(seed: 22)
    let alphabet = Array("0123456789.eE_+-*/(),% KkMi:xofrunsteps".utf8)
    var (kept, refused) = (0, 0)
    for _ in 0..<600 {
      var bytes = Array(grammar.sentence(of: "expression", using: &source).utf8.prefix(40))
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
      let expression = Expression(text)
      if isOutsideGrammar(expression) { continue }
      let isSentence = grammar.accepts(text, as: "expression")
      #expect((expression.syntax != nil) == isSentence, "\(text)")
      if isSentence { kept += 1 } else { refused += 1 }
    }
    #expect(kept > 50 && refused > 100)
  }

  @Test func `the grammar names the units and suffixes that are read`() throws {
    let grammar = try GrammarFile("expression")
    let written = Unit.allCases.flatMap(\.words).filter { $0.allSatisfy(\.isLetter) }
    for word in written { #expect(grammar.accepts(word, as: "unit"), "\(word)") }
    guard case .choice(let units)? = grammar.rules["unit"],
      case .choice(let suffixes)? = grammar.rules["suffix"]
    else {
      Issue.record("no alternatives")
      return
    }
    #expect(units.count == written.count)
    for case .terminal(let suffix) in suffixes {
      #expect(Unit.multiplier(suffix: String(decoding: suffix, as: UTF8.self)) != nil)
    }
  }
}
