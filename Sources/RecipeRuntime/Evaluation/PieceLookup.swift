// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// The region, among those that timeouts lead to from a first one, that a local update lies in.
  ///
  /// Where the chain of timeouts runs through neighbours in the array, which is how tables are
  /// written, regions are found by bisection; elsewhere the chain is followed.
  func region(from first: Int, at t: Int64) -> Int {
    var region = first
    while true {
      let last = chainEnds[region]
      if t < regions[last].end {
        return ScheduleTable.lastIndex(in: region...last, at: t) { regions[$0].start }
      }
      // A verified chain goes on until the length, so there is always a next region.
      guard let next = regions[last].timeout else { return last }
      region = next
    }
  }

  /// The piece of a region that an update of the region lies in.
  func piece(inRegion region: Int, at t: Int64) -> Int {
    let first = regions[region].firstPiece
    let last = regions[region].pieces.upperBound - 1
    return ScheduleTable.lastIndex(in: first...last, at: t) { starts[$0] }
  }

  /// The last index whose start is at or before `t`; that of the first index is.
  ///
  /// The number of steps depends on the range alone, and a step adds a mask instead of choosing a
  /// way: a branch would be mispredicted every second time. The starts lie in 0..<2^53, so the
  /// difference, negative where the start is at or before `t`, cannot overflow.
  @inline(__always)
  private static func lastIndex(
    in range: ClosedRange<Int>,
    at t: Int64,
    start: (Int) -> Int64
  ) -> Int {
    var low = range.lowerBound
    var count = range.upperBound - low + 1
    while count > 1 {
      let half = count / 2
      let isAtOrBefore = Int(truncatingIfNeeded: (start(low + half) - t - 1) >> 63)
      low += half & isAtOrBefore
      count -= half
    }
    return low
  }
}

/// Finds the piece of one update after another and remembers the last one found.
struct PieceCursor {
  private let table: ScheduleTable
  private let track: Int
  private let course: Course
  private let state: ScheduleState?
  private var region: Int
  private var piece: Int
  private var factors: ValueFactors
  /// The local updates of the remembered region.
  private var regionUpdates: Range<Int64> = 0..<0
  /// The local updates of the remembered piece.
  private var pieceUpdates: Range<Int64> = 0..<0

  /// Starts on the course of a track.
  init(_ table: ScheduleTable, track: Int, course: Course, _ state: ScheduleState?) {
    self.table = table
    self.track = track
    self.course = course
    self.state = state
    region = course.region
    piece = table.regions[course.region].firstPiece
    factors = ValueFactors(multiplier: table.tracks[track].multiplier)
  }

  /// The track's value at an update of the run that the course has pieces for.
  mutating func value(at t: Int64) throws(EvaluationError) -> Double {
    let local = t - course.offset
    if !regionUpdates.contains(local) {
      region = table.region(from: course.region, at: local)
      regionUpdates = table.regions[region].start..<table.regions[region].end
      pieceUpdates = 0..<0
      factors = table.factors(ofTrack: track, inRegion: region, state)
    }
    try table.checkState(state, inRegion: region, at: t)
    let sampled = table.regions[region].sampled(local, offset: course.offset)
    if !pieceUpdates.contains(sampled) {
      piece = table.piece(inRegion: region, at: sampled)
      pieceUpdates = table.updates(ofPiece: piece, inRegion: region)
    }
    return factors.value(table.bodies[piece].value(at: sampled))
  }
}
