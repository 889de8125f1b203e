// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// Writes the values of a track at consecutive updates, each with the bits of `value(track:at:state:)`.
  ///
  /// - Parameters:
  ///   - track: The index of the track.
  ///   - range: The updates, within 0..<2^53; they may reach past the end.
  ///   - buffer: Room for exactly as many values; it is left alone when an error is thrown.
  ///   - state: What metrics and signals have done so far; `nil` stands for nothing.
  ///   - path: The code that computes; only tests and measurements have reason to choose one.
  /// - Throws: `bufferSize`, and what `value(track:at:state:)` throws.
  public func fill(
    track: Int,
    range: Range<Int64>,
    into buffer: UnsafeMutableBufferPointer<Double>,
    state: ScheduleState? = nil,
    path: EvaluationPath = .preferred
  ) throws(EvaluationError) {
    let course = try checkRange(range, track: track, room: buffer.count, state)
    guard let output = buffer.baseAddress, !range.isEmpty else { return }
    var values = unsafe FillOutput(output, count: range.count)
    unsafe fillChecked(track, course, range, &values, state, path)
  }

  /// Writes the values of a track at consecutive updates in single precision.
  ///
  /// Each value is that of `value(track:at:state:)`, rounded once to nearest; the arithmetic before that is
  /// in double precision.
  ///
  /// - Throws: as the double-precision `fill` does.
  public func fill(
    track: Int,
    range: Range<Int64>,
    into buffer: UnsafeMutableBufferPointer<Float>,
    state: ScheduleState? = nil,
    path: EvaluationPath = .preferred
  ) throws(EvaluationError) {
    let course = try checkRange(range, track: track, room: buffer.count, state)
    guard let output = buffer.baseAddress, !range.isEmpty else { return }
    var values = unsafe FillOutput(output, count: range.count)
    unsafe fillChecked(track, course, range, &values, state, path)
  }

  /// The values of a track at consecutive updates.
  ///
  /// All of them are in memory at once, so the size of the range is the caller's to bound.
  ///
  /// - Throws: as `fill` does.
  public func values(
    track: Int,
    range: Range<Int64>,
    state: ScheduleState? = nil,
    path: EvaluationPath = .preferred
  ) throws(EvaluationError) -> [Double] {
    let course = try checkRange(range, track: track, room: nil, state)
    return unsafe [Double](unsafeUninitializedCapacity: range.count) { buffer, count in
      guard let output = buffer.baseAddress, !range.isEmpty else { return }
      var values = unsafe FillOutput(output, count: range.count)
      unsafe fillChecked(track, course, range, &values, state, path)
      count = range.count
    }
  }

  /// Refuses a range that is not wholly defined or does not fill the room, if there is a given room.
  private func checkRange(
    _ range: Range<Int64>,
    track: Int,
    room: Int?,
    _ state: ScheduleState?
  ) throws(EvaluationError) -> Course {
    try checkTrack(track)
    try checkOwner(of: state)
    if range.lowerBound < 0 { throw .updateOutOfRange(range.lowerBound) }
    if range.upperBound > 1 << 53 { throw .updateOutOfRange(range.upperBound - 1) }
    let expected = range.upperBound - range.lowerBound
    if let room, Int64(room) != expected {
      throw .bufferSize(expected: Int(clamping: expected), found: room)
    }
    let course = course(ofTrack: track, state)
    if range.isEmpty { return course }
    if range.lowerBound < course.since {
      throw .beforeState(update: range.lowerBound, since: course.since)
    }
    let end = end(of: course)
    if range.upperBound > end, tracks[track].after == .error {
      throw .pastEnd(update: max(range.lowerBound, end), length: end)
    }
    try checkCuts(range, track: track, on: course, end: end, state)
    return course
  }

  /// Refuses a range that begins before a cut in one of the regions it passes through.
  private func checkCuts(
    _ range: Range<Int64>,
    track: Int,
    on course: Course,
    end: Int64,
    _ state: ScheduleState?
  ) throws(EvaluationError) {
    guard let state, state.machines.contains(where: { $0.changedAt > range.lowerBound }) else {
      return
    }
    var t = range.lowerBound
    while t < min(range.upperBound, end) {
      let region = region(of: course, at: t)
      try checkState(state, inRegion: region, at: t)
      t = regions[region].end + course.offset
    }
    // What a track holds past its end owes nothing to the cuts.
    if range.upperBound > end, case .continues = tracks[track].after {
      try checkState(state, inRegion: lastRegion(of: course), at: max(range.lowerBound, end))
    }
  }

  /// Writes a range that has been checked: what lies before the end, then what lies past it.
  private func fillChecked(
    _ track: Int,
    _ course: Course,
    _ range: Range<Int64>,
    _ output: inout FillOutput,
    _ state: ScheduleState?,
    _ path: EvaluationPath
  ) {
    let end = end(of: course)
    var t = range.lowerBound
    while t < range.upperBound {
      let count: Int
      if t < end {
        count = Int(min(range.upperBound, end) - t)
        unsafe fillScheduled(track, course, t..<t + Int64(count), &output, state, path)
      } else if let value = valuePastEnd(ofTrack: track, on: course, state) {
        count = Int(range.upperBound - t)
        unsafe output.append(repeating: value, count: count, path)
      } else {
        let scheduled = t % end
        count = Int(min(range.upperBound - t, end - scheduled))
        let updates = scheduled..<scheduled + Int64(count)
        unsafe fillScheduled(track, course, updates, &output, state, path)
      }
      t += Int64(count)
    }
  }

  /// The one value that a track has past its end; `nil` for one that repeats.
  private func valuePastEnd(
    ofTrack track: Int,
    on course: Course,
    _ state: ScheduleState?
  ) -> Double? {
    switch tracks[track].after {
    case .hold(let value): tracks[track].multiplier * value
    case .continues(let value):
      factors(ofTrack: track, inRegion: lastRegion(of: course), state).value(value)
    // A range that reaches past such an end has been refused.
    case .repeats, .error: nil
    }
  }

  /// Writes a range that lies before the end, region by region.
  private func fillScheduled(
    _ track: Int,
    _ course: Course,
    _ range: Range<Int64>,
    _ output: inout FillOutput,
    _ state: ScheduleState?,
    _ path: EvaluationPath
  ) {
    var t = range.lowerBound - course.offset
    let last = range.upperBound - course.offset
    var region: Int? = self.region(from: course.region, at: t)
    while t < last, let current = region {
      let end = min(last, regions[current].end)
      let factors = factors(ofTrack: track, inRegion: current, state)
      if regions[current].grid > 1 {
        unsafe fillGrid(current, t..<end, course.offset, factors, &output, path)
      } else {
        unsafe fillPeriods(current, t..<end, factors, &output, path)
      }
      t = end
      region = regions[current].timeout
    }
  }

  /// Writes a range within one region without a grid, period by period.
  private func fillPeriods(
    _ region: Int,
    _ range: Range<Int64>,
    _ factors: ValueFactors,
    _ output: inout FillOutput,
    _ path: EvaluationPath
  ) {
    var t = range.lowerBound
    while t < range.upperBound {
      let first = regions[region].sampled(t)
      let count = min(range.upperBound - t, regions[region].pieceEnd - first)
      unsafe fillPieces(region, first..<first + count, factors, &output, path)
      t += count
    }
  }

  /// Writes a range within the pieces of one region, piece by piece.
  private func fillPieces(
    _ region: Int,
    _ range: Range<Int64>,
    _ factors: ValueFactors,
    _ output: inout FillOutput,
    _ path: EvaluationPath
  ) {
    var t = range.lowerBound
    var piece = self.piece(inRegion: region, at: t)
    while t < range.upperBound {
      let end = min(range.upperBound, updates(ofPiece: piece, inRegion: region).upperBound)
      let fill = PieceFill(body: bodies[piece], factors: factors)
      unsafe fill.write(&output, from: t, count: Int(end - t), path)
      t = end
      piece += 1
    }
  }

  /// Writes a range within one region with a grid, one sampled value after the other.
  private func fillGrid(
    _ region: Int,
    _ range: Range<Int64>,
    _ offset: Int64,
    _ factors: ValueFactors,
    _ output: inout FillOutput,
    _ path: EvaluationPath
  ) {
    let (grid, anchor) = (regions[region].grid, regions[region].gridAnchor - offset)
    var t = range.lowerBound
    while t < range.upperBound {
      let remainder = (t - anchor) % grid
      let untilNextSample = remainder < 0 ? -remainder : grid - remainder
      let end = min(range.upperBound, t + untilNextSample)
      let sampled = regions[region].sampled(t, offset: offset)
      let piece = self.piece(inRegion: region, at: sampled)
      let value = factors.value(bodies[piece].value(at: sampled))
      unsafe output.append(repeating: value, count: Int(end - t), path)
      t = end
    }
  }
}
