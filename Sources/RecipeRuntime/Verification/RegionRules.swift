// SPDX-License-Identifier: Apache-2.0

/// The rule that a region breaks.
public enum RegionFault: Hashable, Sendable {
  /// The region is stretched, which format 0 reserves.
  case reservedKind
  /// The region has a period, which format 0 reserves.
  case reservedPeriod(Int64)
  /// The region is left at an event, which format 0 reserves.
  case reservedEvent(Int)
  /// The region is empty or reaches outside the table.
  case extent(start: Int64, length: Int64, tableLength: Int64)
  /// The grid is not in 1..<2^53.
  case grid(Int64)
  /// The magnitude of the grid's anchor is not below 2^53.
  case gridAnchor(Int64)
  /// The pieces are none, or not all of them exist.
  case pieces(first: Int, count: Int, available: Int)
  /// The first piece does not start where the region starts.
  case firstPieceStart(expected: Int64, found: Int64)
  /// The last piece starts at or after the region's end.
  case lastPieceStart(start: Int64, end: Int64)
  /// There is no region at the timeout's index.
  case timeout(Int, available: Int)
  /// The next region does not start where this one ends.
  case nextStart(region: Int, expected: Int64, found: Int64)
  /// The region is the last of its chain and does not end at the table's end.
  case endsEarly(end: Int64, tableLength: Int64)
  /// No track passes through the region.
  case unused

  /// The rule in words, to follow the region's number.
  var predicate: String {
    switch self {
    case .reservedKind: "is stretched, which format 0 does not allow"
    case .reservedPeriod(let period): "has a period (\(period)), which format 0 does not allow"
    case .reservedEvent(let region):
      "is left at an event (for region \(region)), which format 0 does not allow"
    case .extent(let start, let length, let tableLength):
      "starts at update \(start) for \(length) updates, which is not inside the table's "
        + "\(tableLength) updates"
    case .grid(let grid): "has a grid of \(grid) updates; it must lie in 1 to 2^53 - 1"
    case .gridAnchor(let anchor): "has a grid anchor of \(anchor), beyond 2^53 - 1 in magnitude"
    case .pieces(let first, let count, let available):
      "has \(count) pieces from number \(first) on, of \(available) that exist"
    case .firstPieceStart(let expected, let found):
      "starts at update \(expected) but its first piece at \(found)"
    case .lastPieceStart(let start, let end):
      "ends at update \(end), not after the start of its last piece (\(start))"
    case .timeout(let target, let available):
      "leads to region \(target), of \(available) that exist"
    case .nextStart(let region, let expected, let found):
      "ends at update \(expected) but leads to region \(region), which starts at \(found)"
    case .endsEarly(let end, let tableLength):
      "is the last of its chain and ends at update \(end), not at the table's end (\(tableLength))"
    case .unused: "is used by no track"
    }
  }
}

extension ScheduleTable {
  /// Checks every region by itself and against the one it leads to.
  ///
  /// The chain from any region therefore rises in time and ends at the table's end, by induction and
  /// without walking it: a table of many tracks over one long chain costs nothing more.
  func verifyRegions() throws(TableError) {
    for (index, region) in regions.enumerated() {
      if let fault = fault(of: region) { throw .region(index, fault) }
    }
  }

  /// Checks that every region is on the way of some track; the tracks' first regions exist.
  func verifyRegionUse() throws(TableError) {
    var isUsed = [Bool](repeating: false, count: regions.count)
    for track in tracks {
      var next: Int? = track.firstRegion
      // A region already seen leads to regions already seen, so all walks together are linear.
      while let region = next, !isUsed[region] {
        isUsed[region] = true
        next = regions[region].timeout
      }
    }
    if let unused = isUsed.firstIndex(of: false) { throw .region(unused, .unused) }
  }

  /// The first rule that a region breaks, its pieces' bodies aside.
  private func fault(of region: Region) -> RegionFault? {
    if region.kind != .fixed { return .reservedKind }
    if region.period != 0 { return .reservedPeriod(region.period) }
    if let event = region.event { return .reservedEvent(event) }
    guard region.start >= 0, region.length >= 1, region.start < length,
      region.length <= length - region.start
    else {
      return .extent(start: region.start, length: region.length, tableLength: length)
    }
    if region.grid < 1 || region.grid >= 1 << 53 { return .grid(region.grid) }
    if region.gridAnchor <= -1 << 53 || region.gridAnchor >= 1 << 53 {
      return .gridAnchor(region.gridAnchor)
    }
    return pieceFault(of: region) ?? timeoutFault(of: region)
  }

  /// The first rule about the pieces' places that a region breaks.
  private func pieceFault(of region: Region) -> RegionFault? {
    let first = region.firstPiece
    guard first >= 0, first < pieceCount, region.pieceCount >= 1,
      region.pieceCount <= pieceCount - first
    else {
      return .pieces(first: first, count: region.pieceCount, available: pieceCount)
    }
    if starts[first] != region.start {
      return .firstPieceStart(expected: region.start, found: starts[first])
    }
    let last = starts[region.pieces.upperBound - 1]
    return last < region.end ? nil : .lastPieceStart(start: last, end: region.end)
  }

  /// The first rule about the way on that a region breaks.
  private func timeoutFault(of region: Region) -> RegionFault? {
    guard let next = region.timeout else {
      return region.end == length ? nil : .endsEarly(end: region.end, tableLength: length)
    }
    guard regions.indices.contains(next) else {
      return .timeout(next, available: regions.count)
    }
    let found = regions[next].start
    return found == region.end ? nil : .nextStart(region: next, expected: region.end, found: found)
  }
}
