// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

/// Holds the parser against grammar/expression.ebnf, both ways.
@Suite struct GrammarTests {
  /// Recipes without `run.clock`, and two with.
  static let clocks: [String?] = [nil, "rollouts", "env_step"]

  private func comparison(_ clock: String?) throws -> GrammarComparison {
    let word = clock.map { ClockWord(word: $0) } ?? .steps
    return GrammarComparison(
      grammar: try GrammarFile("expression", clock: clock),
      start: "expression"
    ) { text in
      let expression = Expression(text, clock: word)
      return expression.syntax != nil ? .read : expression.isOutsideGrammar ? .beyond : .refused
    }
  }

  @Test(arguments: clocks)
  func `every sentence of the grammar is read, and every way to write one occurs`(
    clock: String?
  ) throws {
    let sentences = try comparison(clock).sentences(600, seed: 21)
    #expect(sentences.refused == [])
    #expect(sentences.missing == [])
    #expect(sentences.read > 450)
  }

  @Test(arguments: clocks)
  func `a changed sentence is read exactly when the grammar has it`(clock: String?) throws {
    let alphabet = "0123456789.eE_+-*/(),% KkMi:xofrunstepsollu"
    let words = [" of", " run", " inf ", " NaN ", "max(", " steps ", " ep ", " rollout "]
    let changes = try comparison(clock).changes(600, of: 40, with: alphabet, words, seed: 22)
    #expect(changes.differing == [])
    #expect(changes.kept > 50 && changes.left > 100)
  }

  @Test func `the words of steps are no units under another clock, and its word is none elsewhere`()
    throws
  {
    let plain = try comparison(nil)
    let own = try comparison("rollouts")
    for word in Unit.steps.words {
      #expect(plain.read("5 \(word)") == .read && plain.grammar.accepts(word, as: "unit"))
      #expect(own.read("5 \(word)") == .refused && !own.grammar.accepts(word, as: "unit"))
    }
    for word in ["rollouts", "rollout"] {
      #expect(plain.read("5 \(word)") == .refused && !plain.grammar.accepts(word, as: "unit"))
      #expect(own.read("5 \(word)") == .read && own.grammar.accepts(word, as: "unit"))
    }
  }

  @Test(arguments: ["of", "inf", "infinity", "nan", "NaN", "Inf", "INFINITY"])
  func `a word that is excepted is no name`(word: String) throws {
    let plain = try comparison(nil)
    #expect(plain.grammar.accepts(word, as: "word") && !plain.grammar.accepts(word, as: "name"))
    #expect(plain.read(word) == .refused && plain.read("1 + \(word)") == .refused)
    #expect(plain.read(word + "s") == .read)
  }

  @Test func `the grammar names the units and suffixes that are read`() throws {
    let grammar = try GrammarFile("expression")
    let written = Unit.allCases.flatMap(\.words).filter { $0.allSatisfy(\.isLetter) }
    for word in written { #expect(grammar.accepts(word, as: "unit"), "\(word)") }
    guard case .choice(let units, _)? = grammar.rules["unit"],
      case .choice(let updates, _)? = grammar.rules["update"]
    else {
      Issue.record("no alternatives")
      return
    }
    #expect(units.count - 1 + updates.count == written.count)
    let letters = (UInt8(ascii: "A")...UInt8(ascii: "z")).map { String(Unicode.Scalar($0)) }
    for first in letters {
      for suffix in [first] + letters.map({ first + $0 }) {
        let isSuffix = Unit.multiplier(suffix: suffix) != nil
        #expect(grammar.accepts(suffix, as: "suffix") == isSuffix, "\(suffix)")
      }
    }
  }

  @Test func `a parser that differs from the grammar is noticed`() throws {
    let grammar = try GrammarFile("expression")
    let whole = grammar.branches(of: "expression")
    #expect(whole.count > 100)
    let narrow = GrammarComparison(grammar: grammar, start: "expression") { text in
      text.contains("%") || Expression(text).syntax == nil ? .refused : .read
    }
    let sentences = narrow.sentences(200, seed: 23)
    #expect(!sentences.refused.isEmpty && !sentences.missing.isEmpty)
    let wide = GrammarComparison(grammar: grammar, start: "expression") { _ in .read }
    #expect(!wide.changes(100, of: 40, with: "+-e.", ["of"], seed: 24).differing.isEmpty)
  }
}
