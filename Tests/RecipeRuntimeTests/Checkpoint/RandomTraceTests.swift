// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// Runs that are killed and restored at every step, against runs that never were.
@Suite struct RandomTraceTests {
  /// A thousand random traces over random tables, and every corner of the state machine among them.
  @Test func `a run restored after every step goes on with the bits of one that was not`() throws {
    var coverage = TraceCoverage()
    var table = try SampleTable().build()
    for seed in 0..<1000 as Range<UInt64> {
      // Building a table costs more than telling a story.
      if seed % 4 == 0 {
        var random = RandomTable(seed: seed)
        table = try random.build()
      }
      var trace = RandomTrace(seed: seed)
      var run = ScheduleRun(table)
      var restored = run
      for step in 0..<12 {
        let before = run.state
        let told = trace.next()
        let answer = run.apply(told)
        let restoredAnswer = restored.apply(told)
        coverage.note(told, answer, from: before, to: run)
        // A refused step changes nothing, an accepted one is what moves the clock.
        var isUnchanged = true
        if case .refused = answer { isUnchanged = run.state == before }
        let record = restored.state.encoded()
        let state = try ScheduleState(decoding: record, for: table)
        restored = try ScheduleRun(table, from: state)
        let isSame =
          isUnchanged && answer == restoredAnswer && state == run.state
          && record == run.state.encoded()
          && (step % 6 != 5 || areAlike(run, restored, around: told.effective))
        if !isSame { Issue.record("seed \(seed), step \(step)") }
      }
    }
    #expect(coverage.missing.isEmpty)
  }

  /// The same through a whole checkpoint, cut at a random step and told the rest of the story.
  @Test(arguments: 2000..<2060 as Range<UInt64>)
  func `a run restored from a checkpoint tells the rest of the story`(seed: UInt64) throws {
    var random = RandomTable(seed: seed)
    let table = try random.build()
    var trace = RandomTrace(seed: seed)
    var run = ScheduleRun(table)
    for _ in 0..<seed % 25 { _ = run.apply(trace.next()) }
    let bytes = Checkpoint(of: run, carriesTable: seed % 2 == 0).encoded()
    let reread = try ScheduleTable(decoding: table.encoded())
    let restoration = try reread.restore(bytes)
    #expect(restoration.grounds == .sameTable)
    var restored = restoration.run
    #expect(restored.state == run.state)
    for _ in 0..<20 {
      let step = trace.next()
      #expect(run.apply(step) == restored.apply(step))
      #expect(areAlike(run, restored, around: step.effective))
    }
    #expect(restored.state == run.state)
    #expect(restored.state.fingerprint == run.state.fingerprint)
  }

  /// Whether two runs have the same values, or the same lack of them, around an update and far from it.
  private func areAlike(_ run: ScheduleRun, _ other: ScheduleRun, around update: Int64) -> Bool {
    let updates = [update - 5, update, update + 1, update + 40, update + 700].filter { $0 >= 0 }
    return updates.allSatisfy { t in
      run.isFinished(at: t) == other.isFinished(at: t)
        && run.table.tracks.indices.allSatisfy { track in
          let expected = PlainEvaluator.Outcome { () throws(EvaluationError) in
            try run.value(track: track, at: t)
          }
          let found = PlainEvaluator.Outcome { () throws(EvaluationError) in
            try other.value(track: track, at: t)
          }
          return found == expected
        }
    }
  }
}
