// SPDX-License-Identifier: Apache-2.0

import SeededRandom

/// A parser beside the grammar that it follows.
struct GrammarComparison {
  /// What a parser makes of a text.
  enum Reading {
    case read
    case refused
    /// Refused for what grammar/README.md lists beyond the grammar.
    case beyond
  }

  let grammar: GrammarFile
  /// The production that a whole text is one of.
  let start: String
  let read: (String) -> Reading

  /// What came of sentences of the grammar.
  struct Sentences {
    var read = 0
    /// Sentences that the parser refuses.
    var refused: [String] = []
    /// The ways through the grammar that no sentence took which was read.
    var missing: Set<GrammarFile.Branch>
  }

  /// Writes sentences, and has them read.
  func sentences(_ count: Int, seed: UInt64) -> Sentences {
    var writer = SentenceWriter(grammar, seed: seed)
    var outcome = Sentences(missing: grammar.branches(of: start))
    for _ in 0..<count {
      let sentence = writer.sentence(of: start)
      // A name that was written may be a word that is excepted.
      guard grammar.accepts(sentence.text, as: start) else { continue }
      switch read(sentence.text) {
      case .read:
        outcome.read += 1
        outcome.missing.subtract(sentence.branches)
      case .refused:
        outcome.refused.append(sentence.text)
      case .beyond:
        break
      }
    }
    return outcome
  }

  /// What came of changed sentences.
  struct Changes {
    /// How many still are sentences.
    var kept = 0
    /// How many are none.
    var left = 0
    /// Texts about which the grammar and the parser differ.
    var differing: [String] = []
  }

  /// Changes sentences at random, and has the grammar and the parser judge them.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - length: how long a sentence may be, in bytes.
  ///   - alphabet: characters to put in.
  ///   - words: words to put in.
  ///   - seed: of all that is random.
  /// - Returns: the changed sentences that are none, and those about which the two differ.
  func changes(
    _ count: Int,
    of length: Int,
    with alphabet: String,
    _ words: [String],
    seed: UInt64
  ) -> Changes {
    var writer = SentenceWriter(grammar, seed: seed)
    var source = SeededGenerator(seed: seed &+ 1)
    let pieces = alphabet.map { String($0) }
    var outcome = Changes()
    for _ in 0..<count {
      var bytes: [UInt8]
      repeat { bytes = Array(writer.sentence(of: start).text.utf8) } while bytes.count > length
      for _ in 0..<Int.random(in: 1...3, using: &source) {
        Self.change(&bytes, with: Bool.random(using: &source) ? pieces : words, &source)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let reading = read(text)
      guard reading != .beyond else { continue }
      let isSentence = grammar.accepts(text, as: start)
      if (reading == .read) != isSentence { outcome.differing.append(text) }
      if isSentence { outcome.kept += 1 } else { outcome.left += 1 }
    }
    return outcome
  }

  private static func change(
    _ bytes: inout [UInt8],
    with pieces: [String],
    _ source: inout SeededGenerator
  ) {
    let place = Int.random(in: 0..<bytes.count, using: &source)
    let piece = pieces[Int.random(in: 0..<pieces.count, using: &source)]
    switch Int.random(in: 0..<4, using: &source) {
    case 0: bytes.replaceSubrange(place...place, with: piece.utf8)
    case 1: bytes.insert(contentsOf: piece.utf8, at: place)
    case 2:
      let part = Array(bytes[place...].prefix(Int.random(in: 1...8, using: &source)))
      bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &source))
    default: if bytes.count > 1 { bytes.remove(at: place) }
    }
  }
}
