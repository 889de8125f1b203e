// SPDX-License-Identifier: Apache-2.0

/// Names one source text within a ``SourceMap``.
///
/// Identifiers are handed out from 0 in the order in which sources were added, and diagnostics are
/// reported in that order.
public struct SourceID: Hashable, Sendable {
  /// The position of the source in its map.
  public let rawValue: Int

  /// Creates the identifier of the source at a position of a map.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }
}

extension SourceID: Comparable {
  /// Tells whether a source was added before another.
  public static func < (left: SourceID, right: SourceID) -> Bool {
    left.rawValue < right.rawValue
  }
}
