// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

struct YAMLRefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let findings: [String]

    init(_ text: String, _ findings: String...) {
      self.text = text
      self.findings = findings
    }

    var testDescription: String { text.debugDescription }
  }

  static let structure = [
    Case("lr: 1\nlr: 2\n", "duplicate-key at lr"),
    Case("a-b: 1\na_b: 2\n", "duplicate-key at a_b"),
    Case("a: {b: 1, 'b': 2}\n", "duplicate-key at 'b'"),
    // The same letter, composed and decomposed.
    Case("\u{E9}: 1\ne\u{301}: 2\n", "duplicate-key at e\u{301}"),
    Case("a: &x 1\n", "anchor at &x"),
    Case("a: &x\n  b: 1\n", "anchor at &x"),
    Case("&x a: 1\n", "anchor at &x"),
    Case("a: *x\n", "alias at *x"),
    Case("a: [*x, *y]\n", "alias at *x", "alias at *y"),
    Case("*x : 1\nb: 2\n", "alias at *x"),
    Case("<<: *x\n", "merge-key at <<"),
    Case("<<: [*x, *y]\na: *z\n", "merge-key at <<", "alias at *z"),
    Case("a: !!str 1\n", "tag at !!str"),
    Case("a: ! 1\n", "tag at !"),
    Case("a: !t &x 1\n", "tag at !t", "anchor at &x"),
    Case("!t\na: 1\n", "tag at !t"),
    Case("a: 1\n---\nb: 2\n", "several-documents at ---"),
    Case("a: 1\n...\nb: 2\n", "several-documents at b"),
    Case("? a\n: 1\n", "complex-key at ?"),
    Case("a: {?b: 1}\n", "complex-key at ?"),
    Case("[?b]\n", "complex-key at ?"),
    Case("? [a]\n: 1\n", "complex-key at [a]"),
    Case("{a: b}: 1\n", "complex-key at {a: b}"),
    Case(": 1\n", "complex-key at "),
    Case("", "empty-file at "),
    Case("# nothing\n\n", "empty-file at "),
    Case("---\n", "empty-file at "),
    Case("a: ${x}\n", "template at ${x}"),
    Case("a: \"b ${x} c\"\n", "template at ${x}"),
    Case("a: {b: ${x}}\n", "template at ${x}"),
    Case("a: {{ x }}\n", "template at {{ x }}"),
    Case("a: {{ x }} y\n", "template at {{ x }}"),
    Case("a: \"{{ x.y }}\"\n", "template at {{ x.y }}"),
    Case("a: {{ f('x') }}\n", "template at {{ f('x') }}"),
    Case("{% if x %}\na: 1\n", "template at {% if x %}"),
    Case("a: 1 # ${x}\n"),
    Case("match: \"blocks.{i}.*\"\n"),
    Case("a: {lr:0.1}\n", "missing-space at :"),
  ]

  static let text = [
    Case("%YAML 1.2\n---\na: 1\n", "directive at %YAML 1.2"),
    Case("a: 1\n%TAG ! x\n", "directive at %TAG ! x"),
    // The parser must not see it: libyaml stops at a version that it does not know.
    Case("%YAML 3.0\na: &x 1\n", "directive at %YAML 3.0", "anchor at &x"),
    Case("a:\n\tb: 1\n", "tab-indentation at \t"),
    Case("a:\n  \tb: 1\n", "tab-indentation at   \t"),
    Case("a: |\n  x\n  \t\nb: 1\n", "tab-indentation at   \t"),
    Case("a: |\n  x\n \t# y\n", "tab-indentation at  \t"),
    Case("a: |\n  x\n\nb:\n\t# y\n  - 1\n"),
    Case("a: 1\n\t\n\t# c\n"),
    Case("a:\t1\t# c\n"),
    Case("a: 1\rb: 2\r", "carriage-return at \r"),
    Case("a: 1\u{85}b: 2\n", "line-separator at \u{85}"),
    Case("# a\u{2028}b: 2\nc: 1\n", "line-separator at \u{2028}"),
    Case("a: 'x\u{2029}y'\n", "line-separator at \u{2029}"),
    Case("a:\u{A0}1\n", "unusual-blank at \u{A0}"),
    Case("a:\n\u{3000} b: 1\n", "unusual-blank at \u{3000}"),
    Case("a: \"Titre\u{A0}: x\"\n"),
    Case("a\u{200B}: 1\n", "hidden-character at \u{200B}"),
    Case("a: 'x\u{202E}y'\n", "hidden-character at \u{202E}"),
    Case("a: x\u{1B}[2J\n", "hidden-character at \u{1B}"),
    Case("a: '\u{FEFF}'\n", "hidden-character at \u{FEFF}"),
    Case("a: '# \u{200B}'\n", "hidden-character at \u{200B}"),
    Case("a: 1 # \u{202E}\n", "hidden-character-in-comment at \u{202E}"),
    Case("# \u{7}\na: 1\n", "hidden-character-in-comment at \u{7}"),
    Case("a: \"x\\e[2J\"\n", "hidden-character at \\e"),
    Case("a: \"\\u200b\\x7F\"\n", "hidden-character at \\u200b", "hidden-character at \\x7F"),
    Case("a: \"\\U0000202Ex\"\n", "hidden-character at \\U0000202E"),
    Case("a: \"\\0\\L\"\n", "hidden-character at \\0", "hidden-character at \\L"),
    Case("a: \"\\t\\n\\_\\\\e\\\"\"\nb: '\\e'\n"),
    // The character that stands for refused ones in the parser's copy, and its escape.
    Case("a: \"\u{E000}\"\n", "hidden-character at \u{E000}"),
    Case("a: \"\\uE000\"\n", "hidden-character at \\uE000"),
  ]

  @Test(arguments: structure + text)
  func `the mistake and its place are named`(example: Case) {
    #expect(YAMLFixture(example.text).findings == example.findings)
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0xFF, 0x0A], "not-utf8", 3..<4),
      ([0x61, 0x3A, 0x20, 0xC0, 0x80], "not-utf8", 3..<4),
      ([0x61, 0x3A, 0x20, 0xE2, 0x82], "not-utf8", 3..<4),
      ([0xFF, 0xFE, 0x61, 0x00], "utf16-encoding", 0..<2),
      ([0xFE, 0xFF, 0x00, 0x61], "utf16-encoding", 0..<2),
      ([0x61, 0x00, 0x3A, 0x00], "nul-byte", 1..<2),
    ] as [([UInt8], String, Range<Int>)]
  )
  func `bytes that are no text are refused where they are`(
    bytes: [UInt8],
    rule: String,
    range: Range<Int>
  ) {
    let fixture = YAMLFixture(bytes)
    #expect(fixture.rules == [rule])
    #expect(fixture.diagnostics.first?.primary.range.start == range.lowerBound)
    #expect(fixture.diagnostics.first?.primary.range.end == range.upperBound)
    #expect(fixture.root == nil)
  }

  @Test func `a hidden character in a text or key is left out of it`() {
    #expect(YAMLFixture("a\u{200B}: 'x\u{202E}y'\n").outline.hasPrefix("{a<a\u{200B}>: xy<"))
  }

  @Test func `the helps name what recipes have instead`() {
    for (text, words) in [
      ("a: &x 1\n", ["`vars`", "`curves`"]), ("a: *x\n", ["`vars`", "`curves`"]),
      ("<<: *x\n", ["`extends`", "`vars`", "`curves`"]), ("a: ${x}\n", ["`--set`", "`vars`"]),
      ("a: 1\n---\nb: 2\n", ["`extends`"]),
    ] {
      let helps = YAMLFixture(text).diagnostics.flatMap(\.help).map(\.text).joined()
      for word in words { #expect(helps.contains(word)) }
    }
  }
}
