// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// Whether an update lies past the end of the schedule, where `Track.after` decides.
  public func isPastEnd(_ t: Int64) -> Bool { t >= length }

  /// The value of a track at update `t`.
  ///
  /// - Throws: `noSuchTrack`; `updateOutOfRange` unless 0 ≤ t < 2^53; `pastEnd` from the length on
  ///   where the track's `after` is `error`.
  public func value(track: Int, at t: Int64) throws(EvaluationError) -> Double {
    try checkTrack(track)
    switch try placement(of: t, inTrack: track) {
    case .held(let value):
      return value
    case .scheduled(let t):
      let region = region(ofTrack: track, at: t)
      let sampled = regions[region].sampled(t)
      let piece = piece(inRegion: region, at: sampled)
      return tracks[track].multiplier * bodies[piece].value(at: sampled)
    }
  }

  /// The values of a track at updates in any order, each with the bits of `value(track:at:)`.
  ///
  /// Neighbouring positions that fall into one piece are found without a search.
  ///
  /// - Throws: as `value(track:at:)` does at the first position without a value.
  public func values(
    track: Int,
    at positions: [Int64]
  ) throws(EvaluationError) -> [Double] {
    try checkTrack(track)
    let multiplier = tracks[track].multiplier
    var cursor = PieceCursor(self, track: track)
    var values: [Double] = []
    values.reserveCapacity(positions.count)
    for position in positions {
      switch try placement(of: position, inTrack: track) {
      case .held(let value): values.append(value)
      case .scheduled(let t): values.append(multiplier * cursor.polynomialValue(at: t))
      }
    }
    return values
  }

  /// Where an update's value comes from.
  private enum Placement {
    /// From the pieces, at this update below the length.
    case scheduled(Int64)
    /// From what the track holds past its end.
    case held(Double)
  }

  /// Refuses updates without a value and finds where the value of the others comes from.
  private func placement(
    of t: Int64,
    inTrack track: Int
  ) throws(EvaluationError) -> Placement {
    if t < 0 || t >= 1 << 53 { throw .updateOutOfRange(t) }
    if t < length { return .scheduled(t) }
    switch tracks[track].after {
    case .hold(let value): return .held(value)
    case .repeats: return .scheduled(t % length)
    case .error: throw .pastEnd(update: t, length: length)
    }
  }

  /// Refuses the index of a track that does not exist.
  func checkTrack(_ track: Int) throws(EvaluationError) {
    if !tracks.indices.contains(track) { throw .noSuchTrack(track, count: tracks.count) }
  }
}
