// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// Writes a state into bytes, with its table or without.
@c @implementation
public func recipec_state_save(
  _ state: OpaquePointer?,
  _ withTable: Int32,
  _ buffer: UnsafeMutableRawPointer?,
  _ capacity: Int,
  _ size: UnsafeMutablePointer<Int>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let state = try openState(state)
    guard let size else { throw .missing("size") }
    let run = state.pointee.run
    let bytes = withTable == 0 ? run.state.encoded() : Checkpoint(of: run).encoded()
    size.pointee = bytes.count
    guard let buffer else {
      if capacity == 0 { return }
      throw .missing("buffer")
    }
    if capacity < bytes.count {
      throw Failure(
        RECIPEC_BUFFER_TOO_SMALL,
        "the buffer has room for \(capacity) bytes and \(bytes.count) are needed: pass a larger one"
      )
    }
    buffer.copyMemory(from: bytes, byteCount: bytes.count)
  }
}

/// Goes on from a checkpoint.
@c @implementation
public func recipec_state_restore(
  _ table: OpaquePointer?,
  _ bytes: UnsafeRawPointer?,
  _ size: Int,
  _ t: Int64,
  _ state: UnsafeMutablePointer<OpaquePointer?>?,
  _ isSameTable: UnsafeMutablePointer<Int32>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let state else { throw .missing("state") }
    state.pointee = nil
    let table = try openTable(table)
    let bytes = try checkpoint(bytes, size, goingOnFrom: t)
    let restoration: Restoration
    do throws(RestorationError) {
      restoration = try table.pointee.table.restore(bytes, at: t)
      // A table's own checkpoints go on from wherever they are asked to; a trainer that starts over
      // from an earlier update has loaded other weights.
      let clock = restoration.state.clock
      if t < clock { throw .updateBeforeState(update: t, clock: clock) }
    } catch {
      throw Failure(error)
    }
    isSameTable?.pointee = restoration.grounds == .sameTable ? 1 : 0
    state.pointee = makeHandle(of: restoration.run)
  }
}

/// Goes on from a checkpoint of another table on purpose.
@c @implementation
public func recipec_state_migrate(
  _ table: OpaquePointer?,
  _ bytes: UnsafeRawPointer?,
  _ size: Int,
  _ t: Int64,
  _ state: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let state else { throw .missing("state") }
    state.pointee = nil
    let table = try openTable(table)
    let bytes = try checkpoint(bytes, size, goingOnFrom: t)
    do throws(RestorationError) {
      let restoration = try table.pointee.table.migrate(bytes, at: t)
      state.pointee = makeHandle(of: restoration.run)
    } catch {
      throw Failure(error)
    }
  }
}

/// Copies the bytes of a checkpoint, after looking at what is beside them.
private func checkpoint(
  _ bytes: UnsafeRawPointer?,
  _ size: Int,
  goingOnFrom t: Int64
) throws(Failure) -> [UInt8] {
  guard let bytes, size >= 0 else { throw .missing("bytes") }
  try checkUpdate(t)
  try checkMemory(for: size)
  return [UInt8](UnsafeRawBufferPointer(start: bytes, count: size))
}
