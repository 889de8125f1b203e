// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// What a run takes along when it is moved to a table that changes its rest on purpose.
@Suite struct MigrationTests {
  private func migrate(
    _ run: ScheduleRun,
    at t: Int64 = 120,
    _ change: (inout SampleTable) -> Void
  ) throws -> ScheduleState {
    let new = try SampleTable.build(change)
    let restoration = try new.migrate(Checkpoint(of: run).encoded(), at: t)
    #expect(restoration.grounds == .migrated(run.table.digest))
    #expect(restoration.state.migratedFrom == run.table.digest)
    #expect(restoration.state.digest == new.digest)
    #expect(restoration.state.clock == t)
    // The record of a migrated state is one that a run can have.
    let record = restoration.state.encoded()
    #expect(try ScheduleState(decoding: record, for: new) == restoration.state)
    return restoration.state
  }

  @Test func `machines take over what they remember`() throws {
    let run = try StateRecordTests.run()
    let state = try migrate(run) { $0.pieces[8].body.c0 = 0.5 }
    for index in [1, 2, 3, 4] { #expect(state.machines[index] == run.state.machines[index]) }
    var plateau = run.state.machines[0]
    plateau.changedAt = 120
    #expect(state.machines[0] == plateau)
    #expect(state.watches == run.state.watches)
    #expect(state.accepted == run.state.accepted && state.repeated == run.state.repeated)
    #expect(state.chains == run.state.chains)
  }

  @Test func `cuts are kept as far as there are levels`() throws {
    let run = try StateRecordTests.run()
    let state = try migrate(run) {
      $0.machines[0].levelCount = 1
      $0.levels = [1, 0.75, 0.5]
      $0.regions[3].response?.firstLevel = 1
    }
    #expect(state.machines[0].cuts == 0 && state.machines[0].changedAt == -1)
    #expect(state.machines[0].best == 1 && state.machines[0].hasBest)
  }

  @Test func `a machine of another kind or name begins anew`() throws {
    let run = try StateRecordTests.run()
    let state = try migrate(run) { $0.machines[0].name = "other" }
    #expect(state.machines[0] == MachineState())
    #expect(state.watches.map(\.last) == [-1, 99, 90, -1, 95])
  }

  @Test func `what cannot be counted on is dropped`() throws {
    let run = try StateRecordTests.run()
    let unit = try migrate(run) { $0.machines[0].cooldownUnit = .updates }
    #expect(run.state.machines[0].cooldown == 1 && unit.machines[0].cooldown == 0)
    let block = try migrate(run) { $0.machines[4].averages = 3 }
    #expect(run.state.machines[4].accumulated == 1 && block.machines[4].accumulated == 0)
    #expect(block.machines[4].accumulator == 0)
  }

  /// Optax asks whether the count *is* the patience, and would never be there again.
  @Test func `a shorter patience is met`() throws {
    let old = try SampleTable.build {
      $0.machines[0].ticks = .optax
      $0.machines[0].patience = 9
    }
    var run = ScheduleRun(old)
    for t in 1...6 as ClosedRange<Int64> { try run.observe("val_loss", 1, measuredAt: t) }
    #expect(run.state.machines[0].bad == 5)
    let new = try SampleTable.build { $0.machines[0].ticks = .optax }
    var moved = try new.migrate(Checkpoint(of: run).encoded(), at: 10).run
    #expect(try moved.observe("val_loss", 1, measuredAt: 11).cuts == 1)
  }

  @Test func `moved tracks stay where they are, others where the clock says`() throws {
    let run = try StateRecordTests.run()
    let kept = try migrate(run) { $0.pieces[8].body.c0 = 0.5 }
    #expect(kept.chains[0] == ChainState(region: 4, entry: 100, isEntered: true, isEnded: false))
    var unmoved = ScheduleRun(run.table)
    try unmoved.observe("loss", 1, measuredAt: 5)
    let state = try migrate(unmoved) { $0.pieces[8].body.c0 = 0.5 }
    #expect(state.chains[0] == ChainState(region: 0, entry: 0, isEntered: false, isEnded: false))
    // Without the place in the new table the track is where it would be without the event.
    let gone = try migrate(run) {
      $0.regions[0].exit = nil
      $0.regions[1].exit = Exit(machine: 1, region: nil)
      $0.regions[2].exit = Exit(machine: 3, region: 4)
      $0.tracks[2].after = .error
      $0.regions[4].exit = Exit(machine: 2, region: 6)
    }
    #expect(gone.chains[0].isEntered == false)
  }

  @Test func `values from the migration on are the new table's`() throws {
    let run = try StateRecordTests.run()
    let new = try SampleTable.build { $0.tracks[3].multiplier = 4 }
    let moved = try new.migrate(Checkpoint(of: run).encoded(), at: 120).run
    #expect(try moved.value(track: 3, at: 120) == 1.5)
    #expect(try moved.value(track: 0, at: 120) == run.value(track: 0, at: 120))
    // A migrated run is saved and restored like any other.
    let again = try new.restore(Checkpoint(of: moved).encoded())
    #expect(again.grounds == .sameTable && again.state == moved.state)
  }

  @Test func `under the same table there is nothing to migrate`() throws {
    let run = try StateRecordTests.run()
    let restoration = try run.table.migrate(Checkpoint(of: run).encoded(), at: 0)
    #expect(restoration.grounds == .sameTable && restoration.state == run.state)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `any run can be moved to any table`(seed: UInt64) throws {
    var (random, otherRandom) = (RandomTable(seed: seed), RandomTable(seed: seed + 7000))
    let (table, other) = (try random.build(), try otherRandom.build())
    var run = ScheduleRun(table)
    var trace = RandomTrace(seed: seed)
    for _ in 0..<18 { _ = run.apply(trace.next()) }
    let start = max(0, run.state.clock)
    var moved = try other.migrate(Checkpoint(of: run).encoded(), at: start).run
    #expect(try ScheduleState(decoding: moved.state.encoded(), for: other) == moved.state)
    var future = RandomTrace(seed: seed, at: start, isOrderly: true)
    for _ in 0..<12 {
      let step = future.next()
      _ = moved.apply(step)
      for track in other.tracks.indices { _ = try? moved.value(track: track, at: step.effective) }
    }
    #expect(try ScheduleState(decoding: moved.state.encoded(), for: other) == moved.state)
  }
}
