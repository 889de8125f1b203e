// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

struct YAMLSyntaxProblemTests {
  /// The text, the rule with the text of the primary place, the texts of the secondary places.
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let finding: String
    let secondary: [String]

    init(_ text: String, _ finding: String, _ secondary: String...) {
      self.text = text
      self.finding = finding
      self.secondary = secondary
    }

    var testDescription: String { text.debugDescription }
  }

  @Test(arguments: [
    Case("a: [1, 2\nb: 3\n", "unclosed-bracket at [", "b"),
    Case("a: {x: 1\n", "unclosed-bracket at {", ""),
    Case("a: {x: [1, 2}\nb: 3\n", "unclosed-bracket at [", "}"),
    Case("a: {from: 0 to: 1}\n", "missing-comma at :", "{"),
    Case("a: [\"x\" \"]\"]\n", "missing-comma at \"", "["),
    Case("a: [1,,2]\n", "missing-value at ,"),
    Case("a: ]\n", "missing-value at ]"),
    Case("a: \"x\nb: 1\n", "unclosed-quote at \""),
    Case("a: 'x\nb: 'y'\nc: 1\n", "unclosed-quote at '", "'"),
    Case("a: \"x\" y\nb: 1\n", "text-after-value at y"),
    Case("a: [x] y  \nb: 1\n", "text-after-value at y"),
    Case("a: b: c\n", "colon-in-value at :", ":"),
    Case("- a: b: c\n", "colon-in-value at :", ":"),
    Case("a: 1\nlr:0.1\nb: 2\n", "missing-space at :"),
    Case("lr:0.1\nb: 2\n", "missing-space at :"),
    Case("run:\n  length:3\n  batch: 4\n", "missing-space at :"),
    Case("a: 1\nfoo bar\nb: 2\n", "missing-colon at foo bar"),
    Case("foo\nb: 2\n", "missing-colon at foo"),
    Case("p:\n  - cosine: hold\n      to: 1\n", "inconsistent-indentation at to", "hold"),
    Case("run:\n    a: 1\n  b: 2\n", "inconsistent-indentation at b", "run", "a"),
    Case("  a: 1\nb: 2\n", "inconsistent-indentation at b", "a"),
    Case("run:\n  a: 1\n  - b\n", "inconsistent-indentation at -", "a"),
    Case("run:\n  - b\n  a: 1\n", "inconsistent-indentation at a", "-"),
    Case("run: - b\n", "dash-after-key at -"),
    Case("m: *.bias\n", "unquoted-text at *"),
    Case("m: @x\n", "unquoted-text at @"),
    Case("m: `x`\n", "unquoted-text at `"),
    Case("m: %x\n", "unquoted-text at %"),
    Case("m: \"a\\qb\"\n", "unknown-escape at \\q"),
    Case("m: \"a\\xZZ\"\n", "unknown-escape at \\x"),
    Case("m: !a!b c\n", "tag at !a!b"),
    Case("m: !<a b\n", "tag at !<a"),
    Case("m: !t|\n", "tag at !t|"),
    Case("a: [1,\n", "unclosed-bracket at [", ""),
    Case("a: [{b: [x]}, {c:", "unclosed-bracket at {", ""),
    Case("a: ? b\n", "complex-key at ?"),
    Case("a: |x\n", "yaml-syntax at x", "|"),
  ])
  func `a mistake is named where it was made`(example: Case) {
    let fixture = YAMLFixture(example.text)
    #expect(fixture.findings == [example.finding])
    #expect(
      fixture.diagnostics.first?.secondary.map { fixture.slice($0.range) } == example.secondary
    )
    #expect(fixture.diagnostics.first?.help.isEmpty == false)
    #expect(fixture.root == nil)
  }

  @Test(arguments: [
    ("lr:0.1\nb: 2\n", "lr: 0.1\nb: 2\n"),
    ("a:\n\tb: 1\n", "a:\n  b: 1\n"),
    ("m: *.bias\n", "m: '*.bias'\n"),
    ("m: @it's\n", "m: '@it''s'\n"),
    ("m: !!str x\n", "m: x\n"),
    ("m: *x\n", "m: \"*x\"\n"),
    ("m:\u{A0}1\n", "m: 1\n"),
    ("m: 'x\u{200B}'\n", "m: 'x'\n"),
  ])
  func `carrying out the first edit repairs the text`(text: String, repaired: String) throws {
    let fixture = YAMLFixture(text)
    let edit = try #require(fixture.diagnostics.first?.help.compactMap(\.edit).first)
    let result =
      fixture.bytes[..<edit.range.start] + Array(edit.replacement.utf8)
      + fixture.bytes[edit.range.end...]
    #expect(String(decoding: result, as: UTF8.self) == repaired)
    #expect(YAMLFixture(repaired).findings == [])
  }

  @Test func `a rendered mistake reads as a whole`() {
    let fixture = YAMLFixture("lr:\n  - cosine: hold\n      to: 1\n")
    let rendered = fixture.diagnostics.map {
      DiagnosticRenderer.render($0, in: fixture.sources).plain
    }
    #expect(
      rendered == [
        """
        error[inconsistent-indentation]: the line is indented as if it were part of the value above
         --> a.yaml:3:7
          |
        2 |   - cosine: hold
          |             ---- this entry has its value already
        3 |       to: 1
          |       ^^
          |
          = help: align the line with the entries that it belongs to
          = help: delete the value above if the line should be an entry below it

        """
      ]
    )
  }
}
