// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// What a track makes of the value of a piece before any cut of a plateau, and after all of them.
///
/// Levels never rise, so the values after any number of cuts lie between the two.
struct LevelExtremes {
  private let first: Double
  private let last: Double
  private let floor: Double
  private let isReactive: Bool

  /// Reads the response of a region under the multiplier of a track.
  init(of table: ScheduleTable, track: Int, region: Int) {
    let multiplier = table.tracks[track].multiplier
    guard let response = table.regions[region].response else {
      (first, last, floor, isReactive) = (multiplier, multiplier, 0, false)
      return
    }
    let count = table.machines[response.machine].levelCount
    first = multiplier * table.levels[response.firstLevel]
    last = multiplier * table.levels[response.firstLevel + count - 1]
    floor = multiplier * response.floor
    isReactive = true
  }

  /// The values of a track where its piece has the value `piece`: one, or before and after all cuts.
  func values(_ piece: Double) -> [Double] {
    let whole = first * piece
    return isReactive ? [whole, min(whole, max(floor, last * piece))] : [whole]
  }
}
