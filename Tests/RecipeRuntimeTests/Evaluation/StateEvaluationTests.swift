// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom
import Testing

/// Values under states that random metrics have led to, against an evaluator that counts updates.
@Suite struct StateEvaluationTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every evaluator gives the bits of the plain one without metrics`(seed: UInt64) throws {
    var random = RandomTable(seed: seed, isReactive: seed % 3 == 0)
    let table = try random.build()
    try compare(table, nil, seed: seed)
    try compare(table, ScheduleState(for: table), seed: seed)
  }

  @Test(arguments: 1000..<1120 as Range<UInt64>)
  func `every evaluator gives the bits of the plain one under any state`(seed: UInt64) throws {
    var random = RandomTable(seed: seed)
    let table = try random.build()
    var run = ScheduleRun(table)
    var trace = RandomTrace(seed: seed)
    for _ in 0..<Int(seed % 30) { _ = run.apply(trace.next()) }
    try compare(table, run.state, seed: seed)
  }

  /// Compares single values, gathered ones and ranges by both paths, past every end.
  private func compare(_ table: ScheduleTable, _ state: ScheduleState?, seed: UInt64) throws {
    let plain = PlainEvaluator(table: table, state: state)
    var generator = SeededGenerator(seed: seed)
    for track in table.tracks.indices {
      let reach = table.length < 1000 ? 2 * table.length + 20 : 500
      let expected = plain.outcomes(track: track, reach: reach)
      let single = (0..<reach).map { t in
        PlainEvaluator.Outcome { () throws(EvaluationError) in
          try table.value(track: track, at: t, state: state)
        }
      }
      #expect(single == expected)
      try checkEnd(table, state, track)
      let ordered = (0..<reach).filter { if case .bits = expected[Int($0)] { true } else { false } }
      let updates = ordered.shuffled(using: &generator)
      let gathered = try table.values(track: track, at: updates, state: state)
      #expect(gathered.map { .bits($0.bitPattern) } == updates.map { expected[Int($0)] })
      for path in EvaluationPath.allCases {
        for range in ranges(below: reach, &generator) {
          checkRange(table, state, track, range, path, expected)
        }
      }
    }
  }

  private func ranges(below reach: Int64, _ generator: inout SeededGenerator) -> [Range<Int64>] {
    let random = (0..<4).map { _ in
      let first = Int64.random(in: 0..<reach, using: &generator)
      return first..<Int64.random(in: first...reach, using: &generator)
    }
    return [0..<reach] + random
  }

  /// A range has the plain values if all of its updates have one, and is otherwise refused for one that
  /// has not.
  private func checkRange(
    _ table: ScheduleTable,
    _ state: ScheduleState?,
    _ track: Int,
    _ range: Range<Int64>,
    _ path: EvaluationPath,
    _ expected: [PlainEvaluator.Outcome]
  ) {
    let outcomes = expected[Int(range.lowerBound)..<Int(range.upperBound)]
    let hasAll = outcomes.allSatisfy { if case .bits = $0 { true } else { false } }
    do throws(EvaluationError) {
      let values = try table.values(track: track, range: range, state: state, path: path)
      #expect(values.map { .bits($0.bitPattern) } == Array(outcomes), "\(path) \(range)")
    } catch {
      #expect(!hasAll, "\(path) \(range) \(error)")
      switch error {
      case .beforeState(let update, let since):
        #expect(range.contains(update) && expected[Int(update)] == .beforeState(since: since))
      case .pastEnd(let update, let length):
        #expect(range.contains(update) && expected[Int(update)] == .pastEnd(length: length))
      default: Issue.record("refused for another reason: \(error)")
      }
    }
  }

  /// The end of a track is where the regions that follow each other run out.
  private func checkEnd(
    _ table: ScheduleTable,
    _ state: ScheduleState?,
    _ track: Int
  ) throws {
    let openLength = ScheduleTable.openLength
    let end = PlainEvaluator(table: table, state: state).end(ofTrack: track, below: openLength)
    #expect(try table.end(ofTrack: track, state: state) == end)
    for t in [0, (end ?? 1) - 1, end ?? 7, (end ?? 9) + 1, openLength - 1] where t >= 0 {
      let isPast = try table.isPastEnd(track: track, at: t, state: state)
      #expect(isPast == (end.map { t >= $0 } ?? false))
    }
  }
}
