// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime
internal import SeededRandom

/// Every evaluator on every path against the plain definition, bit by bit.
///
/// Each update is evaluated by the definition, by a fill on each path in double and in single
/// precision, and by a gather; every 64th also by itself.
struct EvaluationSweep {
  /// Updates compared so far.
  private(set) var updates: Int64 = 0
  private var generator: SeededGenerator
  private var expected: [Double] = []
  private var doubles = [Double](repeating: 0, count: Self.longestWindow)
  private var singles = [Float](repeating: 0, count: Self.longestWindow)

  private static let longestWindow = 8192

  /// A sweep that places its windows by a seed.
  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Compares up to `count` updates of every track of a table.
  ///
  /// A track of fewer updates is compared as a whole, a second time round past its end where it has
  /// values there; of a longer one, windows at random places are.
  mutating func compare(
    _ table: ScheduleTable,
    named name: String,
    atMost count: Int64
  ) throws(Difference) {
    for track in table.tracks.indices {
      let isDefinedPastEnd = table.tracks[track].after != .error
      let reach = isDefinedPastEnd ? 2 * table.length + 100 : table.length
      let isWhole = reach <= count
      var evaluator = PlainEvaluator(table, track: track)
      var next: Int64 = 0
      var left = min(reach, count)
      while left > 0 {
        // Short windows have every remainder of the vector's width at every offset of a piece.
        let bits = Bool.random(using: &generator) ? 5 : 13
        let window = min(left, generator.count(bits: bits))
        let start = isWhole ? next : Int64.random(in: 0...reach - window, using: &generator)
        let range = start..<start + window
        try compare(table, track, range, with: &evaluator, "\(name), track \(track)")
        next += window
        left -= window
      }
    }
  }

  private mutating func compare(
    _ table: ScheduleTable,
    _ track: Int,
    _ range: Range<Int64>,
    with evaluator: inout PlainEvaluator,
    _ subject: String
  ) throws(Difference) {
    expected.removeAll(keepingCapacity: true)
    for t in range { expected.append(evaluator.value(at: t)) }
    do {
      for path in EvaluationPath.allCases {
        try compareFills(table, track, range, on: path, subject)
      }
      let gathered = try table.values(track: track, at: Array(range))
      try compare(gathered, from: range.lowerBound, "\(subject), gather")
      for index in stride(from: 0, to: expected.count, by: 64) {
        let single = try table.value(track: track, at: range.lowerBound + Int64(index))
        guard single.bitPattern != expected[index].bitPattern else { continue }
        throw difference("\(subject), single value", range.lowerBound, index, single)
      }
    } catch let error as EvaluationError {
      throw Difference(
        subject: subject,
        update: range.lowerBound,
        expected: "values up to \(range.upperBound)",
        found: error.message
      )
    } catch let difference as Difference {
      throw difference
    } catch {
      preconditionFailure("evaluators throw nothing else")
    }
    updates += range.upperBound - range.lowerBound
  }

  private mutating func compareFills(
    _ table: ScheduleTable,
    _ track: Int,
    _ range: Range<Int64>,
    on path: EvaluationPath,
    _ subject: String
  ) throws {
    let count = expected.count
    try doubles.withUnsafeMutableBufferPointer { buffer in
      let room = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      try table.fill(track: track, range: range, into: room, path: path)
    }
    try compare(doubles, from: range.lowerBound, "\(subject), \(path)")
    try singles.withUnsafeMutableBufferPointer { buffer in
      let room = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
      try table.fill(track: track, range: range, into: room, path: path)
    }
    for index in 0..<count
    where singles[index].bitPattern != Float(expected[index]).bitPattern {
      throw Difference(
        subject: "\(subject), \(path), single precision",
        update: range.lowerBound + Int64(index),
        expected: "\(Float(expected[index]))",
        found: "\(singles[index])"
      )
    }
  }

  private func compare(
    _ found: [Double],
    from first: Int64,
    _ subject: String
  ) throws(Difference) {
    for index in expected.indices where found[index].bitPattern != expected[index].bitPattern {
      throw difference(subject, first, index, found[index])
    }
  }

  private func difference(
    _ subject: String,
    _ first: Int64,
    _ index: Int,
    _ found: Double
  ) -> Difference {
    Difference(
      subject: subject,
      update: first + Int64(index),
      expected: expected[index].withBits,
      found: found.withBits
    )
  }
}
