// SPDX-License-Identifier: Apache-2.0

/// A form in which programs read findings.
public struct ReportForm: Sendable {
  /// Its name on the command line: `json`.
  public let name: String
  /// Who reads it, in a few words.
  public let summary: String
  /// The text of a report, with a line break at its end unless it is empty.
  public let text: @Sendable (FindingsReport) -> String
}

/// The forms that there are; adding one means adding a file and a line here.
public enum ReportFormRegistry {
  /// The forms in the order in which help lists them.
  public static let all: [ReportForm] = [
    JSONReport.form,
    SARIFReport.form,
    GitHubReport.form,
  ]
}
