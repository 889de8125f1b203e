// SPDX-License-Identifier: Apache-2.0

/// Rendered text as runs that carry a role, before it is decided whether there are colours.
public struct StyledText: Hashable, Sendable {
  /// A stretch of text with one role.
  public struct Run: Hashable, Sendable {
    /// The text, safe to print.
    public var text: String
    /// What the text is.
    public var role: TextRole
  }

  /// The runs in order; neighbours differ in role and none is empty.
  public private(set) var runs: [Run] = []

  /// Creates an empty text.
  public init() {}

  /// Creates a text of one role.
  public init(_ text: String, _ role: TextRole = .plain) {
    append(text, role)
  }

  /// Adds text at the end.
  public mutating func append(_ text: String, _ role: TextRole = .plain) {
    guard !text.isEmpty else { return }
    if runs.last?.role == role {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, role: role))
    }
  }

  /// Adds another text at the end.
  public mutating func append(_ other: StyledText) {
    for run in other.runs {
      append(run.text, run.role)
    }
  }

  /// The text without the spaces at its end.
  internal var trimmingTrailingSpaces: StyledText {
    var trimmed = self
    while let last = trimmed.runs.last {
      let text = last.text.drop(trailing: " ")
      trimmed.runs.removeLast()
      guard text.isEmpty else {
        trimmed.append(text, last.role)
        break
      }
    }
    return trimmed
  }

  /// The text without styling.
  public var plain: String {
    runs.reduce(into: "") { $0 += $1.text }
  }

  /// The text with ANSI escape sequences for its roles.
  ///
  /// Every run ends its own styling, so text that is cut between runs leaves no colour behind.
  public var ansi: String {
    runs.reduce(into: "") { text, run in
      if let parameters = run.role.ansiParameters {
        text += "\u{1B}[\(parameters)m\(run.text)\u{1B}[0m"
      } else {
        text += run.text
      }
    }
  }
}

extension String {
  /// The text without the given character at its end.
  fileprivate func drop(trailing character: Character) -> String {
    var text = self[...]
    while text.last == character {
      text.removeLast()
    }
    return String(text)
  }
}
