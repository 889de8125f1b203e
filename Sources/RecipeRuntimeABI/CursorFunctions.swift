// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// Sets a cursor on a track.
@c @implementation
public func recipec_cursor_init(
  _ cursor: UnsafeMutablePointer<recipec_cursor>?,
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let cursor else { throw .missing("cursor") }
    cursor.pointee.opaque.0 = Seal.closed
    let table = try openTable(table)
    let state = try optionalState(state)
    do throws(EvaluationError) {
      // Refuses what no value could be asked for of.
      _ = try table.pointee.table.end(
        ofTrack: Int(clamping: track),
        state: state?.pointee.run.state
      )
    } catch {
      throw Failure(error)
    }
    UnsafeMutableRawPointer(cursor).storeBytes(
      of: OpenCursor(table, state, track: Int(clamping: track)),
      as: OpenCursor.self
    )
  }
}

// Optimized for speed where the library is for size: this is the call that a trainer makes for every
// update, and copies that are made byte by byte would take most of its time.
/// The value of a cursor's track at an update.
@_optimize(speed)
@c @implementation
public func recipec_cursor_value(
  _ cursor: UnsafeMutablePointer<recipec_cursor>?,
  _ t: Int64,
  _ value: UnsafeMutablePointer<Double>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  if let cursor, let value, Seal.marks(cursor, Seal.cursor),
    openCursor(cursor).pointee.remembers(t)
  {
    value.pointee = openCursor(cursor).pointee.value(at: t)
    if let error { writeSuccess(to: error) }
    return recipec_status(RECIPEC_OK)
  }
  return findValue(cursor, t, value, error)
}

/// The value at an update that is not in the stretch that the cursor knows.
@inline(never)
private func findValue(
  _ cursor: UnsafeMutablePointer<recipec_cursor>?,
  _ t: Int64,
  _ value: UnsafeMutablePointer<Double>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let cursor else { throw .missing("cursor") }
    guard let value else { throw .missing("value") }
    guard Seal.marks(cursor, Seal.cursor) else { throw .notAHandle("cursor") }
    do throws(EvaluationError) {
      value.pointee = try openCursor(cursor).pointee.find(t)
    } catch {
      throw Failure(error)
    }
  }
}

/// What lies in a cursor that has been set.
@inline(__always)
private func openCursor(
  _ cursor: UnsafeMutablePointer<recipec_cursor>
) -> UnsafeMutablePointer<OpenCursor> {
  UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: OpenCursor.self)
}
