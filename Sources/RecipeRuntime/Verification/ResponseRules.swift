// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// The first rule that a region's response or way out breaks; `index` is the region's own.
  func machineFault(of region: Region, at index: Int, nextRise: [Int]) -> RegionFault? {
    if let exit = region.exit {
      guard machines.indices.contains(exit.machine) else {
        return .exitMachine(exit.machine, available: machines.count)
      }
      if machines[exit.machine].kind == .plateau { return .exitIsPlateau(exit.machine) }
      if let next = exit.region, next <= index || next >= regions.count {
        return .exit(next, available: regions.count)
      }
    }
    guard let response = region.response else { return nil }
    guard machines.indices.contains(response.machine) else {
      return .responseMachine(response.machine, available: machines.count)
    }
    let machine = machines[response.machine]
    if machine.kind != .plateau { return .responseIsNoPlateau(response.machine) }
    let first = response.firstLevel
    guard first >= 0, first < levels.count, machine.levelCount <= levels.count - first else {
      return .levels(first: first, count: machine.levelCount, available: levels.count)
    }
    if !response.floor.isTableValue || response.floor < 0 { return .floor(response.floor) }
    let rise = nextRise[first]
    return rise < first + machine.levelCount ? .levelRises(rise) : nil
  }

  /// For every level the first one after it that is higher than the one before; judged once for all
  /// responses, since many may share the levels.
  func nextRises() -> [Int] {
    var rises = [Int](repeating: levels.count, count: levels.count)
    for index in levels.indices.dropLast().reversed() {
      rises[index] = levels[index + 1] > levels[index] ? index + 1 : rises[index + 1]
    }
    return rises
  }

  /// Checks the levels by themselves.
  func verifyLevels() throws(TableError) {
    for (index, level) in levels.enumerated() where !level.isTableValue || level <= 0 {
      throw .table(.level(index, level))
    }
  }

  /// Checks that a track's multiplier leaves every level and floor that it can meet in range.
  ///
  /// Otherwise a product of three numbers could leave the range of binary64. The extremes of all that
  /// can follow a region are found once for all regions, from the end.
  func verifyFactors() throws(TableError) {
    var extremes = [LevelExtremes](repeating: LevelExtremes(), count: regions.count)
    for index in regions.indices.reversed() {
      let region = regions[index]
      var own = LevelExtremes()
      if let response = region.response {
        let count = machines[response.machine].levelCount
        own.include(levels[response.firstLevel])
        own.include(levels[response.firstLevel + count - 1])
        own.include(response.floor)
      }
      region.forEachSuccessor { own.include(extremes[$0]) }
      extremes[index] = own
    }
    for (index, track) in tracks.enumerated() {
      let reachable = extremes[track.firstRegion]
      let isEmpty = reachable.most == 0
      for value in [reachable.least, reachable.most] where !isEmpty {
        let product = track.multiplier * value
        if !product.isTableValue { throw .track(index, .level(product)) }
      }
      let isReactive = plan.isReactive[index]
      if isReactive && track.after == .repeats { throw .track(index, .repeatsReactive) }
      if isEmpty, case .continues = track.after {
        throw .track(index, .continuesNothing)
      }
    }
  }
}

/// The least and the largest of some positive numbers; 0 is left out, since no product changes it.
private struct LevelExtremes {
  /// The least number; infinity where there is none.
  var least = Double.infinity
  /// The largest number; 0 where there is none.
  var most = 0.0

  mutating func include(_ value: Double) {
    if value == 0 { return }
    least = min(least, value)
    most = max(most, value)
  }

  mutating func include(_ other: LevelExtremes) {
    least = min(least, other.least)
    most = max(most, other.most)
  }
}
