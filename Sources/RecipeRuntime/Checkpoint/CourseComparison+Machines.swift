// SPDX-License-Identifier: Apache-2.0

extension CourseComparison {
  /// Whether two ways out wait for the same.
  mutating func areAlike(_ oldExit: Exit?, _ newExit: Exit?) -> Bool {
    guard let oldExit, let newExit else { return oldExit == nil && newExit == nil }
    return (oldExit.region == nil) == (newExit.region == nil)
      && match(oldExit.machine, newExit.machine)
  }

  /// Whether two responses turn the same piece into the same values after every number of cuts.
  mutating func areAlike(_ oldResponse: Response?, _ newResponse: Response?) -> Bool {
    guard let oldResponse, let newResponse else { return oldResponse == nil && newResponse == nil }
    let count = old.table.machines[oldResponse.machine].levelCount
    guard match(oldResponse.machine, newResponse.machine) else { return false }
    if old.multiplier * oldResponse.floor != new.multiplier * newResponse.floor { return false }
    return (0..<count).allSatisfy { index in
      old.multiplier * old.table.levels[oldResponse.firstLevel + index]
        == new.multiplier * new.table.levels[newResponse.firstLevel + index]
    }
  }

  /// Pairs two machines if they are the same and neither is paired otherwise.
  private mutating func match(_ oldMachine: Int, _ newMachine: Int) -> Bool {
    if let known = counterparts[newMachine] { return known == oldMachine }
    if counterparts.contains(oldMachine) { return false }
    if old.table.machines[oldMachine] != new.table.machines[newMachine] { return false }
    counterparts[newMachine] = oldMachine
    return true
  }
}
