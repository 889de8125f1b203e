// SPDX-License-Identifier: Apache-2.0

/// What the user can do about a diagnostic.
public struct Help: Hashable, Sendable {
  /// The action, as an imperative without a full stop.
  public var text: String

  /// The edit that carries it out, where one is known.
  public var edit: TextEdit?

  /// Creates a help.
  public init(_ text: String, edit: TextEdit? = nil) {
    self.text = text
    self.edit = edit
  }
}
