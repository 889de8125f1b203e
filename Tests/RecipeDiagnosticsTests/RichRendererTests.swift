// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import Testing

struct RichRendererTests {
  @Test func `labels on distant lines, notes and helps`() {
    let fixture = Fixture("run:\n  lr: 0.1\n  b: 2\n  c: 3\n  lr: 0.2\n")
    let diagnostic = Diagnostic(
      TestRule.error,
      "the key `lr` is written twice",
      at: fixture.range("lr", 1),
      label: "written again",
      secondary: [Label(fixture.range("lr"), "first written here")],
      notes: ["keys are unique"],
      help: [Help("keep one")]
    )
    #expect(
      fixture.render(diagnostic) == """
        error[test-error]: the key `lr` is written twice
         --> a.yaml:5:3
          |
        2 |   lr: 0.1
          |   -- first written here
        ...
        5 |   lr: 0.2
          |   ^^ written again
          |
          = note: keys are unique
          = help: keep one

        """
    )
  }

  @Test func `a single line between two labels is shown`() {
    let fixture = Fixture("a: 1\nb: 2\nc: 3")
    let diagnostic = Diagnostic(
      TestRule.warning,
      "m",
      at: fixture.range("c"),
      secondary: [Label(fixture.range("a"), "x")]
    )
    #expect(
      fixture.render(diagnostic) == """
        warning[test-warning]: m
         --> a.yaml:3:1
          |
        1 | a: 1
          | - x
        2 | b: 2
        3 | c: 3
          | ^

        """
    )
  }

  @Test func `several labels on one line hang below each other`() {
    let fixture = Fixture("warmup: { from: 0, to: 1, for: 5 }\n")
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: fixture.range("to"),
      label: "second",
      secondary: [
        Label(fixture.range("warmup"), "first"),
        Label(fixture.range("for: 5"), "third"),
        Label(fixture.range("from")),
      ]
    )
    #expect(
      fixture.render(diagnostic) == """
        error[test-error]: m
         --> a.yaml:1:20
          |
        1 | warmup: { from: 0, to: 1, for: 5 }
          | ------    ----     ^^     ------ third
          | |                  |
          | |                  second
          | first

        """
    )
  }

  @Test func `labels that start together or overlap all hang`() {
    let fixture = Fixture("abcdef\n")
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: fixture.range("abc"),
      label: "inner",
      secondary: [Label(fixture.range("abcdef"), "outer"), Label(fixture.range("cd"), "middle")]
    )
    #expect(
      fixture.render(diagnostic) == """
        error[test-error]: m
         --> a.yaml:1:1
          |
        1 | abcdef
          | ^^^---
          | | |
          | | middle
          | inner
          | outer

        """
    )
  }

  @Test func `tabs are blanks up to the next stop`() {
    let fixture = Fixture("\ta:\tb\n")
    #expect(
      fixture.render(Diagnostic(TestRule.error, "m", at: fixture.range("b"), label: "x")) == """
        error[test-error]: m
         --> a.yaml:1:5
          |
        1 |     a:  b
          |         ^ x

        """
    )
  }

  @Test func `marks stand under wide, joined and combining characters`() {
    let fixture = Fixture("学習: 🚀 e\u{301}x\n")
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: fixture.range("x"),
      label: "x",
      secondary: [Label(fixture.range("習"), "wide"), Label(fixture.range("🚀"), "rocket")]
    )
    #expect(
      fixture.render(diagnostic) == """
        error[test-error]: m
         --> a.yaml:1:8
          |
        1 | 学習: 🚀 e\u{301}x
          |   --  --  ^ x
          |   |   |
          |   |   rocket
          |   wide

        """
    )
  }

  @Test func `the end of a file without line break can be marked`() {
    let fixture = Fixture("a: [")
    let end = SourceRange(source: fixture.source, start: 4, end: 4)
    #expect(
      fixture.render(Diagnostic(TestRule.error, "m", at: end, label: "here")) == """
        error[test-error]: m
         --> a.yaml:1:5
          |
        1 | a: [
          |     ^ here

        """
    )
  }

  @Test func `an empty file can be marked`() {
    let fixture = Fixture("", name: "<stdin>")
    let start = SourceRange(source: fixture.source, start: 0, end: 0)
    #expect(
      fixture.render(Diagnostic(TestRule.note, "m", at: start)) == """
        note[test-note]: m
         --> <stdin>:1:1
          |
        1 |
          | ^

        """
    )
  }

  @Test func `a byte order mark and CRLF are not shown`() {
    let fixture = Fixture("\u{FEFF}a: 1\r\nb: 2\r\n")
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: fixture.range("a"),
      secondary: [Label(fixture.range("b: 2\r"), "x")]
    )
    #expect(
      fixture.render(diagnostic) == """
        error[test-error]: m
         --> a.yaml:1:1
          |
        1 | a: 1
          | ^
        2 | b: 2
          | ---- x

        """
    )
  }

  @Test func `a range of several lines is marked on its first`() {
    let fixture = Fixture("a: [1,  \n  2]\nb: 3\n")
    #expect(
      fixture.render(Diagnostic(TestRule.error, "m", at: fixture.range("[1,  \n  2]"))) == """
        error[test-error]: m
         --> a.yaml:1:4
          |
        1 | a: [1,
          |    ^^^

        """
    )
  }

  @Test func `hostile characters are shown in names, messages, lines, labels and helps`() {
    let fixture = Fixture("a: \u{1B}[2J\u{202E}b\n", name: "x\n.yaml")
    let diagnostic = Diagnostic(
      TestRule.error,
      "m\u{1B}",
      at: fixture.range("b"),
      label: "l\u{7}",
      notes: ["n\r"],
      help: [Help("h\u{200B}", edit: TextEdit(fixture.range("b"), "c\u{9B}"))]
    )
    #expect(
      fixture.render(diagnostic) == """
        error[test-error]: m\u{241B}
         --> x\u{240A}.yaml:1:9
          |
        1 | a: \u{241B}[2J\\u{202E}b
          |                ^ l\u{2407}
          |
          = note: n\u{240D}
          = help: h\\u{200B}
        1 | a: \u{241B}[2J\\u{202E}c\\u{009B}
          |                ~~~~~~~~~

        """
    )
  }

  @Test func `bytes that are not UTF-8 are shown as numbers`() {
    let fixture = Fixture([0x61, 0xFF, 0x62])
    let range = SourceRange(source: fixture.source, start: 1, end: 2)
    #expect(
      fixture.render(Diagnostic(TestRule.error, "m", at: range)) == """
        error[test-error]: m
         --> a.yaml:1:2
          |
        1 | a\\xFFb
          |  ^^^^

        """
    )
  }

  @Test func `long lines are cut around their label`() {
    let fixture = Fixture(
      String(repeating: "a", count: 300) + "X" + String(repeating: "b", count: 300)
    )
    let options = RenderOptions(sourceWidth: 30)
    #expect(
      fixture.render(Diagnostic(TestRule.error, "m", at: fixture.range("X"), label: "x"), options)
        == """
        error[test-error]: m
         --> a.yaml:1:301
          |
        1 | ...aaaaaaaaaaXbbbbbbbbbbbbbbbbbbb...
          |              ^ x

        """
    )
  }

  @Test func `labels in the parts that are cut off stand at the cut`() {
    let fixture = Fixture(
      "P" + String(repeating: "a", count: 100) + "X" + String(repeating: "b", count: 99) + "Q"
    )
    let options = RenderOptions(sourceWidth: 20)
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: fixture.range("X"),
      secondary: [Label(fixture.range("P"), "left"), Label(fixture.range("Q"), "right")]
    )
    #expect(
      fixture.render(diagnostic, options) == """
        error[test-error]: m
         --> a.yaml:1:102
          |
        1 | ...aaaaaaXbbbbbbbbbbbbb...
          | ---      ^             - right
          | |
          | left

        """
    )
  }

  @Test func `labels in another source stand under its name`() {
    var sources = SourceMap()
    let first = sources.add(name: "child.yaml", bytes: Array("lr: 1".utf8))
    let text = String(repeating: "#\n", count: 11) + "lr: 2"
    let second = sources.add(name: "base.yaml", bytes: Array(text.utf8))
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: SourceRange(source: first, start: 0, end: 2),
      secondary: [Label(SourceRange(source: second, start: 22, end: 24), "inherited")],
      help: [Help("edit", edit: TextEdit(SourceRange(source: second, start: 26, end: 27), "3"))]
    )
    #expect(
      DiagnosticRenderer.render(diagnostic, in: sources).plain == """
        error[test-error]: m
          --> child.yaml:1:1
           |
         1 | lr: 1
           | ^^
          ::: base.yaml:12:1
           |
        12 | lr: 2
           | -- inherited
           |
           = help: edit
          ::: base.yaml:12:5
        12 | lr: 3
           |     ~

        """
    )
  }

  @Test func `notes wrap at the width and stay aligned`() {
    let fixture = Fixture("a")
    let diagnostic = Diagnostic(
      TestRule.error,
      "a message stays on its one line whatever its length may be",
      at: fixture.range("a"),
      notes: ["one two three four five six seven"]
    )
    #expect(
      fixture.render(diagnostic, RenderOptions(width: 32)) == """
        error[test-error]: a message stays on its one line whatever its length may be
         --> a.yaml:1:1
          |
        1 | a
          | ^
          |
          = note: one two three four
                  five six seven

        """
    )
  }

  @Test func `the short layout is one line`() {
    let fixture = Fixture("a\nbé: c\n")
    let diagnostic = Diagnostic(TestRule.warning, "m\n", at: fixture.range("c"), notes: ["n"])
    #expect(
      fixture.render(diagnostic, RenderOptions(layout: .short))
        == "a.yaml:2:5: warning[test-warning]: m\u{240A}\n"
    )
  }
}
