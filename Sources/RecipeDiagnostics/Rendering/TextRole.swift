// SPDX-License-Identifier: Apache-2.0

/// What a run of rendered text is, for styling; the layout never depends on it.
public enum TextRole: Hashable, Sendable {
  /// Text without emphasis: source lines, notes.
  case plain
  /// The message of a diagnostic.
  case message
  /// Line numbers, bars and arrows.
  case frame
  /// The marks and label of the primary place, and the severity word.
  case severity(Severity)
  /// The marks and labels of the other places.
  case secondary
  /// The word `note`.
  case note
  /// The word `help`.
  case help
  /// Text that an edit puts in.
  case insertion
  /// Text that an edit takes out.
  case deletion

  /// The parameters of the ANSI "select graphic rendition" sequence, or nil for no styling.
  internal var ansiParameters: String? {
    switch self {
    case .plain: nil
    case .message: "1"
    case .frame: "1;34"
    case .severity(.error): "1;31"
    case .severity(.warning): "33"
    case .severity(.note), .note: "36"
    case .secondary: "34"
    case .help, .insertion: "32"
    case .deletion: "31"
    }
  }
}
