// SPDX-License-Identifier: Apache-2.0

/// Where a track runs from a state's last event on.
///
/// The track has been in `region` since then and follows timeouts from there. Local time, in which
/// the regions are written, is the time of the run minus `offset`.
struct Course: Hashable, Sendable {
  /// The region that the last event led to; the track's first before any event.
  var region: Int
  /// The update of the run at which local time is 0.
  var offset: Int64
  /// The first update of the run that the course is about.
  var since: Int64
  /// Whether the last event ended the track; `region` is then the one that it left.
  var isEnded: Bool
}

extension ScheduleTable {
  /// The course of a track; without a state, or with one that has seen no event, that of no events.
  func course(ofTrack track: Int, _ state: ScheduleState?) -> Course {
    if let state, let chain = plan.chainOfTrack[track] { return course(of: state.chains[chain]) }
    return Course(region: tracks[track].firstRegion, offset: 0, since: 0, isEnded: false)
  }

  /// The course that a chain's state describes.
  func course(of chain: ChainState) -> Course {
    Course(
      region: chain.region,
      offset: chain.isEnded ? 0 : chain.entry - regions[chain.region].start,
      since: chain.isEntered ? chain.entry : 0,
      isEnded: chain.isEnded
    )
  }

  /// The first update of the run past the end of a course; 2^53 or more for one that does not end.
  func end(of course: Course) -> Int64 {
    course.isEnded ? course.since : runEnds[course.region].end + course.offset
  }

  /// The first update of the run past the end of a course, for people; `nil` for one that never ends.
  ///
  /// What an event has begun earlier than it is written stays without an end, although its last row runs
  /// out as much earlier than 2^53.
  func knownEnd(of course: Course) -> Int64? {
    let isEndless = !course.isEnded && runEnds[course.region].end == ScheduleTable.openLength
    let end = end(of: course)
    return isEndless || end >= ScheduleTable.openLength ? nil : end
  }

  /// The region of a course at an update of the run that is in its course and before its end.
  func region(of course: Course, at t: Int64) -> Int {
    region(from: course.region, at: t - course.offset)
  }

  /// The region whose response goes on past the end of a course.
  func lastRegion(of course: Course) -> Int {
    course.isEnded ? course.region : runEnds[course.region].region
  }

  /// The factors of a track in a region under a state; `nil` stands for no cuts.
  func factors(ofTrack track: Int, inRegion region: Int, _ state: ScheduleState?) -> ValueFactors {
    let multiplier = tracks[track].multiplier
    guard let response = regions[region].response else {
      return ValueFactors(multiplier: multiplier)
    }
    let count = machines[response.machine].levelCount
    return ValueFactors(
      multiplier: multiplier,
      levels: levels[response.firstLevel..<response.firstLevel + count],
      floor: response.floor,
      cuts: state.map { Int($0.machines[response.machine].cuts) } ?? 0
    )
  }

  /// Refuses an update before the last cut of the machine that a region answers to.
  func checkState(
    _ state: ScheduleState?,
    inRegion region: Int,
    at t: Int64
  ) throws(EvaluationError) {
    guard let state, let response = regions[region].response else { return }
    let changed = state.machines[response.machine].changedAt
    if t < changed { throw .beforeState(update: t, since: changed) }
  }
}
