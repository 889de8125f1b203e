// SPDX-License-Identifier: Apache-2.0

// The names are those of C, and the contracts stand in recipec.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CRecipeRuntime

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// Begins a run of a table.
@c @implementation
public func recipec_state_new(
  _ table: OpaquePointer?,
  _ state: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let state else { throw .missing("state") }
    state.pointee = nil
    let table = try openTable(table)
    state.pointee = makeHandle(of: ScheduleRun(table.pointee.table))
  }
}

/// Makes a state of its own that is the same.
@c @implementation
public func recipec_state_copy(
  _ state: OpaquePointer?,
  _ copy: UnsafeMutablePointer<OpaquePointer?>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    guard let copy else { throw .missing("copy") }
    copy.pointee = nil
    let state = try openState(state)
    copy.pointee = makeHandle(of: state.pointee.run)
  }
}

/// Frees a state.
@c @implementation
public func recipec_state_free(_ state: OpaquePointer?) {
  guard let state = try? openState(state) else { return }
  state.pointee.seal = Seal.closed
  state.deinitialize(count: 1)
  state.deallocate()
}

/// Reports a metric.
@c @implementation
public func recipec_state_observe(
  _ state: OpaquePointer?,
  _ metric: UnsafePointer<CChar>?,
  _ value: Double,
  _ measured: Int64,
  _ effective: Int64,
  _ result: UnsafeMutablePointer<recipec_observation>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let state = try openState(state)
    guard let metric else { throw .missing("metric") }
    let observation: Observation
    do throws(ObservationError) {
      observation = try state.pointee.run.observe(
        text(metric),
        value,
        measuredAt: measured,
        effectiveAt: effective
      )
    } catch {
      throw Failure(error)
    }
    finish(observation, of: state, result)
  }
}

/// Gives a signal.
@c @implementation
public func recipec_state_signal(
  _ state: OpaquePointer?,
  _ name: UnsafePointer<CChar>?,
  _ effective: Int64,
  _ result: UnsafeMutablePointer<recipec_observation>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let state = try openState(state)
    guard let name else { throw .missing("name") }
    let observation: Observation
    do throws(ObservationError) {
      observation = try state.pointee.run.signal(text(name), effectiveAt: effective)
    } catch {
      throw Failure(error)
    }
    finish(observation, of: state, result)
  }
}

/// Says what a state is as a whole.
@c @implementation
public func recipec_state_get_info(
  _ state: OpaquePointer?,
  _ info: UnsafeMutablePointer<recipec_state_info>?,
  _ error: UnsafeMutablePointer<recipec_error>?
) -> recipec_status {
  report(to: error) { () throws(Failure) in
    let handle = try openState(state)
    guard let info else { throw .missing("info") }
    let state = handle.pointee.run.state
    var result = recipec_state_info()
    result.clock = state.clock
    result.accepted = state.accepted
    result.repeated = state.repeated
    result.fingerprint = state.fingerprint
    copy(state.digest.bytes, to: &result.table_digest)
    if let old = state.migratedFrom { copy(old.bytes, to: &result.migrated_from) }
    info.pointee = result
  }
}

/// Hands over what became of an observation, and lets cursors know if it changed a value.
private func finish(
  _ observation: Observation,
  of state: UnsafeMutablePointer<OpenState>,
  _ result: UnsafeMutablePointer<recipec_observation>?
) {
  if observation.cuts + observation.transitions > 0 { state.pointee.revision &+= 1 }
  guard let result else { return }
  result.pointee = recipec_observation(
    disposition: observation.disposition.rawValue,
    cuts: UInt32(clamping: observation.cuts),
    transitions: UInt32(clamping: observation.transitions),
    reserved: 0
  )
}
