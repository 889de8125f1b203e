// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import Testing

struct StyledTextTests {
  @Test func `neighbours of one role are one run`() {
    var text = StyledText("a", .note)
    text.append("b", .note)
    text.append("")
    text.append("c")
    #expect(text.runs.map(\.text) == ["ab", "c"])
  }

  @Test func `colours change nothing but escape sequences`() {
    let fixture = Fixture("lr: 0.1\n")
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: fixture.range("lr"),
      label: "x",
      secondary: [Label(fixture.range("0.1"), "y")],
      notes: ["n"],
      help: [Help("h", edit: TextEdit(fixture.range("lr"), ""))]
    )
    let text = DiagnosticRenderer.render(diagnostic, in: fixture.sources)
    var stripped = ""
    var isInEscape = false
    for character in text.ansi {
      if character == "\u{1B}" { isInEscape = true }
      if !isInEscape { stripped.append(character) }
      if isInEscape, character == "m" { isInEscape = false }
    }
    #expect(stripped == text.plain)
    #expect(text.ansi.contains("\u{1B}[1;31merror[test-error]\u{1B}[0m"))
    #expect(text.ansi.contains("\u{1B}[36mnote\u{1B}[0m"))
    #expect(text.ansi.contains("\u{1B}[32mhelp\u{1B}[0m"))
    #expect(text.ansi.contains("\u{1B}[34m"))
  }
}
