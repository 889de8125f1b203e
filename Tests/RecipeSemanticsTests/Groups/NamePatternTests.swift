// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeSemantics

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("*", ["", "a", "a.b.c"], []),
    ("*.bias", ["fc.bias", "a.b.bias", ".bias"], ["bias", "fc.bias.x", "fc.biasx"]),
    ("blocks.?.*", ["blocks.1.w", "blocks.1."], ["blocks.10.w", "blocks..w", "block.1.w"]),
    ("{head,fc}.*", ["head.w", "fc.b"], ["headfc.w", "{head,fc}.w"]),
    ("a{,b}c{1,2}", ["ac1", "abc2"], ["a", "abc", "acc1", "abbc1"]),
    ("*norm*.{weight,bias}", ["norm.weight", "a.layernorm1.bias"], ["norm", "norm.scale"]),
    ("a,b", ["a,b"], ["a", "b"]), ("[0-9]", ["[0-9]"], ["0"]), ("Fc", ["Fc"], ["fc"]),
    ("a**b", ["ab", "axb"], ["a", "b"]), ("?", ["é", "x"], ["", "xy"]),
  ])
  func `a pattern matches whole names`(text: String, yes: [String], no: [String]) throws {
    let pattern = try NamePattern(text)
    for name in yes { #expect(pattern.matches(name), "\(text) on \(name)") }
    for name in no { #expect(!pattern.matches(name), "\(text) on \(name)") }
  }

  @Test(arguments: [
    ("", NamePattern.Problem.empty), ("a b", .blank), ("a\tb", .blank), ("{a", .unclosedChoice),
    ("a}", .closedWithoutChoice), ("{a,{b}}", .nestedChoice),
    (String(repeating: "{a,b}", count: 9), .tooManyChoices),
  ])
  func `what is no pattern says why`(text: String, problem: NamePattern.Problem) {
    #expect(throws: problem) { try NamePattern(text) }
  }

  /// All texts of up to four letters, as an oracle that knows nothing of how patterns are compared.
  private static let names: [String] = {
    var names = [""]
    var longest = [""]
    for _ in 0..<4 {
      longest = longest.flatMap { name in ["a", "b", "."].map { name + $0 } }
      names += longest
    }
    return names
  }()

  /// Matches by definition, one element after the other, with every length for a `*`.
  private static func matches(_ name: Substring, _ pattern: Substring) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      return (0...name.count).contains { matches(name.dropFirst($0), rest) }
    }
    guard let letter = name.first, first == "?" || first == letter else { return false }
    return matches(name.dropFirst(), rest)
  }

  @Test func `matching and meeting agree with their definition on every short name`() throws {
    var generator = SeededGenerator(seed: 7)
    let letters = ["a", "b", ".", "?", "*", "*"]
    let texts = (0..<120).map { _ in
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &generator)]
      }
      .joined()
    }
    let patterns = try texts.map { try NamePattern($0) }
    let sets = texts.map { text in
      Set(Self.names.indices.filter { Self.matches(Self.names[$0][...], text[...]) })
    }
    for (index, pattern) in patterns.enumerated() {
      for (place, name) in Self.names.enumerated() where place % 7 == index % 7 {
        #expect(pattern.matches(name) == sets[index].contains(place), "\(texts[index]) on \(name)")
      }
      for (second, other) in patterns.enumerated().prefix(index) {
        // Two patterns of four elements that meet at all do so in a name of four letters or fewer,
        // unless both need more characters than that together.
        let common = !sets[index].isDisjoint(with: sets[second])
        if common { #expect(pattern.meets(other), "\(texts[index]) and \(texts[second])") }
        let isShort = !(texts[index] + texts[second]).contains("*")
        if isShort { #expect(pattern.meets(other) == common) }
      }
    }
  }

  @Test(arguments: [
    ("blocks.1.*", "blocks.10.*", false), ("blocks.1.*", "*.bias", true),
    ("backbone.*", "head.*", false), ("*.weight", "*.bias", false), ("*a*", "*b*", true),
    ("a*c", "ab*", true), ("a*c", "*d", false), ("{x,y}.*", "{y,z}.*", true), ("?", "ab", false),
    ("a?c", "ab?", true), ("*", "anything", true),
  ])
  func `it is known which patterns exclude each other`(
    first: String,
    second: String,
    meet: Bool
  ) throws {
    let (left, right) = (try NamePattern(first), try NamePattern(second))
    #expect(left.meets(right) == meet && right.meets(left) == meet)
  }
}
