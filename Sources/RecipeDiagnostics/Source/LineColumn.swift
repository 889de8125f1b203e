// SPDX-License-Identifier: Apache-2.0

/// A place in a source as people count it: both numbers start at 1.
///
/// Columns count characters as a reader sees them (extended grapheme clusters), so an emoji or a
/// letter with a combining accent is one column. Only ``LineTable`` makes these.
public struct LineColumn: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int

  /// The character within the line, from 1.
  public let column: Int
}
