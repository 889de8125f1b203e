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
        return region + lastIndex(in: last - region + 1, at: t) { regions[region + $0].start }
      }
      // A verified chain goes on until the length, so there is always a next region.
      guard let next = regions[last].timeout else { return last }
      region = next
    }
  }

  /// The piece of a region that an update of the region lies in.
  func piece(inRegion region: Int, at t: Int64) -> Int {
    if let stretch = index.stretch(ofRegion: region) {
      return index.piece(in: stretch, at: t, starts)
    }
    let first = regions[region].firstPiece
    return first + lastIndex(in: regions[region].pieceCount, at: t) { starts[first + $0] }
  }
}

/// The last of `count` indices, from 0, whose start is at or before `t`; that of index 0 is.
///
/// The number of steps depends on the count alone, and a step adds a mask instead of choosing a
/// way: a branch would be mispredicted every second time. The starts lie in 0..<2^53, so the
/// difference, negative where the start is at or before `t`, cannot overflow.
@inline(__always)
func lastIndex(in count: Int, at t: Int64, start: (Int) -> Int64) -> Int {
  var low = 0
  var count = count
  while count > 1 {
    let half = count / 2
    let isAtOrBefore = Int(truncatingIfNeeded: (start(low + half) - t - 1) >> 63)
    low += half & isAtOrBefore
    count -= half
  }
  return low
}
