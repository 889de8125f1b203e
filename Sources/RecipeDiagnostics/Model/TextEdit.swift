// SPDX-License-Identifier: Apache-2.0

/// A replacement of the bytes in one range.
public struct TextEdit: Hashable, Sendable {
  /// The bytes that go; empty for an insertion.
  public var range: SourceRange

  /// The text that comes; empty for a deletion.
  public var replacement: String

  /// Creates an edit.
  public init(_ range: SourceRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
