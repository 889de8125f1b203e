// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeDiagnostics

struct SpellingSuggestionTests {
  @Test(arguments: [
    ("momentun", ["momentum"]),
    ("lenght", ["length"]),
    ("weight-decay", ["weight_decay"]),
    ("LR", ["lr"]),
    ("wd", []),
    ("", []),
    ("lr", []),
  ])
  func `close spellings are suggested`(word: String, expected: [String]) {
    let keys = ["lr", "momentum", "length", "weight_decay", "batch"]
    #expect(SpellingSuggestion.candidates(for: word, among: keys) == expected)
  }

  @Test func `at most three are suggested, the nearest first and ties in order`() {
    let keys = ["abcdxy", "abcdez", "abcdefg", "abcdeg", "zbcdef"]
    let found = SpellingSuggestion.candidates(for: "abcdef", among: keys)
    #expect(found == ["abcdez", "abcdefg", "abcdeg"])
  }

  @Test func `reach is a third of the word, rounded up`() {
    #expect(SpellingSuggestion.candidates(for: "abc", among: ["abx"]) == ["abx"])
    #expect(SpellingSuggestion.candidates(for: "abc", among: ["axx"]).isEmpty)
    #expect(SpellingSuggestion.candidates(for: "abcd", among: ["abxx"]) == ["abxx"])
  }

  /// The textbook recurrence without a table.
  private func reference(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
    guard let first = left.last else { return right.count }
    guard let second = right.last else { return left.count }
    let (shortLeft, shortRight) = (left.dropLast(), right.dropLast())
    var best = min(
      reference(shortLeft, right) + 1,
      reference(left, shortRight) + 1,
      reference(shortLeft, shortRight) + (first == second ? 0 : 1)
    )
    if left.count > 1, right.count > 1, shortLeft.last == second, shortRight.last == first {
      best = min(best, reference(shortLeft.dropLast(), shortRight.dropLast()) + 1)
    }
    return best
  }

  @Test func `the distance is that of the textbook`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      let words = (0..<2).map { _ in
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          Character(["a", "b", "c"].randomElement(using: &random) ?? "a")
        }
      }
      let expected = reference(words[0][...], words[1][...])
      #expect(SpellingSuggestion.distance(words[0], words[1]) == expected)
    }
  }
}
