// SPDX-License-Identifier: Apache-2.0

/// A half-open range `start..<end` of UTF-8 byte offsets in one source.
///
/// This is the only kind of position that the compiler passes around. Lines and columns exist in
/// renderers alone, made by ``LineTable``.
public struct SourceRange: Hashable, Sendable {
  /// The source that the offsets belong to.
  public let source: SourceID

  /// The offset of the first byte.
  public let start: Int

  /// The offset after the last byte; equal to `start` for a place between two characters.
  public let end: Int

  /// Creates the range `start..<end`.
  ///
  /// - Precondition: `0 <= start <= end`.
  public init(source: SourceID, start: Int, end: Int) {
    precondition(0 <= start && start <= end, "a source range runs forwards from 0")
    self.source = source
    self.start = start
    self.end = end
  }

  /// The number of bytes.
  public var length: Int { end - start }

  /// Whether the range is a place between two characters.
  public var isEmpty: Bool { start == end }

  /// The smallest range that covers this one and another of the same source.
  ///
  /// - Precondition: both ranges belong to the same source.
  public func union(_ other: SourceRange) -> SourceRange {
    precondition(source == other.source, "ranges of different sources have no union")
    return SourceRange(source: source, start: min(start, other.start), end: max(end, other.end))
  }
}
