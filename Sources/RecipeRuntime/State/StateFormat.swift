// SPDX-License-Identifier: Apache-2.0

/// The record of a state, and the checkpoint that may carry the table with it: enough to write a reader.
///
/// All numbers are little-endian; reserved fields are 0, and a reader refuses any other byte.
///
///     offset  size  field
///          0     8  magic 89 52 43 50 53 0D 0A 1A
///          8     2  format major, 1            (a reader refuses any other)
///         10     2  format minor, 0            (a reader refuses a higher one)
///         12     4  flags: 1 a table file follows the record, 2 the state was migrated
///         16     4  length of the record in bytes: 120 + 64·machines + 16·names + 16·chains
///         20     2  machines
///         22     2  watched names
///         24    32  digest of the table
///         56     8  i64  clock: largest update at which something took effect, −1 for none
///         64     8  u64  observations and signals accepted
///         72     8  u64  repeats
///         80    32  digest of the table that the state was migrated from, 0 without
///        112        machines, watched names, chains, in the orders of `EventPlan`
///     end − 8     4  chains
///     end − 4     4  CRC-32C of the bytes before
///
///     machine   0  f64  best                     name    0  i64  last measurement, −1 for none
///               8  f64  accumulator                      8  u64  repeats
///              16  i64  accumulated
///              24  i64  bad                      chain   0  i64  entry
///              32  i64  cooldown                         8  u32  region
///              40  i64  since                           12  u32  flags: 1 moved by an event, 2 ended by one
///              48  i64  update of the last cut, −1
///              56  u32  cuts
///              60  u32  flags: 1 has a best value, 2 has acted
///
/// The size is a function of the table alone. A checkpoint is a record, followed by the whole file of
/// the table where flag 1 is set.
public enum StateFormat {
  /// The first eight bytes.
  static let magic: [UInt8] = [0x89, 0x52, 0x43, 0x50, 0x53, 0x0d, 0x0a, 0x1a]
  /// The format's major version.
  public static let major: UInt16 = 1
  /// The format's minor version.
  public static let minor: UInt16 = 0
  /// The bytes before the first machine.
  static let headerLength = 112
  /// The bytes after the last chain.
  static let trailerLength = 8
  /// The bytes of a machine.
  static let machineLength = 64
  /// The bytes of a watched name, and of a chain.
  static let entryLength = 16

  /// The bytes of a record with so many entries.
  static func length(machines: Int, watches: Int, chains: Int) -> Int {
    headerLength + machineLength * machines + entryLength * (watches + chains) + trailerLength
  }
}

extension ScheduleTable {
  /// The size of a state's record in bytes.
  public var stateSize: Int {
    StateFormat.length(
      machines: machines.count,
      watches: plan.watches.count,
      chains: plan.chainStarts.count
    )
  }
}
