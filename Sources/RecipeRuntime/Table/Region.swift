// SPDX-License-Identifier: Apache-2.0

/// A run of pieces that is sampled and left in one way.
///
/// Update t of a region takes its value from the pieces at
/// t' = max(start, gridAnchor + ⌊(t − gridAnchor) / grid⌋ · grid), which is t itself for a grid of 1.
public struct Region: Hashable, Sendable {
  /// How a region's pieces lie in time.
  public enum Kind: Hashable, Sendable {
    /// At fixed updates of the run.
    case fixed
    /// On a canonical length that an event stretches; reserved, no format 0 table has one.
    case stretched
  }

  /// The index of the first piece.
  public var firstPiece: Int
  /// The number of pieces, at least 1.
  public var pieceCount: Int
  /// The first update of the region.
  public var start: Int64
  /// The number of updates, at least 1.
  public var length: Int64
  /// The number of updates that share a sampled value, at least 1.
  public var grid: Int64
  /// An update on which a sample is taken; it may lie outside the region.
  public var gridAnchor: Int64
  /// How the pieces lie in time.
  public var kind: Kind
  /// The length after which the pieces start over; reserved, 0 (none) in format 0.
  public var period: Int64
  /// The region that begins where this one ends; `nil` where the table ends.
  public var timeout: Int?
  /// The region that an event leads to; reserved, `nil` in format 0.
  public var event: Int?

  /// Makes a region; a table verifies it when it is built.
  public init(
    firstPiece: Int,
    pieceCount: Int,
    start: Int64,
    length: Int64,
    grid: Int64 = 1,
    gridAnchor: Int64 = 0,
    kind: Kind = .fixed,
    period: Int64 = 0,
    timeout: Int? = nil,
    event: Int? = nil
  ) {
    self.firstPiece = firstPiece
    self.pieceCount = pieceCount
    self.start = start
    self.length = length
    self.grid = grid
    self.gridAnchor = gridAnchor
    self.kind = kind
    self.period = period
    self.timeout = timeout
    self.event = event
  }

  /// The first update after the region; only meaningful in a verified table.
  public var end: Int64 { start + length }

  /// The indices of the pieces; only meaningful in a verified table.
  public var pieces: Range<Int> { firstPiece..<firstPiece + pieceCount }

  /// The update whose value update `t` of the region has: t on the region's grid.
  public func sampled(_ t: Int64) -> Int64 {
    if grid == 1 { return t }
    let distance = t - gridAnchor
    var remainder = distance % grid
    if remainder < 0 { remainder += grid }
    return max(start, t - remainder)
  }
}
