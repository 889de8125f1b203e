// SPDX-License-Identifier: Apache-2.0

/// A kind of finding, under the stable name by which users silence it and look it up.
///
/// Rules are static constants that stand beside the wording of their diagnostics.
public struct DiagnosticRule: Hashable, Sendable {
  /// The kebab-case name, such as `duplicate-key`; it names the defect.
  public let name: String

  /// The severity of the rule's diagnostics unless one of them says otherwise.
  public let severity: Severity

  /// What the rule finds, in one sentence.
  public let summary: String

  /// Creates a rule from its name, its usual severity and a one-sentence summary.
  public init(_ name: String, _ severity: Severity, _ summary: String) {
    self.name = name
    self.severity = severity
    self.summary = summary
  }
}
