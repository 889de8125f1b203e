// SPDX-License-Identifier: Apache-2.0

/// A table at work: it takes observations and signals, and gives the values that follow from them.
///
/// A run is a value. Two runs of one table that were told the same are the same, and a run made of a
/// restored state goes on with the bits of the one that was interrupted.
///
///     var run = ScheduleRun(table)
///     run.observe("val_loss", 0.42, measuredAt: t)     // then, for update t:
///     run.value(track: 0, at: t)
///
/// An event observed at t acts from update t on: observe first, then ask for the value.
public struct ScheduleRun: Hashable, Sendable {
  /// The table.
  public let table: ScheduleTable
  /// What metrics and signals have done so far.
  public internal(set) var state: ScheduleState

  /// Begins a run.
  public init(_ table: ScheduleTable) {
    self.table = table
    state = ScheduleState(for: table)
  }

  /// Goes on from a state.
  ///
  /// - Throws: `foreignState` for the state of another table: see `Restoration`.
  public init(_ table: ScheduleTable, from state: ScheduleState) throws(EvaluationError) {
    try table.checkOwner(of: state)
    self.table = table
    self.state = state
  }

  /// Goes on from a state that is known to be the table's.
  init(_ table: ScheduleTable, owning state: ScheduleState) {
    self.table = table
    self.state = state
  }

  // MARK: Values

  /// The value of a track at an update; see `ScheduleTable.value(track:at:state:)`.
  public func value(track: Int, at t: Int64) throws(EvaluationError) -> Double {
    try table.value(track: track, at: t, state: state)
  }

  /// Whether every track that events can move has ended by update `t`; without such tracks, whether
  /// every track has that ends.
  public func isFinished(at t: Int64) -> Bool {
    if state.chains.isEmpty { return t >= table.lastEnd }
    return state.chains.allSatisfy { t >= table.end(of: table.course(of: $0)) }
  }

  // MARK: Events

  /// Takes the value of a metric.
  ///
  /// - Parameters:
  ///   - name: The name that the recipe watches; any other is welcome and does nothing.
  ///   - value: The metric.
  ///   - measured: The update before which the model was measured: the number of updates made.
  ///   - effective: The first update that it may change, `measured` unless it comes late. Effects never
  ///     reach back.
  /// - Returns: What became of it. The same name and measurement again is a repeat: the first is kept.
  /// - Throws: the reason for which it is refused, without having changed anything.
  @discardableResult
  public mutating func observe(
    _ name: UTF8Text,
    _ value: Double,
    measuredAt measured: Int64,
    effectiveAt effective: Int64? = nil
  ) throws(ObservationError) -> Observation {
    let effective = effective ?? measured
    guard let watch = table.plan.watch(of: name, isSignal: false) else {
      return Observation(.unwatched)
    }
    if try isRepeat(watch, measured: measured, effective: effective) {
      return Observation(.repeated)
    }
    let machines = table.plan.watches[watch].machines
    let active = machinesAtWork(at: effective)
    let listening = machines.filter { active[$0] }
    if !value.isFinite {
      let refuses = listening.contains { table.machines[$0].onNonFinite == .error }
      if refuses { throw .notFinite }
    }
    accept(watch, measured: measured, effective: effective)
    var fired: [Int] = []
    var cuts = 0
    for machine in machines {
      let step = MachineStep(machine: table.machines[machine])
      switch step.step(
        value,
        at: effective,
        isActive: active[machine],
        &state.machines[machine]
      ) {
      case .none: break
      case .cut: cuts += 1
      case .fired: fired.append(machine)
      }
    }
    let moved = move(fired, at: effective)
    if listening.isEmpty { return Observation(.inactive) }
    let isSkipped =
      !value.isFinite && listening.allSatisfy { table.machines[$0].onNonFinite == .ignore }
    return Observation(isSkipped ? .skipped : .accepted, cuts: cuts, transitions: moved)
  }

  /// Takes a signal.
  ///
  /// - Parameters:
  ///   - name: The name that the recipe waits for; any other does nothing.
  ///   - effective: The first update that it may change.
  /// - Returns: What became of it. The same signal at the same update again is a repeat.
  /// - Throws: the reason for which it is refused, without having changed anything.
  @discardableResult
  public mutating func signal(
    _ name: UTF8Text,
    effectiveAt effective: Int64
  ) throws(ObservationError) -> Observation {
    guard let watch = table.plan.watch(of: name, isSignal: true) else {
      return Observation(.unwatched)
    }
    if try isRepeat(watch, measured: effective, effective: effective) {
      return Observation(.repeated)
    }
    let active = machinesAtWork(at: effective)
    let fired = table.plan.watches[watch].machines.filter { active[$0] }
    accept(watch, measured: effective, effective: effective)
    let moved = move(fired, at: effective)
    return Observation(fired.isEmpty ? .inactive : .accepted, transitions: moved)
  }

  /// Refuses what comes too late, and counts what comes again.
  private mutating func isRepeat(
    _ watch: Int,
    measured: Int64,
    effective: Int64
  ) throws(ObservationError) -> Bool {
    for update in [measured, effective] where update < 0 || update >= 1 << 53 {
      throw .updateOutOfRange(update)
    }
    if effective < measured {
      throw .effectBeforeMeasurement(measured: measured, effective: effective)
    }
    let last = state.watches[watch].last
    if measured == last {
      state.watches[watch].repeated += 1
      state.repeated += 1
      return true
    }
    if measured < last { throw .outOfOrder(measured: measured, last: last) }
    if effective < state.clock {
      throw .effectInThePast(effective: effective, clock: state.clock)
    }
    return false
  }

  private mutating func accept(_ watch: Int, measured: Int64, effective: Int64) {
    state.watches[watch].last = measured
    state.clock = effective
    state.accepted += 1
  }

  // MARK: Positions

  /// Which machines act at an update: those of the regions that tracks are in.
  func machinesAtWork(at t: Int64) -> [Bool] {
    var active = [Bool](repeating: false, count: table.machines.count)
    for route in table.plan.routes {
      guard let region = region(of: route, at: t) else { continue }
      if let machine = table.regions[region].response?.machine { active[machine] = true }
      if let machine = table.regions[region].exit?.machine { active[machine] = true }
    }
    return active
  }

  /// The region that a route is in; `nil` past its end.
  private func region(of route: EventPlan.Route, at t: Int64) -> Int? {
    let course =
      route.chain.map { table.course(of: state.chains[$0]) }
      ?? Course(region: route.firstRegion, offset: 0, since: 0, isEnded: false)
    return t < table.end(of: course) ? table.region(of: course, at: t) : nil
  }

  /// Moves every chain that is in a region which a fired machine is the way out of.
  mutating func move(_ fired: [Int], at t: Int64) -> Int {
    if fired.isEmpty { return 0 }
    var moved = 0
    for route in table.plan.routes {
      guard let chain = route.chain, let region = region(of: route, at: t),
        let exit = table.regions[region].exit, fired.contains(exit.machine)
      else { continue }
      state.chains[chain] = ChainState(
        region: exit.region ?? region,
        entry: t,
        isEntered: true,
        isEnded: exit.region == nil
      )
      moved += 1
    }
    return moved
  }
}
