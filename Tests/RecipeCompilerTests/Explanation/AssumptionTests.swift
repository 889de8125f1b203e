// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import Testing

/// Events that are assumed do what real ones would have done.
@Suite
struct AssumptionTests {
  private func both() throws -> Explained {
    try Explained(
      """
      recipec: 1
      run: { length: 2000 steps, evaluate: 10 steps }
      schedules:
        lr:
          phases:
            - linear: { from: 0, to: 1, for: 300 steps }
            - hold: { until: { metric: loss, below: 0.5 }, at_most: 1200 steps }
            - linear: { to: 0, for: 500 steps }
        momentum:
          phases:
            - plateau:
                from: 0.8
                watch: loss
                factor: 0.5
                patience: 2 evaluations
                cooldown: 2 evaluations
                max_cuts: 2
      """
    )
  }

  /// The values of both tracks at some updates from one on.
  private func values(_ run: ScheduleRun, from start: Int64) throws -> [Double] {
    try [0, 1].flatMap { track in
      try stride(from: start, to: 2100, by: 49).map { try run.value(track: track, at: $0) }
    }
  }

  @Test func `an assumed cut has the values of one that came about`() throws {
    let recipe = try both()
    var real = ScheduleRun(recipe.table)
    for (update, loss) in [(10, 1.0), (20, 1.0), (30, 1.0)] {
      try real.observe("loss", loss, measuredAt: Int64(update))
    }
    var assumed = ScheduleRun(recipe.table)
    // Before update 300 the event of `lr` is not waited for.
    #expect(try assumed.assume("loss", at: 30).cuts == 1)
    #expect(assumed.state.machines[1].cuts == 1 && real.state.machines[1].cuts == 1)
    #expect(try values(assumed, from: 30) == values(real, from: 30))
    // Two evaluations of cooldown and two of patience: both are cut again at update 70.
    for update: Int64 in [40, 50, 60, 70] {
      let cuts = try real.observe("loss", 1, measuredAt: update).cuts
      #expect(cuts == (update == 70 ? 1 : 0), "update \(update)")
      #expect(try assumed.observe("loss", 1, measuredAt: update).cuts == cuts, "update \(update)")
    }
  }

  @Test func `one name fires everything that listens to it`() throws {
    let recipe = try both()
    var run = ScheduleRun(recipe.table)
    let observation = try run.assume("loss", at: 400)
    #expect(observation.cuts == 1 && observation.transitions == 1)
    #expect(observation.disposition == .accepted)
    #expect(try run.value(track: 0, at: 650) == 0.5)
    #expect(try run.value(track: 1, at: 650) == 0.4)
    #expect(run.activeMachines(at: 400).map { run.table.machines[$0].kind } == [.plateau])
    #expect(ScheduleRun(recipe.table).activeMachines(at: 400) == [0, 1])
  }

  @Test func `what cannot happen changes nothing and says so`() throws {
    let recipe = try both()
    var run = try recipe.run(("loss", 400), ("loss", 500))
    let before = run.state
    #expect(try run.assume("acc", at: 600).disposition == .unwatched)
    #expect(try run.assume("loss", at: 2000).disposition == .inactive)
    #expect(run.state == before)
    #expect(throws: ObservationError.effectInThePast(effective: 499, clock: 500)) {
      try run.assume("loss", at: 499)
    }
    #expect(throws: ObservationError.updateOutOfRange(-1)) { try run.assume("loss", at: -1) }
    #expect(throws: ObservationError.updateOutOfRange(1 << 53)) {
      try run.assume("loss", at: 1 << 53)
    }
    #expect(run.state == before)
    let exhausted = try run.assume("loss", at: 600)
    #expect(exhausted.disposition == .accepted)
    #expect(exhausted.cuts == 0 && exhausted.transitions == 0)
    #expect(run.state.machines[1].cuts == 2 && run.state.machines[1].changedAt == 500)
  }

  @Test func `a state with assumed events is one that a run can have`() throws {
    let recipe = try both()
    for events in [[30], [30, 40], [400, 500], [299, 300, 301]] {
      var run = ScheduleRun(recipe.table)
      for update in events { try run.assume("loss", at: Int64(update)) }
      let decoded = try ScheduleState(decoding: run.state.encoded(), for: recipe.table)
      #expect(decoded == run.state)
    }
  }
}
