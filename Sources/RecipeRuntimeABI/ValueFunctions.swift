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
  report(to: error) { () throws(Failure) in
    let table = try openTable(table)
    let state = try optionalState(state)
    let updates = try updates(from: first, count: count)
    if values == nil && count > 0 { throw .missing("values") }
    do throws(EvaluationError) {
      try table.pointee.table.fill(
        track: Int(clamping: track),
        range: updates,
        into: UnsafeMutableBufferPointer(start: values, count: count),
        state: state?.pointee.run.state
      )
    } catch {
      throw Failure(error)
    }
  }
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
  report(to: error) { () throws(Failure) in
    let table = try openTable(table)
    let state = try optionalState(state)
    let updates = try updates(from: first, count: count)
    if values == nil && count > 0 { throw .missing("values") }
    do throws(EvaluationError) {
      try table.pointee.table.fill(
        track: Int(clamping: track),
        range: updates,
        into: UnsafeMutableBufferPointer(start: values, count: count),
        state: state?.pointee.run.state
      )
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
    // Blocks, so that the memory that is needed does not depend on the count.
    let blockSize = 1024
    var done = 0
    repeat {
      let part = UnsafeBufferPointer(
        start: positions.map { $0 + done },
        count: min(blockSize, count - done)
      )
      do throws(EvaluationError) {
        let block = try table.pointee.table.values(
          track: Int(clamping: track),
          at: Array(part),
          state: state?.pointee.run.state
        )
        for value in block {
          values?[done] = value
          done += 1
        }
      } catch {
        throw Failure(error)
      }
    } while done < count
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
    let run = state?.pointee.run ?? ScheduleRun(table.pointee.table)
    if run.table.digest != table.pointee.table.digest {
      throw Failure(EvaluationError.foreignState)
    }
    finished.pointee = run.isFinished(at: t) ? 1 : 0
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
