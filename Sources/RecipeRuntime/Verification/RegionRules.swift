// SPDX-License-Identifier: Apache-2.0

/// The rule that a region breaks.
public enum RegionFault: Hashable, Sendable {
  /// The region is stretched, which format 1 reserves.
  case reservedKind
  /// The region is empty or reaches beyond update 2^53.
  case extent(start: Int64, length: Int64)
  /// The period is negative, or not shorter than the region.
  case period(Int64, length: Int64)
  /// There is no machine at the index of the one that ends the region.
  case exitMachine(Int, available: Int)
  /// The machine that ends the region is a plateau, which ends nothing.
  case exitIsPlateau(Int)
  /// The region that an event leads to does not exist or does not come later.
  case exit(Int, available: Int)
  /// There is no machine at the index of the one that the region answers to.
  case responseMachine(Int, available: Int)
  /// The machine that the region answers to is no plateau.
  case responseIsNoPlateau(Int)
  /// Not all levels of the response exist.
  case levels(first: Int, count: Int, available: Int)
  /// A level of the response is higher than the one before.
  case levelRises(Int)
  /// The floor is negative, or neither 0 nor of a magnitude in [2^-500, 2^500].
  case floor(Double)
  /// The grid is not in 1..<2^53.
  case grid(Int64)
  /// The magnitude of the grid's anchor is not below 2^53.
  case gridAnchor(Int64)
  /// The pieces are none, or not all of them exist.
  case pieces(first: Int, count: Int, available: Int)
  /// The first piece does not start where the region starts.
  case firstPieceStart(expected: Int64, found: Int64)
  /// The last piece starts at or after the end of the region, or of its period.
  case lastPieceStart(start: Int64, end: Int64)
  /// The next region does not exist or does not come later.
  case timeout(Int, available: Int)
  /// The next region does not start where this one ends.
  case nextStart(region: Int, expected: Int64, found: Int64)
  /// No track passes through the region.
  case unused

  /// The rule in words, to follow the region's number.
  var predicate: String {
    switch self {
    case .reservedKind: "is stretched, which format 1 does not allow"
    case .extent(let start, let length):
      "starts at update \(start) for \(length) updates, which is not inside 0 to 2^53"
    case .period(let period, let length):
      "has a period of \(period) updates, which is not in 1 to \(length - 1)"
    case .exitMachine(let machine, let available):
      "ends at an event of machine \(machine), of \(available) that exist"
    case .exitIsPlateau(let machine): "ends at an event of machine \(machine), which is a plateau"
    case .exit(let target, let available):
      "leads at an event to region \(target), which is not one of the \(available) that comes later"
    case .responseMachine(let machine, let available):
      "answers to machine \(machine), of \(available) that exist"
    case .responseIsNoPlateau(let machine):
      "answers to machine \(machine), which is no plateau"
    case .levels(let first, let count, let available):
      "has \(count) levels from number \(first) on, of \(available) that exist"
    case .levelRises(let level): "has a level \(level) that is higher than the one before it"
    case .floor(let value):
      "has a floor (bits \(value.hexPattern)) that is neither 0 nor from 2^-500 to 2^500"
    case .grid(let grid): "has a grid of \(grid) updates; it must lie in 1 to 2^53 - 1"
    case .gridAnchor(let anchor): "has a grid anchor of \(anchor), beyond 2^53 - 1 in magnitude"
    case .pieces(let first, let count, let available):
      "has \(count) pieces from number \(first) on, of \(available) that exist"
    case .firstPieceStart(let expected, let found):
      "starts at update \(expected) but its first piece at \(found)"
    case .lastPieceStart(let start, let end):
      "ends at update \(end), not after the start of its last piece (\(start))"
    case .timeout(let target, let available):
      "leads to region \(target), which is not one of the \(available) that comes later"
    case .nextStart(let region, let expected, let found):
      "ends at update \(expected) but leads to region \(region), which starts at \(found)"
    case .unused: "is used by no track"
    }
  }
}

extension ScheduleTable {
  /// Checks every region by itself and against those that it leads to.
  ///
  /// All of them come later in the array, so every way through the regions ends, by induction and
  /// without walking it: a table of many tracks over one long chain costs nothing more.
  func verifyRegions() throws(TableError) {
    let nextRise = nextRises()
    for (index, region) in regions.enumerated() {
      if let fault = fault(of: region, at: index) { throw .region(index, fault) }
      if let fault = machineFault(of: region, at: index, nextRise: nextRise) {
        throw .region(index, fault)
      }
    }
  }

  /// Checks that every region is on the way of some track; the tracks' first regions exist.
  func verifyRegionUse() throws(TableError) {
    let isUsed = reachability(from: [Int](count: tracks.count) { tracks[$0].firstRegion })
    if let unused = isUsed.firstIndex(of: false) { throw .region(unused, .unused) }
  }

  /// The first rule that a region breaks, its pieces' bodies aside.
  private func fault(of region: Region, at index: Int) -> RegionFault? {
    if region.kind != .fixed { return .reservedKind }
    guard region.start >= 0, region.length >= 1, region.start < ScheduleTable.openLength,
      region.length <= ScheduleTable.openLength - region.start
    else {
      return .extent(start: region.start, length: region.length)
    }
    if region.period < 0 || region.period >= region.length {
      return .period(region.period, length: region.length)
    }
    if region.grid < 1 || region.grid >= 1 << 53 { return .grid(region.grid) }
    if region.gridAnchor <= -1 << 53 || region.gridAnchor >= 1 << 53 {
      return .gridAnchor(region.gridAnchor)
    }
    return pieceFault(of: region) ?? timeoutFault(of: region, at: index)
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
    return last < region.pieceEnd ? nil : .lastPieceStart(start: last, end: region.pieceEnd)
  }

  /// The first rule about the way on that a region breaks.
  private func timeoutFault(of region: Region, at index: Int) -> RegionFault? {
    guard let next = region.timeout else { return nil }
    guard next > index, next < regions.count else {
      return .timeout(next, available: regions.count)
    }
    let found = regions[next].start
    return found == region.end ? nil : .nextStart(region: next, expected: region.end, found: found)
  }
}
