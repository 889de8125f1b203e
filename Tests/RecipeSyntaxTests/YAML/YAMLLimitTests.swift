// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

struct YAMLLimitTests {
  /// The rules that a text breaks.
  private func rules(_ text: String) -> [String] { YAMLFixture(text).rules }

  @Test func `a file may have 256 KiB and no byte more`() {
    let fill = String(repeating: "#\n", count: YAMLLimits.fileBytes / 2 - 3)
    #expect(rules("a: 1\n" + fill + "\n").isEmpty)
    #expect(rules("a: 1\n" + fill + "\n\n") == ["file-too-large"])
  }

  @Test func `collections may be nested 32 deep and no deeper`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(rules(nested(YAMLLimits.depth)).isEmpty)
    #expect(rules(nested(YAMLLimits.depth + 1)) == ["too-deep"])
  }

  @Test func `the parser may make 20000 events and no more`() {
    // Stream and document start and end, list start and end are six.
    func list(_ count: Int) -> String {
      "[" + String(repeating: "1,", count: count) + "]"
    }
    #expect(rules(list(YAMLLimits.events - 6)).isEmpty)
    #expect(rules(list(YAMLLimits.events - 5)) == ["too-many-values"])
  }

  @Test func `a text may have 4 KiB and no byte more`() {
    let text = String(repeating: "é", count: YAMLLimits.scalarBytes / 2)
    #expect(rules("a: " + text).isEmpty)
    let fixture = YAMLFixture("a: \(text)x\nb: 1\n")
    #expect(fixture.rules == ["text-too-long"])
    #expect(fixture.outline.hasSuffix("b<b>: 1<1>}"))
  }

  @Test func `a key may have 128 bytes and no byte more`() {
    let key = String(repeating: "k", count: YAMLLimits.keyBytes)
    #expect(rules("\(key): 1").isEmpty)
    #expect(rules("\(key)k: 1") == ["key-too-long"])
  }

  private static let size = YAMLLimits.fileBytes - 64

  /// A name that stands for a large text in reports.
  struct Hostile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  static let hostile = [
    Hostile("megabyte of brackets", String(repeating: "[", count: 1 << 20)),
    Hostile("brackets", String(repeating: "[", count: size)),
    Hostile("mappings", String(repeating: "{a: ", count: size / 4)),
    Hostile("dashes", String(repeating: "- ", count: size / 2)),
    Hostile("question marks", String(repeating: "? ", count: size / 2)),
    Hostile("tag directives", String(repeating: "%TAG !a! b\n", count: size / 11)),
    Hostile(
      "directives after a document",
      "a\n...\n" + String(repeating: "%TAG !a! b\n", count: size / 12)
    ),
    Hostile("anchors", "a:\n" + String(repeating: "- &a x\n", count: size / 7)),
    Hostile("properties", String(repeating: "&a ", count: size / 3)),
    Hostile("open list on one line", "[" + String(repeating: "é,", count: size / 3)),
    Hostile("repeated keys", String(repeating: "a: 1\n", count: size / 5)),
    Hostile("hidden characters", "a: '" + String(repeating: "\u{200B}", count: size / 3) + "'"),
    Hostile("escapes", "a: \"" + String(repeating: "\\e", count: 2000) + "\""),
    Hostile("open quote", "a: \"" + String(repeating: "x\n", count: size / 2)),
    Hostile("colons", "a: b" + String(repeating: ": c", count: size / 3)),
    Hostile("tabs", "a:\n" + String(repeating: "\tb: 1\n", count: size / 6)),
    Hostile("placeholders", "[" + String(repeating: "'${x}',", count: size / 7) + "]"),
  ]

  @Test(arguments: hostile)
  func `hostile files are refused quickly and with few findings`(example: Hostile) {
    let bytes = Array(example.text.utf8)
    var fixture: YAMLFixture?
    let time = ContinuousClock().measure { fixture = YAMLFixture(bytes) }
    #expect(fixture?.diagnostics.contains { $0.severity == .error } == true)
    #expect((fixture?.diagnostics.count ?? 0) <= 3 * YAMLLimits.findings)
    // A quadratic parse of these takes from seconds to minutes. Unoptimised code on a busy machine
    // needs about 0.3 s for the slowest.
    #expect(time < .seconds(3), "\(example.testDescription)")
  }
}
