// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import Testing

struct EditPreviewTests {
  /// The lines of a rendered help below its text.
  private func preview(_ text: String, _ start: Int, _ end: Int, _ replacement: String) -> String {
    let fixture = Fixture(text)
    let range = SourceRange(source: fixture.source, start: start, end: end)
    let diagnostic = Diagnostic(
      TestRule.error,
      "m",
      at: SourceRange(source: fixture.source, start: 0, end: 1),
      help: [Help("do it", edit: TextEdit(range, replacement))]
    )
    let rendered = fixture.render(diagnostic)
    return String(rendered.split(separator: "do it\n", maxSplits: 1)[1])
  }

  @Test func `an insertion is marked with plus signs`() {
    #expect(preview("x\nlr:0.1\ny", 5, 5, " ") == "2 | lr: 0.1\n  |    +\n")
  }

  @Test func `a replacement is marked with tildes`() {
    #expect(preview("lr: 学\n", 4, 7, "習習") == "1 | lr: 習習\n  |     ~~~~\n")
  }

  @Test func `a deletion shows the line before and after`() {
    #expect(preview("a: !t b\n", 3, 6, "") == "1 - a: !t b\n1 + a: b\n")
  }

  @Test func `deleted lines have no line after`() {
    #expect(preview("a: 1\nb: 2\nc: 3\n", 5, 10, "") == "2 - b: 2\n")
  }

  @Test func `an edit of several lines shows them before and after`() {
    #expect(
      preview("a: 1\nb: 2\nc: 3\n", 3, 9, "x\ny") == "1 - a: 1\n2 - b: 2\n1 + a: x\n2 + y\n"
    )
  }

  @Test func `inserted lines leave the next line alone`() {
    #expect(preview("a: 1\nc: 3\n", 5, 5, "b: 2\n") == "2 - c: 3\n2 + b: 2\n3 + c: 3\n")
  }

  @Test func `many lines are cut`() {
    let text = String(repeating: "a\n", count: 20)
    let expected = (1...6).map { "\($0) - a\n" }.joined() + "...\n"
    #expect(preview(text, 0, 40, "") == expected)
  }

  @Test func `the end of the file can be edited`() {
    #expect(preview("a: [1", 5, 5, "]") == "1 | a: [1]\n  |      +\n")
  }
}
