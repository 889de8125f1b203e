// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime
internal import CRecipeRuntimeLibC

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// Opens a table that is in memory.
@c @implementation
public func recipec_table_open(
  _ bytes: UnsafeRawPointer?,
  _ size: Int,
  _ limits: UnsafePointer<recipec_limits>?,
  _ table: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let table else { throw .missing("table") }
    table.pointee = nil
    let limits = try tableLimits(limits)
    guard let bytes, size >= 0 else { throw .missing("bytes") }
    if size > limits.bytes {
      throw Failure(TableError.file(.tooLarge(found: Int64(size), limit: limits.bytes)))
    }
    try checkMemory(for: size)
    let copy = [UInt8](UnsafeRawBufferPointer(start: bytes, count: size))
    table.pointee = try open(copy, limits)
  }
}

/// Opens a table file.
@c @implementation
public func recipec_table_open_file(
  _ path: UnsafePointer<CChar>?,
  _ limits: UnsafePointer<recipec_limits>?,
  _ table: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let table else { throw .missing("table") }
    table.pointee = nil
    let limits = try tableLimits(limits)
    guard let path else { throw .missing("path") }
    table.pointee = try open(try read(path, atMost: limits.bytes), limits)
  }
}

/// Closes a table.
@c @implementation
public func recipec_table_close(_ table: OpaquePointer?) {
  guard let table = try? openTable(table) else { return }
  table.pointee.seal = Seal.closed
  table.pointee.texts.deallocate()
  table.deinitialize(count: 1)
  table.deallocate()
}

/// Makes a handle of the table in a file's bytes.
private func open(_ bytes: [UInt8], _ limits: TableLimits) throws(Failure) -> OpaquePointer {
  let table: ScheduleTable
  do throws(TableError) {
    table = try ScheduleTable(decoding: bytes, limits: limits)
  } catch {
    throw Failure(error)
  }
  let handle = UnsafeMutablePointer<OpenTable>.allocate(capacity: 1)
  handle.initialize(
    to: OpenTable(seal: Seal.table, table: table, texts: TableTexts(of: table))
  )
  return OpaquePointer(handle)
}

/// The limits that a caller wants.
private func tableLimits(
  _ limits: UnsafePointer<recipec_limits>?
) throws(Failure) -> TableLimits {
  guard let limits = limits?.pointee else { return .default }
  let reserved = limits.reserved
  if (reserved.0 | reserved.1 | reserved.2 | reserved.3 | reserved.4 | reserved.5 | reserved.6) != 0
  {
    throw Failure(RECIPEC_INVALID_ARGUMENT, "a reserved field of `limits` is not 0: clear it")
  }
  func chosen(_ limit: UInt64, _ usual: Int) -> Int { limit == 0 ? usual : Int(clamping: limit) }
  let usual = TableLimits.default
  return TableLimits(
    bytes: chosen(limits.bytes, usual.bytes),
    pieces: chosen(limits.pieces, usual.pieces),
    tracks: chosen(limits.tracks, usual.tracks),
    regions: chosen(limits.regions, usual.regions),
    machines: chosen(limits.machines, usual.machines),
    levels: chosen(limits.levels, usual.levels),
    phases: chosen(limits.phases, usual.phases),
    facts: chosen(limits.facts, usual.facts),
    textBytes: chosen(limits.text_bytes, usual.textBytes)
  )
}

/// Refuses work on so many bytes of a table if the memory for it is not to be had.
///
/// Where an allocation of the language fails the process ends, so a larger one is tried first: the
/// bytes, the parts made of them, and what lies in memory twice while arrays grow.
func checkMemory(for bytes: Int) throws(Failure) {
  let (size, overflow) = bytes.multipliedReportingOverflow(by: 8)
  guard !overflow, let block = malloc(size + 65_536) else { throw .noMemory }
  free(block)
}

/// Reads a file, but no more than one byte beyond a limit.
private func read(
  _ path: UnsafePointer<CChar>,
  atMost limit: Int
) throws(Failure) -> [UInt8] {
  let mode: StaticString = "rb"
  let modeBytes = UnsafeRawPointer(mode.utf8Start).assumingMemoryBound(to: CChar.self)
  guard let file = fopen(path, modeBytes) else { throw .unreadable }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  let blockSize = 65_536
  try checkMemory(for: blockSize)
  guard let block = malloc(blockSize) else { throw .noMemory }
  defer { free(block) }
  while bytes.count <= limit {
    let count = fread(block, 1, min(blockSize, limit + 1 - bytes.count), file)
    if count == 0 { break }
    try checkMemory(for: bytes.count + count)
    bytes += UnsafeRawBufferPointer(start: block, count: count)
  }
  if ferror(file) != 0 { throw .unreadable }
  return bytes
}

extension Failure {
  /// A file that is not there, or that cannot be read.
  fileprivate static let unreadable = Failure(
    RECIPEC_CANNOT_READ,
    "the file cannot be read: check the path and the permissions"
  )
}
