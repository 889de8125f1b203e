// SPDX-License-Identifier: Apache-2.0

/// How much a diagnostic matters; ordered, the gravest last.
public enum Severity: Int, Comparable, Hashable, Sendable, CaseIterable {
  /// Worth knowing; never changes the exit status.
  case note
  /// Probably not what was meant; changes the exit status under `--strict`.
  case warning
  /// The recipe is refused.
  case error

  /// The word shown to the user: `note`, `warning` or `error`.
  public var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .error: "error"
    }
  }

  /// Tells whether a severity matters less than another.
  public static func < (left: Severity, right: Severity) -> Bool {
    left.rawValue < right.rawValue
  }
}
