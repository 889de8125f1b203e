// SPDX-License-Identifier: Apache-2.0

/// A place in a source, with a few words about it.
public struct Label: Hashable, Sendable {
  /// The underlined bytes.
  public var range: SourceRange

  /// At most about six words, or empty for an underline alone.
  public var text: String

  /// Creates a label.
  public init(_ range: SourceRange, _ text: String = "") {
    self.range = range
    self.text = text
  }
}
