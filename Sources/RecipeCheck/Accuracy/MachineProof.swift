// SPDX-License-Identifier: Apache-2.0

internal import RecipeLowering
internal import RecipeRuntime
internal import RecipeSemantics

/// Holds what a region does at metrics and signals against what the recipe says of a phase.
struct MachineProof {
  let table: ScheduleTable
  let schedule: ResolvedSchedule
  let phase: ResolvedPhase

  /// Whether the region ends at the phase's event, and answers to its plateau with its levels.
  func holds(in region: Region) -> Bool {
    exitHolds(region.exit) && responseHolds(region.response)
  }

  private func exitHolds(_ exit: Exit?) -> Bool {
    guard let exit, let expected = phase.exit else { return exit == nil && phase.exit == nil }
    return table.machines[exit.machine] == Machine(schedule.machines[expected.machine])
  }

  private func responseHolds(_ response: Response?) -> Bool {
    guard let response, let plateau = phase.plateau else {
      return response == nil && phase.plateau == nil
    }
    var machine = Machine(schedule.machines[plateau.machine])
    machine.levelCount = plateau.levels.all.count
    guard table.machines[response.machine] == machine else { return false }
    // Products with the unit, a power of two, are exact.
    let unit = plateau.unit ?? 1
    let levels = table.levels[response.firstLevel..<response.firstLevel + machine.levelCount]
    return zip(levels, plateau.levels.all).allSatisfy { $0 * unit == $1 }
      && response.floor == (plateau.unit == nil ? plateau.floor : 0)
  }
}
