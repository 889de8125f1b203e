// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// The value of a track at an update.
@c @implementation
public func recipec_value(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ t: Int64,
  _ value: UnsafeMutablePointer<Double>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let table = try openTable(table)
    let state = try optionalState(state)
    guard let value else { throw .missing("value") }
    do throws(EvaluationError) {
      value.pointee = try table.pointee.table.value(
        track: Int(clamping: track),
        at: t,
        state: state?.pointee.run.state
      )
    } catch {
      throw Failure(error)
    }
  }
}

/// The values at consecutive updates.
@c @implementation
public func recipec_fill(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ first: Int64,
  _ count: Int,
  _ values: UnsafeMutablePointer<Double>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  fill(table, state, track, first, count, values, isSingle: false, error)
}

/// The values at consecutive updates in single precision.
@c @implementation
public func recipec_fill_f32(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ first: Int64,
  _ count: Int,
  _ values: UnsafeMutablePointer<Float>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  fill(table, state, track, first, count, values, isSingle: true, error)
}

/// Fills doubles, or floats.
@inline(never)
private func fill(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ first: Int64,
  _ count: Int,
  _ values: UnsafeMutableRawPointer?,
  isSingle: Bool,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let table = try openTable(table).pointee.table
    let state = try optionalState(state)?.pointee.run.state
    let range = try updates(from: first, count: count)
    if values == nil && count > 0 { throw .missing("values") }
    let track = Int(clamping: track)
    do throws(EvaluationError) {
      if isSingle {
        let floats = values?.assumingMemoryBound(to: Float.self)
        let buffer = UnsafeMutableBufferPointer(start: floats, count: count)
        try table.fill(track: track, range: range, into: buffer, state: state)
      } else {
        let doubles = values?.assumingMemoryBound(to: Double.self)
        let buffer = UnsafeMutableBufferPointer(start: doubles, count: count)
        try table.fill(track: track, range: range, into: buffer, state: state)
      }
    } catch {
      throw Failure(error)
    }
  }
}

/// The values at updates in any order.
@c @implementation
public func recipec_gather(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ positions: UnsafePointer<Int64>?,
  _ count: Int,
  _ values: UnsafeMutablePointer<Double>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let table = try openTable(table)
    let state = try optionalState(state)
    if count < 0 || count > Int.max / MemoryLayout<Double>.stride {
      throw Failure(
        RECIPEC_OUT_OF_RANGE,
        "`count` is beyond what memory can hold: pass a smaller one"
      )
    }
    if count > 0 && positions == nil { throw .missing("positions") }
    if count > 0 && values == nil { throw .missing("values") }
    do throws(EvaluationError) {
      try table.pointee.table.gather(
        track: Int(clamping: track),
        at: UnsafeBufferPointer(start: positions, count: count),
        into: UnsafeMutableBufferPointer(start: values, count: count),
        state: state?.pointee.run.state
      )
    } catch {
      throw Failure(error)
    }
  }
}

/// The first update past the end of a track.
@c @implementation
public func recipec_track_end(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ track: UInt32,
  _ end: UnsafeMutablePointer<Int64>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let table = try openTable(table)
    let state = try optionalState(state)
    guard let end else { throw .missing("end") }
    do throws(EvaluationError) {
      let known = try table.pointee.table.end(
        ofTrack: Int(clamping: track),
        state: state?.pointee.run.state
      )
      end.pointee = known ?? ScheduleTable.openLength
    } catch {
      throw Failure(error)
    }
  }
}

/// Whether the run is over at an update.
@c @implementation
public func recipec_is_finished(
  _ table: OpaquePointer?,
  _ state: OpaquePointer?,
  _ t: Int64,
  _ finished: UnsafeMutablePointer<Int32>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let table = try openTable(table)
    let state = try optionalState(state)
    guard let finished else { throw .missing("finished") }
    try checkUpdate(t)
    let isFinished: Bool
    if let state {
      if state.pointee.run.state.digest != table.pointee.table.digest {
        throw Failure(EvaluationError.foreignState)
      }
      isFinished = state.pointee.run.isFinished(at: t)
    } else {
      isFinished = ScheduleRun(table.pointee.table).isFinished(at: t)
    }
    finished.pointee = isFinished ? 1 : 0
  }
}

/// The state that an argument stands for, if it is not NULL.
@inline(__always)
func optionalState(_ handle: OpaquePointer?) throws(Failure) -> UnsafeMutablePointer<OpenState>? {
  handle == nil ? nil : try openState(handle)
}

/// Refuses what is not an update.
func checkUpdate(_ t: Int64) throws(Failure) {
  if t < 0 || t >= ScheduleTable.openLength {
    throw Failure(EvaluationError.updateOutOfRange(t))
  }
}

/// So many updates from a first one, if all of them are updates.
private func updates(from first: Int64, count: Int) throws(Failure) -> Range<Int64> {
  if first < 0 || first > ScheduleTable.openLength {
    throw Failure(EvaluationError.updateOutOfRange(first))
  }
  guard count >= 0, Int64(count) <= ScheduleTable.openLength - first else {
    throw Failure(EvaluationError.updateOutOfRange(ScheduleTable.openLength))
  }
  return first..<first + Int64(count)
}
