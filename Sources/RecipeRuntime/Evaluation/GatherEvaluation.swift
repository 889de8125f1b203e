// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// The values of a track at updates in any order, each with the bits of `value(track:at:state:)`.
  ///
  /// - Throws: as `value(track:at:state:)` does at the first position without a value.
  public func values(
    track: Int,
    at positions: [Int64],
    state: ScheduleState? = nil
  ) throws(EvaluationError) -> [Double] {
    let gather = try Gather(self, track: track, state)
    // Filled beforehand: appending one by one takes longer than the values.
    var values = [Double](repeating: 0, count: positions.count)
    var output = values.mutableSpan
    try gather.write(&output, at: positions.span)
    return values
  }

  /// Writes the values of a track at updates in any order, each with the bits of
  /// `value(track:at:state:)`.
  ///
  /// - Parameters:
  ///   - track: The index of the track.
  ///   - positions: The updates.
  ///   - buffer: Room for exactly as many values; what it holds after an error means nothing.
  ///   - state: What metrics and signals have done so far; `nil` stands for nothing.
  /// - Throws: `bufferSize`, and what `value(track:at:state:)` throws at the first position without a
  ///   value.
  public func gather(
    track: Int,
    at positions: UnsafeBufferPointer<Int64>,
    into buffer: UnsafeMutableBufferPointer<Double>,
    state: ScheduleState? = nil
  ) throws(EvaluationError) {
    if positions.count != buffer.count {
      throw .bufferSize(expected: positions.count, found: buffer.count)
    }
    let gather = try Gather(self, track: track, state)
    var output = unsafe buffer.mutableSpan
    try unsafe gather.write(&output, at: positions.span)
  }
}

/// The evaluation of a track at one update after another, in any order.
private struct Gather {
  /// Updates of the run whose pieces the index knows and whose values have the same factors.
  private struct Window {
    /// The first update.
    let start: Int64
    /// The number of updates.
    let count: UInt64
    /// The stretch that they lie in.
    let stretch: PieceIndex.Stretch
    /// The factors of all of their values.
    let factors: ValueFactors

    @inline(__always)
    func contains(_ t: Int64) -> Bool { UInt64(bitPattern: t &- start) < count }
  }

  private let table: ScheduleTable
  private let track: Int
  private let course: Course
  private let state: ScheduleState?

  init(_ table: ScheduleTable, track: Int, _ state: ScheduleState?) throws(EvaluationError) {
    try table.checkTrack(track)
    try table.checkOwner(of: state)
    self.table = table
    self.track = track
    self.state = state
    course = table.course(ofTrack: track, state)
  }

  /// Writes the value at each position; there is room for as many.
  func write(
    _ output: inout MutableSpan<Double>,
    at positions: Span<Int64>
  ) throws(EvaluationError) {
    var place = 0
    while place < positions.count {
      let t = positions[place]
      output[place] = try table.value(track: track, at: t, state: state)
      place += 1
      if let window = window(around: t) {
        place = write(&output, from: place, at: positions, while: window)
      }
    }
  }

  /// Writes values as long as positions lie in a window.
  ///
  /// - Returns: The place of the first position that does not.
  private func write(
    _ output: inout MutableSpan<Double>,
    from first: Int,
    at positions: Span<Int64>,
    while window: Window
  ) -> Int {
    let stretch = window.stretch
    let pieces = Int(stretch.firstPiece)..<Int(stretch.firstPiece + stretch.pieceCount)
    let entries = Int(stretch.firstBucket)..<Int(stretch.firstBucket + stretch.bucketCount + 2)
    let starts = table.starts.span.extracting(pieces)
    let bodies = table.bodies.span.extracting(pieces)
    let buckets = table.index.buckets.span.extracting(entries)
    let (factors, offset) = (window.factors, course.offset)
    var place = first
    while place < positions.count {
      let t = unsafe positions[unchecked: place]
      if !window.contains(t) { break }
      let local = t &- offset
      let bucket = stretch.bucket(at: local)
      let low = unsafe Int(buckets[unchecked: bucket])
      let high = unsafe Int(buckets[unchecked: bucket &+ 1])
      var piece = unsafe starts[unchecked: high] <= local ? high : low
      if high &- low > 1 { piece = Gather.search(starts, from: low, to: high, at: local) }
      unsafe output[unchecked: place] = factors.value(bodies[unchecked: piece].value(at: local))
      place &+= 1
    }
    return place
  }

  /// The last of the pieces from one to another that starts at or before an update.
  @inline(never)
  private static func search(
    _ starts: Span<Int64>,
    from low: Int,
    to high: Int,
    at t: Int64
  ) -> Int {
    low + lastIndex(in: high - low + 1, at: t) { starts[low + $0] }
  }

  /// The window around an update that has a value; `nil` where the index does not cover it.
  private func window(around t: Int64) -> Window? {
    if t >= table.end(of: course) { return nil }
    let region = table.region(of: course, at: t)
    let rule = table.regions[region]
    guard rule.grid == 1, rule.period == 0, let stretch = table.index.stretch(ofRegion: region)
    else { return nil }
    var (start, end) = (rule.start, rule.end)
    if stretch.isUniform { (start, end) = (stretch.start, stretch.end) }
    // What lies before the course began, or before the last cut, has other values or none.
    start = max(start + course.offset, course.since)
    if let state, let response = rule.response {
      start = max(start, state.machines[response.machine].changedAt)
    }
    return Window(
      start: start,
      count: UInt64(end + course.offset - start),
      stretch: stretch,
      factors: table.factors(ofTrack: track, inRegion: region, state)
    )
  }
}
