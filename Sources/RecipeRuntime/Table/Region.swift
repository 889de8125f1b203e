// SPDX-License-Identifier: Apache-2.0

/// A run of pieces that is sampled and left in one way.
///
/// A region has its own time: it begins at `start`, whenever in the run that is. A track that has
/// never met an event is in its regions at the updates that they say; an event moves all that
/// follows it, and the difference is the track's offset (see `Course`).
///
/// Local update τ, with t = τ + offset, takes its value from the pieces at τ'':
///
///     τ'  = max(start, τ − (t − gridAnchor) mod grid)        the grid is aligned to the run
///     τ'' = start + (τ' − start) mod period                  without a period τ'
public struct Region: Hashable, Sendable {
  /// How a region's pieces lie in time.
  public enum Kind: Hashable, Sendable {
    /// At fixed updates after the start.
    case fixed
    /// On a canonical length that an event stretches; reserved, no format 1 table has one.
    case stretched
  }

  /// The index of the first piece.
  public var firstPiece: Int
  /// The number of pieces, at least 1.
  public var pieceCount: Int
  /// The first update of the region.
  public var start: Int64
  /// The number of updates, at least 1; a region that ends at 2^53 never ends.
  public var length: Int64
  /// The number of updates that share a sampled value, at least 1.
  public var grid: Int64
  /// An update of the run on which a sample is taken; it may lie outside the region.
  public var gridAnchor: Int64
  /// How the pieces lie in time.
  public var kind: Kind
  /// The number of updates after which the pieces start over, below the length; 0 for never.
  public var period: Int64
  /// The region that begins where this one ends; `nil` where the track ends.
  public var timeout: Int?
  /// The way out at an event; `nil` for none.
  public var exit: Exit?
  /// How values answer to a plateau; `nil` for not at all.
  public var response: Response?

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
    exit: Exit? = nil,
    response: Response? = nil
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
    self.exit = exit
    self.response = response
  }

  /// The first update after the region; only meaningful in a verified table.
  public var end: Int64 { start + length }

  /// The first update after the pieces: the end, or that of the first period.
  public var pieceEnd: Int64 { period == 0 ? end : start + period }

  /// The indices of the pieces; only meaningful in a verified table.
  public var pieces: Range<Int> { firstPiece..<firstPiece + pieceCount }

  /// Calls a function with every region that this one can lead to.
  func forEachSuccessor(_ body: (Int) -> Void) {
    if let timeout { body(timeout) }
    if let next = exit?.region { body(next) }
  }

  /// The local update whose piece gives the value of local update `t`, for a track with an offset.
  @inline(__always)
  public func sampled(_ t: Int64, offset: Int64 = 0) -> Int64 {
    if grid == 1 && period == 0 { return t }
    var sampled = t
    if grid > 1 {
      var remainder = (t + offset - gridAnchor) % grid
      if remainder < 0 { remainder += grid }
      sampled = max(start, t - remainder)
    }
    return period == 0 ? sampled : start + (sampled - start) % period
  }
}
