// SPDX-License-Identifier: Apache-2.0

import SeededRandom

/// Writes random sentences of a grammar, and counts which ways through it they take.
struct SentenceWriter {
  /// A sentence, with the ways that lead to it.
  struct Sentence {
    var text = ""
    var branches: Set<GrammarFile.Branch> = []
  }

  let grammar: GrammarFile
  private var source: SeededGenerator
  private var uses: [GrammarFile.Branch: Int] = [:]

  init(_ grammar: GrammarFile, seed: UInt64) {
    self.grammar = grammar
    source = SeededGenerator(seed: seed)
  }

  /// A sentence of a production; alternatives grow rarer with depth so that it ends.
  mutating func sentence(of rule: String) -> Sentence {
    var sentence = Sentence()
    write(.rule(rule), into: &sentence, depth: 0, inWord: false)
    return sentence
  }

  private mutating func write(
    _ form: GrammarFile.Form,
    into sentence: inout Sentence,
    depth: Int,
    inWord: Bool
  ) {
    switch form {
    case .terminal(let bytes):
      if !inWord { separate(&sentence.text, before: bytes[0]) }
      sentence.text += String(decoding: bytes, as: UTF8.self)
    case .rule(let name):
      guard GrammarFile.words.contains(name), !inWord else {
        write(grammar.rule(name), into: &sentence, depth: depth + 1, inWord: inWord)
        return
      }
      var word = Sentence(branches: sentence.branches)
      write(grammar.rule(name), into: &word, depth: depth + 1, inWord: true)
      separate(&sentence.text, before: Array(word.text.utf8)[0])
      sentence.text += word.text
      sentence.branches = word.branches
    case .sequence(let forms):
      for form in forms { write(form, into: &sentence, depth: depth, inWord: inWord) }
    case .choice(let forms, let number):
      // The first alternative of every production here is the one that does not recurse, or a word.
      let way =
        depth > 14 && !inWord
        ? 0
        : (inWord || depth < 10 ? rareWay(of: number, among: forms.count) : nil)
          ?? Int.random(in: 0..<forms.count, using: &source)
      take(number, way, in: &sentence)
      write(forms[way], into: &sentence, depth: depth, inWord: inWord)
    case .optional(let inner, let number):
      let way =
        (inWord ? rareWay(of: number, among: 2) : nil)
        ?? (Int.random(in: 0..<3, using: &source) == 0 ? 1 : 0)
      take(number, way, in: &sentence)
      if way == 1 { write(inner, into: &sentence, depth: depth, inWord: inWord) }
    case .repetition(let inner, let number):
      var count = inWord ? rareWay(of: number, among: 3) ?? 0 : 0
      while Int.random(in: 0..<3 + depth / 4, using: &source) == 0 { count += 1 }
      take(number, min(count, 2), in: &sentence)
      for _ in 0..<count { write(inner, into: &sentence, depth: depth, inWord: inWord) }
    case .exception(let inner, _):
      write(inner, into: &sentence, depth: depth, inWord: inWord)
    case .special:
      break
    }
  }

  /// Now and then the way that was taken least.
  private mutating func rareWay(of number: Int, among count: Int) -> Int? {
    guard Int.random(in: 0..<3, using: &source) == 0 else { return nil }
    let ways = (0..<count).map { uses[GrammarFile.Branch(form: number, way: $0), default: 0] }
    return ways.firstIndex(of: ways.min() ?? 0)
  }

  private mutating func take(_ number: Int, _ way: Int, in sentence: inout Sentence) {
    let branch = GrammarFile.Branch(form: number, way: way)
    uses[branch, default: 0] += 1
    sentence.branches.insert(branch)
  }

  private mutating func separate(_ text: inout String, before byte: UInt8) {
    let isTight = Bool.random(using: &source)
    guard let last = text.utf8.last, !isTight || (last.isWordByte && byte.isWordByte) else {
      return
    }
    text += " "
  }
}
