// SPDX-License-Identifier: Apache-2.0

@testable import RecipeRuntime

/// Bytes as a checkpoint: refused, or one that goes on.
///
/// What is taken must encode to the same bytes, go on under its own table, and be moved to another one,
/// where it has a state that a record can hold.
@_cdecl("LLVMFuzzerTestOneInput")
func testCheckpoint(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let checkpoint = try? Checkpoint(decoding: bytes) else { return 0 }
  precondition(checkpoint.encoded() == bytes, "the checkpoint encodes to other bytes")
  guard let table = checkpoint.table, let restored = try? table.restore(bytes) else { return 0 }
  let record = restored.state.encoded(isFollowedByTable: true)
  precondition(record == Array(bytes[..<record.count]), "the state encodes to other bytes")
  let seed = CRC32C.checksum(of: bytes[...])
  var inspection = RunInspection(restored.run, seed: UInt64(seed))
  inspection.run()
  let start = max(0, restored.state.clock)
  if let moved = try? otherTable.migrate(bytes, at: start) {
    let again = try? ScheduleState(decoding: moved.state.encoded(), for: otherTable)
    precondition(again == moved.state, "a migrated state is none of its table")
    // A comparison may take long, so it is not made for every input.
    if seed % 64 == 0 { _ = try? otherTable.restore(bytes, at: start) }
  }
  return 0
}

/// Mutates a checkpoint and mostly makes its lengths, digests and checksums right again.
@_cdecl("LLVMFuzzerCustomMutator")
func mutateCheckpoint(
  _ data: UnsafeMutablePointer<UInt8>,
  _ size: Int,
  _ maxSize: Int,
  _ seed: UInt32
) -> Int {
  // The length of the record stands in bytes 16 to 19 of it.
  let length = size < 20 ? 0 : (16..<20).reversed().reduce(0) { $0 << 8 | Int(data[$1]) }
  return Mutation.mutate(data, size, maxSize, seed, hot: length) { bytes, seed in
    var repair = StateRepair(bytes: bytes, limit: maxSize)
    if seed % 16 != 0 { repair.repair(includingTable: seed & 16 != 0) }
    return repair.bytes
  }
}

/// A table with machines of every kind that checkpoints are moved to.
private let otherTable: ScheduleTable = {
  guard let table = try? SampleTable().build() else { preconditionFailure("the sample is broken") }
  return table
}()
