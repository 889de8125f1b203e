// SPDX-License-Identifier: Apache-2.0

/// What a trainer saves beside its weights: a state, and, to be safe, the table it belongs to.
///
/// With the table a checkpoint can be continued under another table wherever nothing changes from
/// here on, and a change can be named. Without it only the very same table will do.
public struct Checkpoint: Hashable, Sendable {
  /// The record of the state.
  let record: [UInt8]
  /// The digest of the state's table.
  public let digest: Digest
  /// The table, if the checkpoint carries it.
  public let table: ScheduleTable?

  /// Makes a checkpoint of a run.
  public init(of run: ScheduleRun, carriesTable: Bool = true) {
    record = run.state.encoded(isFollowedByTable: carriesTable)
    digest = run.state.digest
    table = carriesTable ? run.table : nil
  }

  /// The bytes to save.
  public func encoded() -> [UInt8] { record + (table?.encoded() ?? []) }

  /// Reads the bytes of a checkpoint, or of a bare state.
  ///
  /// - Throws: what is wrong with the record or with the table.
  public init(
    decoding bytes: [UInt8],
    limits: TableLimits = .default
  ) throws(RestorationError) {
    do throws(StateError) {
      let header = try StateHeader(bytes)
      if !header.isFollowedByTable && bytes.count != header.length {
        throw .wrongLength(found: bytes.count, expected: header.length)
      }
      record = Array(bytes[..<header.length])
      digest = header.digest
    } catch {
      throw .state(error)
    }
    if record.count == bytes.count {
      // A record that says that a table follows was cut off right behind it.
      if record[12] & 1 != 0 { throw .tableMissing }
      table = nil
      return
    }
    do throws(TableError) {
      table = try ScheduleTable(decoding: Array(bytes[record.count...]), limits: limits)
    } catch {
      throw .table(error)
    }
    if let found = table?.digest, found != digest {
      throw .state(.otherTable(found: digest, expected: found))
    }
  }

  /// The state under a table that has the checkpoint's digest.
  func state(for table: ScheduleTable) throws(RestorationError) -> ScheduleState {
    do throws(StateError) {
      return try ScheduleState(decoding: record, for: table)
    } catch {
      throw .state(error)
    }
  }
}
