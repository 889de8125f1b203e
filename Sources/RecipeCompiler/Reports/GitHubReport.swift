// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Findings as the commands of GitHub Actions, which shows them beside the lines of a pull request.
///
/// Source: GitHub Docs, "Workflow commands for GitHub Actions", setting a notice, warning or error message.
enum GitHubReport {
  static let form = ReportForm(name: "github", summary: "annotations of GitHub Actions") { report in
    report.files.map { file in
      file.diagnostics.map { command($0, in: file.sources) + "\n" }.joined()
    }
    .joined()
  }

  private static func command(_ diagnostic: Diagnostic, in sources: SourceMap) -> String {
    let place = ReportPlace(diagnostic.primary.range, in: sources)
    var properties = [
      ("file", place.name), ("line", String(place.startLine)), ("endLine", String(place.endLine)),
    ]
    // Columns of ranges over several lines are refused.
    if place.startLine == place.endLine {
      properties += [("col", String(place.startColumn)), ("endColumn", String(place.endColumn))]
    }
    properties.append(("title", "recipec: \(diagnostic.rule.name)"))
    let list = properties.map { "\($0.0)=\(property($0.1))" }.joined(separator: ",")
    return "::\(word(for: diagnostic.severity)) \(list)::\(data(diagnostic.fullMessage))"
  }

  private static func word(for severity: Severity) -> String {
    severity == .note ? "notice" : severity.name
  }

  /// A message: what would end the command is escaped, other control characters are made harmless.
  private static func data(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaped(Display.text(String($0)), ["%"]) }
      .joined(separator: "%0A")
  }

  /// The value of a property.
  private static func property(_ text: String) -> String {
    escaped(Display.text(text), ["%", ":", ","])
  }

  private static func escaped(_ text: String, _ characters: [Unicode.Scalar]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if characters.contains(scalar) {
        result += "%" + String(scalar.value, radix: 16, uppercase: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
