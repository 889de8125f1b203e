// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Findings as JSON: the form of `docs/formats/findings.md`, for editors and scripts of one's own.
///
/// Members may be added within a version; a change of what one means raises it.
enum JSONReport {
  static let version: Int64 = 1

  static let form = ReportForm(name: "json", summary: "for programs") { report in
    JSONText.object([
      ("form", .string("recipec-findings")),
      ("version", .integer(version)),
      ("tool", .string("recipec \(report.version)")),
      ("errors", .integer(count(of: .error, in: report))),
      ("warnings", .integer(count(of: .warning, in: report))),
      ("notes", .integer(count(of: .note, in: report))),
      ("files", .array(report.files.map(value))),
    ])
    .text
  }

  private static func count(of severity: Severity, in report: FindingsReport) -> Int64 {
    Int64(report.files.map { $0.count(of: severity) }.reduce(0, +))
  }

  private static func value(of file: FindingsReport.File) -> JSONText {
    .object([
      ("name", .string(file.name)),
      ("digest", file.digest.map { .string($0) } ?? .null),
      (
        "required",
        .array(
          file.unbound.map {
            .object([
              ("path", .string($0.path)),
              ("place", value(of: ReportPlace($0.range, in: file.sources))),
            ])
          }
        )
      ),
      ("findings", .array(file.diagnostics.map { value(of: $0, in: file.sources) })),
    ])
  }

  private static func value(of diagnostic: Diagnostic, in sources: SourceMap) -> JSONText {
    .object([
      ("rule", .string(diagnostic.rule.name)),
      ("severity", .string(diagnostic.severity.name)),
      ("message", .string(diagnostic.message)),
      ("place", value(of: ReportPlace(diagnostic.primary.range, in: sources))),
      ("label", .string(diagnostic.primary.text)),
      (
        "related",
        .array(
          diagnostic.secondary.map {
            .object([
              ("label", .string($0.text)),
              ("place", value(of: ReportPlace($0.range, in: sources))),
            ])
          }
        )
      ),
      ("notes", .array(diagnostic.notes.map { .string($0) })),
      ("help", .array(diagnostic.help.map { value(of: $0, in: sources) })),
    ])
  }

  private static func value(of help: Help, in sources: SourceMap) -> JSONText {
    .object([
      ("text", .string(help.text)),
      (
        "edit",
        help.edit.map { edit in
          .object([
            ("replacement", .string(edit.replacement)),
            ("place", value(of: ReportPlace(edit.range, in: sources))),
          ])
        } ?? .null
      ),
    ])
  }

  private static func value(of place: ReportPlace) -> JSONText {
    .object([
      ("file", .string(place.name)),
      ("start_line", .integer(Int64(place.startLine))),
      ("start_column", .integer(Int64(place.startColumn))),
      ("end_line", .integer(Int64(place.endLine))),
      ("end_column", .integer(Int64(place.endColumn))),
      ("start_byte", .integer(Int64(place.range.start))),
      ("end_byte", .integer(Int64(place.range.end))),
    ])
  }
}
