// SPDX-License-Identifier: Apache-2.0

extension ScheduleRun {
  /// The indices of the machines that act at an update: what a metric or signal can make fire there.
  public func activeMachines(at t: Int64) -> [Int] {
    let active = machinesAtWork(at: t)
    return active.indices.filter { active[$0] }
  }

  /// Lets everything fire that acts at an update and listens to a name, whatever metrics were.
  ///
  /// This is for questions such as "what if the loss stops improving here": a plateau is cut once, and
  /// any other machine ends its phase. What a machine has counted towards its patience begins anew, and
  /// its cooldown as after any cut.
  ///
  /// - Parameters:
  ///   - name: The name of a metric or of a signal.
  ///   - t: The first update that the event changes.
  /// - Returns: `unwatched` for a name that nothing listens to, `inactive` where nothing that does acts
  ///   at the update; without cuts and transitions where the plateaus have no cut left.
  /// - Throws: `updateOutOfRange`, and `effectInThePast` before what has taken effect already.
  @discardableResult
  public mutating func assume(
    _ name: UTF8Text,
    at t: Int64
  ) throws(ObservationError) -> Observation {
    if t < 0 || t >= ScheduleTable.openLength { throw .updateOutOfRange(t) }
    if t < state.clock { throw .effectInThePast(effective: t, clock: state.clock) }
    guard table.machines.contains(where: { $0.name == name }) else {
      return Observation(.unwatched)
    }
    let firing = activeMachines(at: t).filter { table.machines[$0].name == name }
    if firing.isEmpty { return Observation(.inactive) }
    state.clock = t
    state.accepted += 1
    var cuts = 0
    for machine in firing where table.machines[machine].kind == .plateau {
      let step = MachineStep(machine: table.machines[machine])
      if step.cut(at: t, &state.machines[machine]) == .cut { cuts += 1 }
    }
    for machine in firing where table.machines[machine].watchesMetric {
      restart(machine, at: t)
    }
    let moved = move(firing.filter { table.machines[$0].kind != .plateau }, at: t)
    return Observation(.accepted, cuts: cuts, transitions: moved)
  }

  /// Forgets what a machine has counted, and begins its cooldown.
  private mutating func restart(_ index: Int, at t: Int64) {
    let machine = table.machines[index]
    state.machines[index].isEntered = true
    state.machines[index].bad = 0
    state.machines[index].since = t
    state.machines[index].cooldown =
      machine.cooldownUnit == .evaluations ? machine.cooldown : t + machine.cooldown
  }
}
