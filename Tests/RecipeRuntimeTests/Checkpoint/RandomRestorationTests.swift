// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

/// Random tables that are changed in one place in the middle of a random story.
@Suite struct RandomRestorationTests {
  /// What became of the restorations.
  private struct Tally {
    var same = 0
    var value = 0
    var valueAfterEvent = 0
    var events = 0
    var other = 0
  }

  @Test func `what goes on has the same future, and what does not differs where it is said to`()
    throws
  {
    var tally = Tally()
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomTable(seed: seed)
      let old = try random.build()
      var mutation = TableMutation(old, seed: seed)
      guard let new = mutation.changed(), new.digest != old.digest else { continue }
      var trace = RandomTrace(seed: seed)
      var run = ScheduleRun(old)
      for _ in 0..<seed % 16 { _ = run.apply(trace.next()) }
      let start = max(0, run.state.clock) + Int64(seed % 40)
      do throws(RestorationError) {
        let restoration = try new.restore(Checkpoint(of: run).encoded(), at: start)
        #expect(restoration.grounds == .sameValues(old.digest))
        tally.same += 1
        checkFutures(run, restoration.run, from: start, seed: seed)
        // Back to the old table the state must be what it was.
        let back = try old.restore(Checkpoint(of: restoration.run).encoded(), at: start)
        checkFutures(run, back.run, from: start, seed: seed)
      } catch .differs(let difference) {
        try check(difference, run, under: new, from: start, &tally, "seed \(seed)")
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
    #expect(tally.same > 60 && tally.value > 20 && tally.valueAfterEvent > 0 && tally.events > 3)
    #expect(tally.other == 0, "\(tally)")
  }

  private func checkFutures(
    _ run: ScheduleRun,
    _ other: ScheduleRun,
    from start: Int64,
    seed: UInt64
  ) {
    for future in 0..<3 as Range<UInt64> {
      var comparison = RunComparison(old: run, new: other)
      #expect(comparison.firstDifference(around: start) == nil, "seed \(seed)")
      var trace = RandomTrace(seed: seed &* 9 &+ future, at: start, isOrderly: true)
      #expect(comparison.firstDifference(telling: &trace, steps: 12) == nil, "seed \(seed)")
    }
  }

  /// A difference in value must be found by evaluation, and nothing before it.
  private func check(
    _ difference: TableDifference,
    _ run: ScheduleRun,
    under new: ScheduleTable,
    from start: Int64,
    _ tally: inout Tally,
    _ comment: Comment
  ) throws {
    guard case .value(let channel, let group, let update, let old, let value) = difference.subject
    else {
      if case .events = difference.subject { tally.events += 1 } else { tally.other += 1 }
      return
    }
    let track = try #require(run.table.track(channel: channel, group: group))
    let twin = try #require(new.track(channel: channel, group: group))
    // The change keeps all indices, so the state fits the new table as it is.
    var state = run.state
    state.digest = new.digest
    let isSame = { (t: Int64, state: ScheduleState, other: ScheduleState) in
      let found = (try? run.table.value(track: track, at: t, state: state)) ?? .nan
      let twinValue = (try? new.value(track: twin, at: t, state: other)) ?? .nan
      return (found.bitPattern, twinValue.bitPattern)
    }
    let expected = (old.bitPattern, value.bitPattern)
    if isSame(update, run.state, state) == expected {
      tally.value += 1
      for t in max(start, update - 200)..<update {
        let (a, b) = isSame(t, run.state, state)
        #expect(a == b, comment)
      }
      return
    }
    // Otherwise it must come of an event that may still happen.
    let chain = try #require(run.table.plan.chainOfTrack[track], comment)
    let targets = run.table.eventTargets(from: run.table.plan.chainStarts[chain])
    let places = targets.entered.map { ($0, false) } + targets.ended.map { ($0, true) }
    let isFound = (start...update).suffix(1000).contains { entry in
      places.contains { region, isEnded in
        var (moved, twinMoved) = (run.state, state)
        let place = ChainState(region: region, entry: entry, isEntered: true, isEnded: isEnded)
        moved.chains[chain] = place
        if let twinChain = new.plan.chainOfTrack[twin] { twinMoved.chains[twinChain] = place }
        return isSame(update, moved, twinMoved) == expected
      }
    }
    #expect(isFound, comment)
    tally.valueAfterEvent += 1
  }
}
