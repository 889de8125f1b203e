// SPDX-License-Identifier: Apache-2.0

/// What turns the value of a piece into the value of a track.
struct ValueFactors: Hashable, Sendable {
  /// m·level(0), or m where the region answers to no machine.
  let base: Double
  /// m·level(k).
  let reduced: Double
  /// m·floor.
  let floor: Double
  /// Whether a cut has taken effect, so that more than `base` matters.
  let isReduced: Bool

  /// The factors of a track in a region that answers to no machine.
  init(multiplier: Double) {
    base = multiplier
    reduced = multiplier
    floor = 0
    isReduced = false
  }

  /// The factors of a track under a response, after `cuts` cuts.
  init(multiplier: Double, levels: ArraySlice<Double>, floor: Double, cuts: Int) {
    let first = levels.startIndex
    base = multiplier * levels[first]
    reduced = multiplier * levels[min(first + cuts, levels.endIndex - 1)]
    self.floor = multiplier * floor
    isReduced = cuts > 0
  }

  /// The value of a track where its piece has the value `p`.
  ///
  /// A cut never raises a value: where the floor lies above the uncut value, that stays.
  @inline(__always)
  func value(_ p: Double) -> Double {
    let whole = base * p
    if !isReduced { return whole }
    let cut = reduced * p
    let held = floor > cut ? floor : cut
    return whole < held ? whole : held
  }
}
