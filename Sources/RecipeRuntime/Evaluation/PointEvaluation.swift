// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// The value of a track at update `t`.
  ///
  /// - Parameters:
  ///   - track: The index of the track.
  ///   - t: An update from the state's last event on.
  ///   - state: What metrics and signals have done so far; `nil` stands for nothing.
  /// - Returns: The value that update `t` uses.
  /// - Throws: `noSuchTrack`; `updateOutOfRange` unless 0 ≤ t < 2^53; `beforeState` where the state
  ///   no longer knows the value; `pastEnd` from the track's end on where its `after` is `error`;
  ///   `foreignState` for the state of another table.
  public func value(
    track: Int,
    at t: Int64,
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> Double {
    try checkTrack(track)
    try checkOwner(of: state)
    let course = course(ofTrack: track, state)
    switch try placement(of: t, inTrack: track, on: course) {
    case .scheduled(let t):
      let region = region(of: course, at: t)
      try checkState(state, inRegion: region, at: t)
      let sampled = regions[region].sampled(t - course.offset, offset: course.offset)
      let piece = piece(inRegion: region, at: sampled)
      let factors = factors(ofTrack: track, inRegion: region, state)
      return factors.value(bodies[piece].value(at: sampled))
    case .held(let value):
      return tracks[track].multiplier * value
    case .continued(let value):
      let region = lastRegion(of: course)
      try checkState(state, inRegion: region, at: t)
      return factors(ofTrack: track, inRegion: region, state).value(value)
    }
  }

  /// Whether an update lies past the end of a track, where `Track.after` decides.
  ///
  /// - Throws: `noSuchTrack`, `updateOutOfRange` and `foreignState`.
  public func isPastEnd(
    track: Int,
    at t: Int64,
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> Bool {
    try checkTrack(track)
    try checkOwner(of: state)
    if t < 0 || t >= 1 << 53 { throw .updateOutOfRange(t) }
    return t >= end(of: course(ofTrack: track, state))
  }

  /// The first update past the end of a track; `nil` for one that waits for an event, or never ends.
  ///
  /// - Throws: `noSuchTrack` and `foreignState`.
  public func end(
    ofTrack track: Int,
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> Int64? {
    try checkTrack(track)
    try checkOwner(of: state)
    return knownEnd(of: course(ofTrack: track, state))
  }

  /// Where an update's value comes from.
  enum Placement {
    /// From the pieces, at this update of the run.
    case scheduled(Int64)
    /// From what the track holds past its end.
    case held(Double)
    /// From what goes on past the track's end under the last response.
    case continued(Double)
  }

  /// Refuses updates without a value and finds where the value of the others comes from.
  @inline(__always)
  func placement(
    of t: Int64,
    inTrack track: Int,
    on course: Course
  ) throws(EvaluationError) -> Placement {
    if t < 0 || t >= 1 << 53 { throw .updateOutOfRange(t) }
    if t < course.since { throw .beforeState(update: t, since: course.since) }
    let end = end(of: course)
    if t < end { return .scheduled(t) }
    switch tracks[track].after {
    case .hold(let value): return .held(value)
    case .continues(let value): return .continued(value)
    // Only a track that no event can move repeats, so its end is its length.
    case .repeats: return .scheduled(t % end)
    case .error: throw .pastEnd(update: t, length: end)
    }
  }

  /// Refuses the index of a track that does not exist.
  func checkTrack(_ track: Int) throws(EvaluationError) {
    if !tracks.indices.contains(track) { throw .noSuchTrack(track, count: tracks.count) }
  }

  /// Refuses the state of another table.
  func checkOwner(of state: ScheduleState?) throws(EvaluationError) {
    if let state, state.digest != digest { throw .foreignState }
  }
}
