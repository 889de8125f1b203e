// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// What a run takes, what it refuses, and what it counts.
@Suite struct ObservationTests {
  @Test func `the same measurement again is counted, and the first is kept`() throws {
    var scenario = try Scenario(.plateau(patience: 1))
    #expect(try scenario.counts([1, 1]) == [0, 1])
    let before = scenario.run.state
    let again = try scenario.run.observe("loss", -5, measuredAt: 20)
    #expect(again == Observation.repeated)
    #expect(scenario.run.state.machines == before.machines)
    #expect(scenario.run.state.repeated == 1 && scenario.run.state.watches[0].repeated == 1)
    #expect(scenario.run.state.accepted == 2)
    #expect(scenario.run.state.fingerprint == before.fingerprint)
    // Even a value that would be refused is a repeat.
    #expect(try scenario.run.observe("loss", .nan, measuredAt: 20) == Observation.repeated)
  }

  @Test func `an earlier measurement than one already seen is an error`() throws {
    var scenario = try Scenario(.plateau())
    try scenario.run.observe("loss", 1, measuredAt: 20)
    let before = scenario.run
    #expect(throws: ObservationError.outOfOrder(measured: 19, last: 20)) {
      try scenario.run.observe("loss", 1, measuredAt: 19, effectiveAt: 30)
    }
    #expect(scenario.run == before)
  }

  @Test(arguments: [-1, 1 << 53, .min, .max] as [Int64])
  func `updates outside 0 to 2^53 - 1 are errors`(update: Int64) throws {
    var scenario = try Scenario(.plateau())
    #expect(throws: ObservationError.updateOutOfRange(update)) {
      try scenario.run.observe("loss", 1, measuredAt: update)
    }
    #expect(throws: ObservationError.updateOutOfRange(update)) {
      try scenario.run.observe("loss", 1, measuredAt: 0, effectiveAt: update)
    }
    var signalled = try Scenario(Machine(kind: .signal, name: "decay"))
    #expect(throws: ObservationError.updateOutOfRange(update)) {
      try signalled.run.signal("decay", effectiveAt: update)
    }
  }

  @Test func `nothing takes effect before it was measured`() throws {
    var scenario = try Scenario(.plateau())
    #expect(throws: ObservationError.effectBeforeMeasurement(measured: 9, effective: 8)) {
      try scenario.run.observe("loss", 1, measuredAt: 9, effectiveAt: 8)
    }
  }

  /// Two names: the second may be measured earlier, but must not take effect behind the first.
  @Test func `effects never reach back`() throws {
    var run = ScheduleRun(try SampleTable().build())
    try run.observe("val_loss", 1, measuredAt: 50, effectiveAt: 60)
    #expect(run.state.clock == 60)
    let before = run
    #expect(throws: ObservationError.effectInThePast(effective: 59, clock: 60)) {
      try run.observe("val_acc", 0.9, measuredAt: 55, effectiveAt: 59)
    }
    #expect(throws: ObservationError.effectInThePast(effective: 59, clock: 60)) {
      try run.signal("decay", effectiveAt: 59)
    }
    #expect(run == before)
    #expect(try run.observe("val_acc", 0.9, measuredAt: 55, effectiveAt: 60).transitions == 1)
  }

  /// Measured at 20, known at 33: the cut holds from 33 on, and what was before is still told apart.
  @Test func `a late observation takes effect when it comes`() throws {
    var scenario = try Scenario(.plateau(patience: 1))
    try scenario.run.observe("loss", 1, measuredAt: 10)
    let cut = try scenario.run.observe("loss", 1, measuredAt: 20, effectiveAt: 33)
    #expect(cut == Observation.accepted(cuts: 1))
    #expect(try scenario.run.value(track: 0, at: 33) == 0.5)
    #expect(throws: EvaluationError.beforeState(update: 32, since: 33)) {
      try scenario.run.value(track: 0, at: 32)
    }
    // The place in the order is the measurement's.
    try scenario.run.observe("loss", 1, measuredAt: 21, effectiveAt: 33)
    #expect(try scenario.count(at: 33) == 2)
  }

  @Test func `a name that nothing listens to does nothing`() throws {
    var scenario = try Scenario(.plateau())
    let before = scenario.run
    #expect(try scenario.run.observe("accuracy", .nan, measuredAt: -7) == Observation.unwatched)
    #expect(try scenario.run.signal("loss", effectiveAt: 3) == Observation.unwatched)
    #expect(scenario.run == before)
    var signalled = try Scenario(Machine(kind: .signal, name: "decay"))
    #expect(try signalled.run.observe("decay", 1, measuredAt: 3) == Observation.unwatched)
  }

  @Test func `an observation while no machine is at work only moves the clock`() throws {
    var scenario = try Scenario(.plateau(patience: 1), from: 25)
    #expect(try scenario.run.observe("loss", .nan, measuredAt: 24) == Observation.inactive)
    #expect(scenario.run.state.clock == 24 && scenario.run.state.accepted == 1)
    #expect(scenario.run.state.machines == ScheduleState(for: scenario.run.table).machines)
    // At its end the region is over.
    #expect(try scenario.run.observe("loss", 1, measuredAt: 1000) == Observation.inactive)
    #expect(scenario.run.state.machines == ScheduleState(for: scenario.run.table).machines)
  }

  /// One machine at work refuses NaN, another counts it; refused is refused for both.
  @Test func `one machine that refuses NaN refuses it for all`() throws {
    var run = ScheduleRun(try SampleTable().build())
    try run.observe("val_loss", 1, measuredAt: 5)
    #expect(throws: ObservationError.notFinite) {
      try run.observe("val_loss", .nan, measuredAt: 10)
    }
    // From update 300 on only the machine is at work that counts it.
    #expect(try run.observe("val_loss", .nan, measuredAt: 300) == Observation.accepted())
    #expect(run.state.machines[2].bad == 1)
  }

  @Test func `every reason for a refusal has words of its own`() {
    let errors: [ObservationError] = [
      .updateOutOfRange(-1), .effectBeforeMeasurement(measured: 2, effective: 1),
      .outOfOrder(measured: 1, last: 2), .effectInThePast(effective: 1, clock: 2), .notFinite,
    ]
    #expect(Set(errors.map(\.message)).count == errors.count)
    #expect(errors.allSatisfy { $0.message.contains(": ") })
  }
}

extension Observation {
  static let repeated = Observation(.repeated)
  static let unwatched = Observation(.unwatched)
  static let inactive = Observation(.inactive)
  static func accepted(cuts: Int = 0, transitions: Int = 0) -> Observation {
    Observation(.accepted, cuts: cuts, transitions: transitions)
  }
}
