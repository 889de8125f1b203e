// SPDX-License-Identifier: Apache-2.0

/// Everything a running schedule remembers: what metrics and signals have done so far.
///
/// A table without machines has a state too, the same at every update. The state belongs to one
/// table, whose digest it carries; `ScheduleRun` keeps the two together.
public struct ScheduleState: Hashable, Sendable {
  /// The digest of the table.
  public internal(set) var digest: Digest
  /// The digest of the table that the state was carried over from; `nil` if it never was.
  public internal(set) var migratedFrom: Digest?
  /// The machines, in the order of the table.
  public internal(set) var machines: [MachineState]
  /// The watched names, in the order of the first machine that listens to each.
  public internal(set) var watches: [WatchState]
  /// The sets of tracks that events move together, in the order of the first track of each.
  public internal(set) var chains: [ChainState]
  /// The largest update at which an observation or signal took effect; −1 before the first.
  public internal(set) var clock: Int64 = -1
  /// How many observations and signals were accepted.
  public internal(set) var accepted: UInt64 = 0
  /// How many were repeats of accepted ones.
  public internal(set) var repeated: UInt64 = 0

  /// The state of a run of a table at its start.
  public init(for table: ScheduleTable) {
    digest = table.digest
    machines = [MachineState](repeating: MachineState(), count: table.machines.count)
    watches = [WatchState](repeating: WatchState(), count: table.plan.watches.count)
    let starts = table.plan.chainStarts
    chains = [ChainState](count: starts.count) {
      ChainState(region: starts[$0], entry: 0, isEntered: false, isEnded: false)
    }
  }
}
