// SPDX-License-Identifier: Apache-2.0

/// A run that goes on from a checkpoint.
public struct Restoration: Hashable, Sendable {
  /// Why the checkpoint could be continued.
  public enum Grounds: Hashable, Sendable {
    /// The table is the one that the run began with.
    case sameTable
    /// The table is another one that changes nothing from here on; this is the digest of the old one.
    case sameValues(Digest)
    /// The table is another one, and the run was moved to it on purpose.
    case migrated(Digest)
  }

  /// The run.
  public let run: ScheduleRun
  /// Why it may go on.
  public let grounds: Grounds

  /// The state of the run.
  public var state: ScheduleState { run.state }
}

extension ScheduleTable {
  /// Goes on from a checkpoint.
  ///
  /// - Parameters:
  ///   - bytes: A checkpoint, or the bare record of a state.
  ///   - t: The update that is about to be made; `nil` stands for the last one that the state has seen
  ///     something take effect at, which asks for more than is needed.
  /// - Returns: The run. The checkpoint's own table always goes on; another one does if the checkpoint
  ///   carries its own and every value from `t` on is the same bit for bit, whatever metrics will come.
  /// - Throws: why not. Whoever means the change calls `migrate`.
  public func restore(
    _ bytes: [UInt8],
    at t: Int64? = nil
  ) throws(RestorationError) -> Restoration {
    try restoration(bytes, at: t, onPurpose: false)
  }

  /// Goes on from a checkpoint of another table on purpose, whatever that changes.
  ///
  /// A machine takes over what one of the same kind and name remembers: the best value, what it has
  /// counted, and its cuts as far as there are levels. Tracks that an event has moved stay where they
  /// are if the new table has a region in the same place; all others are where the clock says.
  ///
  /// - Parameters:
  ///   - bytes: A checkpoint that carries its table.
  ///   - t: The update that is about to be made; the new table holds from there on.
  /// - Returns: The run under the new table.
  /// - Throws: what is wrong with the bytes; `updateBeforeState`.
  public func migrate(_ bytes: [UInt8], at t: Int64) throws(RestorationError) -> Restoration {
    try restoration(bytes, at: t, onPurpose: true)
  }

  private func restoration(
    _ bytes: [UInt8],
    at t: Int64?,
    onPurpose: Bool
  ) throws(RestorationError) -> Restoration {
    let checkpoint = try Checkpoint(decoding: bytes)
    let isSame = checkpoint.digest == digest
    guard let old = isSame ? self : checkpoint.table else {
      throw .otherTable(found: checkpoint.digest, expected: digest)
    }
    var state = try checkpoint.state(for: old)
    var grounds = Restoration.Grounds.sameTable
    if !isSame {
      let start = max(0, state.clock)
      let t = t ?? start
      if t < start || onPurpose && t >= ScheduleTable.openLength {
        throw .updateBeforeState(update: t, clock: start)
      }
      if onPurpose {
        state = Migration(old: old, state: state, new: self, at: t).migratedState()
        grounds = .migrated(checkpoint.digest)
      } else {
        var comparison = TableComparison(old: old, state: state, new: self, from: t)
        state = try comparison.carriedState()
        grounds = .sameValues(checkpoint.digest)
      }
    }
    return Restoration(run: ScheduleRun(self, owning: state), grounds: grounds)
  }
}
