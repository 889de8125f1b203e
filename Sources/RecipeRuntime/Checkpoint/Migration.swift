// SPDX-License-Identifier: Apache-2.0

/// Carries a state over to another table as far as the two have the same parts.
struct Migration {
  /// The table that the state belongs to.
  let old: ScheduleTable
  /// The state.
  let state: ScheduleState
  /// The table that the run goes on with.
  let new: ScheduleTable
  /// The update from which it does.
  let t: Int64

  /// Prepares a migration.
  init(old: ScheduleTable, state: ScheduleState, new: ScheduleTable, at t: Int64) {
    self.old = old
    self.state = state
    self.new = new
    self.t = t
  }

  /// The state under the new table.
  func migratedState() -> ScheduleState {
    var migrated = ScheduleState(for: new)
    migrated.migratedFrom = old.digest
    migrated.clock = t
    migrated.accepted = state.accepted
    migrated.repeated = state.repeated
    for index in new.machines.indices {
      guard let source = counterpart(of: index) else { continue }
      migrated.machines[index] = carried(source, to: new.machines[index])
    }
    for (index, watch) in new.plan.watches.enumerated() {
      guard let source = old.plan.watch(of: watch.name, isSignal: watch.isSignal) else { continue }
      migrated.watches[index] = state.watches[source]
    }
    for index in migrated.chains.indices {
      migrated.chains[index] = chain(index) ?? migrated.chains[index]
    }
    return migrated
  }

  /// The old machine with the same kind and name that is as many-eth of its sort.
  private func counterpart(of index: Int) -> Int? {
    func isAlike(_ machine: Machine) -> Bool {
      machine.kind == new.machines[index].kind && machine.name == new.machines[index].name
    }
    let rank = new.machines[..<index].count { isAlike($0) }
    let candidates = old.machines.indices.filter { isAlike(old.machines[$0]) }
    return rank < candidates.count ? candidates[rank] : nil
  }

  /// What a machine remembers, within what its counterpart can remember.
  private func carried(_ source: Int, to machine: Machine) -> MachineState {
    var target = state.machines[source]
    target.cuts = min(target.cuts, UInt32(truncatingIfNeeded: max(0, machine.levelCount - 1)))
    // What the levels were before is the old table's business.
    target.changedAt = target.cuts > 0 ? t : -1
    let most = machine.averages > 1 ? machine.averages - 1 : machine.smoothing > 0 ? 1 : 0
    if target.accumulated > most || machine.averages != old.machines[source].averages {
      target.accumulator = 0
      target.accumulated = 0
    }
    if old.machines[source].cooldownUnit != machine.cooldownUnit { target.cooldown = 0 }
    if machine.cooldownUnit == .evaluations {
      target.cooldown = min(target.cooldown, machine.cooldown)
    }
    // With a shorter patience, the rule of optax would wait for the very count for ever.
    if machine.ticks == .optax { target.bad = min(target.bad, max(0, machine.patience - 1)) }
    return target
  }

  /// The place of the tracks that an event has moved, if the new table has it too.
  private func chain(_ index: Int) -> ChainState? {
    let start = new.plan.chainStarts[index]
    let track = new.tracks.first { $0.firstRegion == start }
    guard let track,
      let source = old.track(
        channel: track.channel,
        optimizer: track.optimizer,
        group: track.group
      ),
      let chain = old.plan.chainOfTrack[source], state.chains[chain].isEntered
    else { return nil }
    let place = state.chains[chain]
    let before = old.eventTargets(from: old.plan.chainStarts[chain])
    let after = new.eventTargets(from: start)
    let (from, to) = place.isEnded ? (before.ended, after.ended) : (before.entered, after.entered)
    guard let rank = from.firstIndex(of: place.region), rank < to.count else { return nil }
    return ChainState(
      region: to[rank],
      entry: place.entry,
      isEntered: true,
      isEnded: place.isEnded
    )
  }
}
