// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import Testing

struct DiagnosticSinkTests {
  private func range(_ source: Int, _ start: Int) -> SourceRange {
    SourceRange(source: SourceID(rawValue: source), start: start, end: start + 1)
  }

  @Test func `diagnostics are ordered by source, offset, severity and rule`() {
    let other = DiagnosticRule("a-rule", .error, "Another error.")
    let expected = [
      Diagnostic(TestRule.note, "1", at: range(0, 3)),
      Diagnostic(other, "2", at: range(0, 5)),
      Diagnostic(TestRule.error, "z", at: range(0, 5)),
      Diagnostic(TestRule.error, "b", at: range(0, 5)),
      Diagnostic(TestRule.warning, "4", at: range(0, 5)),
      Diagnostic(TestRule.error, "5", at: range(1, 0)),
    ]
    var sink = DiagnosticSink()
    for index in [5, 4, 2, 1, 3, 0] { sink.emit(expected[index]) }
    #expect(sink.sorted() == expected)
  }

  @Test func `a diagnostic that is emitted twice is reported and counted once`() {
    var sink = DiagnosticSink()
    let finding = Diagnostic(TestRule.warning, "same", at: range(0, 1))
    sink.emit(finding)
    sink.emit(finding)
    sink.emit(Diagnostic(TestRule.warning, "other", at: range(0, 1)))
    #expect(sink.sorted().map(\.message) == ["same", "other"])
    #expect(sink.count(of: .warning) == 2)
    #expect(sink.count(of: .error) == 0)
    #expect(!sink.hasErrors)
  }

  @Test func `a pass learns what it found, though another one found it before`() {
    var sink = DiagnosticSink()
    let warning = Diagnostic(TestRule.warning, "w", at: range(0, 1))
    let error = Diagnostic(TestRule.error, "e", at: range(0, 1))
    sink.emit(warning)
    sink.emit(error)
    let first = sink.mark
    #expect(!sink.hasFindings(since: first) && !sink.hasErrors(since: first))
    sink.emit(warning)
    #expect(sink.hasFindings(since: first) && !sink.hasErrors(since: first))
    sink.emit(error)
    #expect(sink.hasErrors(since: first) && !sink.hasErrors(since: sink.mark))
    #expect(sink.diagnostics == [warning, error])
  }

  @Test func `a raised severity makes an error`() {
    var finding = Diagnostic(TestRule.warning, "w", at: range(0, 1))
    finding.severity = .error
    var sink = DiagnosticSink()
    sink.emit(finding)
    #expect(sink.hasErrors)
    #expect(sink.count(of: .warning) == 0)
  }
}
