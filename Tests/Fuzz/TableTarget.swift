// SPDX-License-Identifier: Apache-2.0

@testable import RecipeRuntime

/// Bytes as a table: refused, or a table like any other.
///
/// What is taken must encode to the same bytes, all evaluators must agree on it, and no story that it is
/// told may stop the program or lead to a state that its own record does not hold.
@_cdecl("LLVMFuzzerTestOneInput")
func testTable(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: size))
  guard let table = try? ScheduleTable(decoding: bytes) else { return 0 }
  precondition(table.encoded() == bytes, "the table encodes to other bytes")
  var inspection = RunInspection(ScheduleRun(table), seed: table.digest.word0)
  inspection.run()
  return 0
}

/// Mutates a table and mostly makes its lengths, digests and checksums right again.
@_cdecl("LLVMFuzzerCustomMutator")
func mutateTable(
  _ data: UnsafeMutablePointer<UInt8>,
  _ size: Int,
  _ maxSize: Int,
  _ seed: UInt32
) -> Int {
  Mutation.mutate(data, size, maxSize, seed, hot: 0) { bytes, seed in
    var repair = TableRepair(bytes: bytes, limit: maxSize)
    if seed % 16 != 0 { repair.repair() }
    return repair.bytes
  }
}
