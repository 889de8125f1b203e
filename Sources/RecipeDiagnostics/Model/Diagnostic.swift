// SPDX-License-Identifier: Apache-2.0

/// One finding: what is wrong, where, why, and what to do.
///
/// The texts follow one voice: lower case, no full stop, the user's own words in backticks. Notes
/// state facts, helps say what to do. Texts may quote the user's words raw: renderers make them
/// safe to print.
public struct Diagnostic: Hashable, Sendable {
  /// The rule that was broken.
  public let rule: DiagnosticRule

  /// How much this finding matters; the rule's severity unless set.
  public var severity: Severity

  /// What is wrong, in one line that makes sense on its own.
  public var message: String

  /// The place.
  public var primary: Label

  /// Other places that explain it.
  public var secondary: [Label]

  /// Facts that say why it is wrong.
  public var notes: [String]

  /// Ways to go on.
  public var help: [Help]

  /// Creates a finding with its rule's severity.
  public init(
    _ rule: DiagnosticRule,
    _ message: String,
    at range: SourceRange,
    label: String = "",
    secondary: [Label] = [],
    notes: [String] = [],
    help: [Help] = []
  ) {
    self.rule = rule
    severity = rule.severity
    self.message = message
    primary = Label(range, label)
    self.secondary = secondary
    self.notes = notes
    self.help = help
  }
}
