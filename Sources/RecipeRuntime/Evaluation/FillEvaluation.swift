// SPDX-License-Identifier: Apache-2.0

extension ScheduleTable {
  /// Writes the values of a track at consecutive updates, each with the bits of `value(track:at:)`.
  ///
  /// - Parameters:
  ///   - track: The index of the track.
  ///   - range: The updates, within 0..<2^53; they may reach past the end.
  ///   - buffer: Room for exactly as many values; it is left alone when an error is thrown.
  ///   - path: The code that computes; only tests and measurements have reason to choose one.
  /// - Throws: `bufferSize`, and what `value(track:at:)` throws.
  public func fill(
    track: Int,
    range: Range<Int64>,
    into buffer: UnsafeMutableBufferPointer<Double>,
    path: EvaluationPath = .preferred
  ) throws(EvaluationError) {
    try checkRange(range, track: track, room: buffer.count)
    guard let output = buffer.baseAddress, !range.isEmpty else { return }
    unsafe fillChecked(track, range, output, path)
  }

  /// Writes the values of a track at consecutive updates in single precision.
  ///
  /// Each value is that of `value(track:at:)`, rounded once to nearest; the arithmetic before that is
  /// in double precision.
  ///
  /// - Throws: as the double-precision `fill` does.
  public func fill(
    track: Int,
    range: Range<Int64>,
    into buffer: UnsafeMutableBufferPointer<Float>,
    path: EvaluationPath = .preferred
  ) throws(EvaluationError) {
    try checkRange(range, track: track, room: buffer.count)
    guard let output = buffer.baseAddress, !range.isEmpty else { return }
    // Blocks of 512 doubles stay in the first-level cache between evaluation and rounding.
    let blockSize = 512
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: blockSize) { block in
      guard let doubles = block.baseAddress else { return }
      var done = 0
      while done < buffer.count {
        let count = min(blockSize, buffer.count - done)
        let start = range.lowerBound + Int64(done)
        unsafe fillChecked(track, start..<start + Int64(count), doubles, path)
        for index in 0..<count { unsafe output[done + index] = Float(doubles[index]) }
        done += count
      }
    }
  }

  /// The values of a track at consecutive updates.
  ///
  /// All of them are in memory at once, so the size of the range is the caller's to bound.
  ///
  /// - Throws: as `fill` does.
  public func values(
    track: Int,
    range: Range<Int64>,
    path: EvaluationPath = .preferred
  ) throws(EvaluationError) -> [Double] {
    try checkRange(range, track: track, room: nil)
    return unsafe [Double](unsafeUninitializedCapacity: range.count) { buffer, count in
      guard let output = buffer.baseAddress, !range.isEmpty else { return }
      unsafe fillChecked(track, range, output, path)
      count = range.count
    }
  }

  /// Refuses a range that is not wholly defined or does not fill the room, if there is a given room.
  private func checkRange(
    _ range: Range<Int64>,
    track: Int,
    room: Int?
  ) throws(EvaluationError) {
    try checkTrack(track)
    if range.lowerBound < 0 { throw .updateOutOfRange(range.lowerBound) }
    if range.upperBound > 1 << 53 { throw .updateOutOfRange(range.upperBound - 1) }
    let expected = range.upperBound - range.lowerBound
    if let room, Int64(room) != expected {
      throw .bufferSize(expected: Int(clamping: expected), found: room)
    }
    if range.upperBound > length, !range.isEmpty, tracks[track].after == .error {
      let update = max(range.lowerBound, length)
      throw .pastEnd(update: update, length: length)
    }
  }

  /// Writes a range that has been checked: what lies before the end, then what lies past it.
  private func fillChecked(
    _ track: Int,
    _ range: Range<Int64>,
    _ output: UnsafeMutablePointer<Double>,
    _ path: EvaluationPath
  ) {
    var t = range.lowerBound
    var next = unsafe output
    while t < range.upperBound {
      let count: Int
      if t >= length, case .hold(let value) = tracks[track].after {
        count = Int(range.upperBound - t)
        unsafe next.update(repeating: value, count: count)
      } else {
        let scheduled = t % length
        count = Int(min(range.upperBound - t, length - scheduled))
        unsafe fillScheduled(track, scheduled..<scheduled + Int64(count), next, path)
      }
      t += Int64(count)
      unsafe next += count
    }
  }

  /// Writes a range that lies before the end, region by region.
  private func fillScheduled(
    _ track: Int,
    _ range: Range<Int64>,
    _ output: UnsafeMutablePointer<Double>,
    _ path: EvaluationPath
  ) {
    var t = range.lowerBound
    var next = unsafe output
    var region: Int? = self.region(ofTrack: track, at: t)
    while t < range.upperBound, let current = region {
      let end = min(range.upperBound, regions[current].end)
      let multiplier = tracks[track].multiplier
      if regions[current].grid == 1 {
        unsafe fillPieces(current, t..<end, multiplier, next, path)
      } else {
        unsafe fillGrid(current, t..<end, multiplier, next)
      }
      unsafe next += Int(end - t)
      t = end
      region = regions[current].timeout
    }
  }

  /// Writes a range within one region without a grid, piece by piece.
  private func fillPieces(
    _ region: Int,
    _ range: Range<Int64>,
    _ multiplier: Double,
    _ output: UnsafeMutablePointer<Double>,
    _ path: EvaluationPath
  ) {
    var t = range.lowerBound
    var next = unsafe output
    var piece = self.piece(inRegion: region, at: t)
    while t < range.upperBound {
      let end = min(range.upperBound, updates(ofPiece: piece, inRegion: region).upperBound)
      let fill = PieceFill(body: bodies[piece], multiplier: multiplier)
      unsafe fill.write(next, from: t, count: Int(end - t), path)
      unsafe next += Int(end - t)
      t = end
      piece += 1
    }
  }

  /// Writes a range within one region with a grid, one sampled value after the other.
  private func fillGrid(
    _ region: Int,
    _ range: Range<Int64>,
    _ multiplier: Double,
    _ output: UnsafeMutablePointer<Double>
  ) {
    let (grid, anchor) = (regions[region].grid, regions[region].gridAnchor)
    var t = range.lowerBound
    var next = unsafe output
    while t < range.upperBound {
      let remainder = (t - anchor) % grid
      let untilNextSample = remainder < 0 ? -remainder : grid - remainder
      let end = min(range.upperBound, t + untilNextSample)
      let sampled = regions[region].sampled(t)
      let piece = self.piece(inRegion: region, at: sampled)
      let value = multiplier * bodies[piece].value(at: sampled)
      unsafe next.update(repeating: value, count: Int(end - t))
      unsafe next += Int(end - t)
      t = end
    }
  }
}
