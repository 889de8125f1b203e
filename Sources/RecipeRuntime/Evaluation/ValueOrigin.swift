// SPDX-License-Identifier: Apache-2.0

/// Where in a table the value of a track at an update comes from, step by step.
package struct ValueOrigin: Hashable, Sendable {
  /// What is multiplied and cut.
  package enum Base: Hashable, Sendable {
    /// The polynomial of a piece at a local update.
    case piece(Int, sampled: Int64)
    /// The number that is held past the end of the track.
    case held(Double)
    /// The number that goes on past the end under the response of the last region.
    case continued(Double)
  }

  /// The update of the run whose value it is: another one than was asked for past the end of a track that
  /// repeats.
  package let update: Int64
  /// The region; past the end of the track its last one.
  package let region: Int
  /// By how much updates of the run are larger than those of the region.
  package let offset: Int64
  /// What is multiplied and cut.
  package let base: Base
  /// The value before any cut, with the multiplier.
  package let uncut: Double
  /// The value that the cuts lead to, before the floor; `uncut` without any.
  package let cut: Double
  /// The floor with the multiplier; 0 for none.
  package let floor: Double
  /// The value.
  package let value: Double
  /// Whether an event has moved the track.
  package let isMoved: Bool
  /// The update at which it did; 0 without one.
  package let since: Int64
  /// The first update past the end of the track; `nil` for one that waits for an event, or never ends.
  package let end: Int64?
}

extension ScheduleTable {
  /// Finds where the value of a track at an update comes from.
  ///
  /// - Throws: as `value(track:at:state:)`, whose bits `ValueOrigin.value` has.
  package func origin(
    track: Int,
    at t: Int64,
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> ValueOrigin {
    try checkTrack(track)
    try checkOwner(of: state)
    let course = course(ofTrack: track, state)
    let placement = try placement(of: t, inTrack: track, on: course)
    let region: Int
    var update = t
    let base: ValueOrigin.Base
    let number: Double
    switch placement {
    case .scheduled(let scheduled):
      update = scheduled
      region = self.region(of: course, at: scheduled)
      let sampled = regions[region].sampled(scheduled - course.offset, offset: course.offset)
      let piece = piece(inRegion: region, at: sampled)
      base = .piece(piece, sampled: sampled)
      number = bodies[piece].value(at: sampled)
    case .held(let value):
      region = lastRegion(of: course)
      base = .held(value)
      number = value
    case .continued(let value):
      region = lastRegion(of: course)
      base = .continued(value)
      number = value
    }
    var factors = ValueFactors(multiplier: tracks[track].multiplier)
    if case .held = base {
    } else {
      try checkState(state, inRegion: region, at: t)
      factors = self.factors(ofTrack: track, inRegion: region, state)
    }
    return ValueOrigin(
      update: update,
      region: region,
      offset: course.offset,
      base: base,
      uncut: factors.base * number,
      cut: factors.reduced * number,
      floor: factors.floor,
      value: factors.value(number),
      isMoved: isMoved(track, state),
      since: course.since,
      end: knownEnd(of: course)
    )
  }

  /// Whether an event has moved a track.
  private func isMoved(_ track: Int, _ state: ScheduleState?) -> Bool {
    guard let state, let chain = plan.chainOfTrack[track] else { return false }
    return state.chains[chain].isEntered
  }
}
