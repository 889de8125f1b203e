// SPDX-License-Identifier: Apache-2.0

/// What a machine remembers between two observations.
public struct MachineState: Hashable, Sendable {
  /// The best value so far; only meaningful with `hasBest`.
  public internal(set) var best = 0.0
  /// The moving average, or the sum of the observations of an unfinished block.
  public internal(set) var accumulator = 0.0
  /// How many observations the accumulator holds; 1 for a moving average that has begun.
  public internal(set) var accumulated: Int64 = 0
  /// How many evaluations in a row brought no improvement.
  public internal(set) var bad: Int64 = 0
  /// How many evaluations more are not counted, or the update from which on they are counted again.
  public internal(set) var cooldown: Int64 = 0
  /// The update from which on a patience in updates counts.
  public internal(set) var since: Int64 = 0
  /// The update from which on the last cut takes effect; −1 before the first.
  public internal(set) var changedAt: Int64 = -1
  /// The number of cuts, at most one less than the machine has levels.
  public internal(set) var cuts: UInt32 = 0
  /// Whether `best` is a value.
  public internal(set) var hasBest = false
  /// Whether the machine has acted on an observation.
  public internal(set) var isEntered = false

  /// The state of a machine that has seen nothing.
  init() {}

  /// Whether two states are the same to the bit: an average can be NaN, which equals nothing.
  public static func == (left: MachineState, right: MachineState) -> Bool {
    left.best.bitPattern == right.best.bitPattern
      && left.accumulator.bitPattern == right.accumulator.bitPattern
      && left.accumulated == right.accumulated && left.bad == right.bad
      && left.cooldown == right.cooldown && left.since == right.since
      && left.changedAt == right.changedAt && left.cuts == right.cuts
      && left.hasBest == right.hasBest && left.isEntered == right.isEntered
  }

  /// Feeds what differs between most states to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(best.bitPattern)
    hasher.combine(bad)
    hasher.combine(changedAt)
    hasher.combine(cuts)
  }
}
