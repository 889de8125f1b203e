// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

/// The plateau of the recipe language, sentence by sentence, with numbers counted by hand.
@Suite struct PlateauTests {
  @Test(
    arguments: [(1, [0, 1, 2, 3]), (2, [0, 0, 1, 1]), (3, [0, 0, 0, 1])] as [(Int64, [Int])]
  )
  func `the cut comes at the patience-th evaluation without improvement`(
    patience: Int64,
    cuts: [Int]
  ) throws {
    var scenario = try Scenario(.plateau(patience: patience))
    #expect(try scenario.counts([1, 1, 1, 1]) == cuts)
  }

  @Test func `an improvement starts the count again`() throws {
    var scenario = try Scenario(.plateau(patience: 2))
    #expect(try scenario.counts([5, 6, 4, 6, 3, 6, 6, 2, 2, 2]) == [0, 0, 0, 0, 0, 0, 1, 1, 1, 2])
  }

  @Test func `the first value improves on nothing`() throws {
    var scenario = try Scenario(.plateau(patience: 1))
    #expect(try scenario.counts([1e300, 2e300]) == [0, 1])
    var rising = try Scenario(.plateau(patience: 1) { $0.mode = .max })
    #expect(try rising.counts([-1e300, -2e300]) == [0, 1])
  }

  /// 0.75 is exactly a quarter below 1: not below enough.
  @Test func `an improvement must exceed the threshold`() throws {
    var relative = try Scenario(
      .plateau(patience: 1) {
        $0.thresholdKind = .relative
        $0.threshold = 0.25
      }
    )
    #expect(try relative.counts([1, 0.75, 0.74, 0.6]) == [0, 1, 1, 2])
    var absolute = try Scenario(.plateau(patience: 1) { $0.threshold = 0.25 })
    #expect(try absolute.counts([1, 0.75, 0.74, 0.5]) == [0, 1, 1, 2])
  }

  /// A quarter of the magnitude: −1 must become less than −1.25.
  @Test func `below zero a relative threshold still asks for better values`() throws {
    let change: (inout Machine) -> Void = {
      $0.thresholdKind = .relative
      $0.threshold = 0.25
    }
    var falling = try Scenario(.plateau(patience: 1, change))
    #expect(try falling.counts([-1, -1, -1.25, -1.26, -0.5]) == [0, 1, 2, 2, 3])
    var rising = try Scenario(
      .plateau(patience: 1) {
        change(&$0)
        $0.mode = .max
      }
    )
    #expect(try rising.counts([-1, -0.8, -0.75, -0.74, -1]) == [0, 1, 2, 2, 3])
  }

  @Test func `higher is better with max`() throws {
    var scenario = try Scenario(.plateau(patience: 1) { $0.mode = .max })
    #expect(try scenario.counts([1, 2, 2, 3, 1]) == [0, 0, 1, 1, 2])
  }

  @Test func `a cooldown in evaluations counts nothing for so many`() throws {
    var scenario = try Scenario(.plateau(patience: 1) { $0.cooldown = 2 })
    #expect(try scenario.counts([1, 1, 1, 1, 1, 1, 1, 1]) == [0, 1, 1, 1, 2, 2, 2, 3])
    // An improvement uses up a cooldown too, and is remembered.
    var improving = try Scenario(.plateau(patience: 1) { $0.cooldown = 2 })
    #expect(try improving.counts([5, 5, 4, 4.5, 4.5]) == [0, 1, 1, 1, 2])
  }

  /// The cut at 20 cools until update 45: what is measured at 30 and 40 does not count, 45 would.
  @Test func `a cooldown in updates ends with the update`() throws {
    let machine = Machine.plateau(patience: 1) {
      $0.cooldown = 20
      $0.cooldownUnit = .updates
    }
    var scenario = try Scenario(machine)
    #expect(try scenario.counts([1, 1, 1, 1, 1]) == [0, 1, 1, 2, 2])
    var other = try Scenario(machine)
    #expect(try other.counts([1, 1]) == [0, 1])
    try other.run.observe("loss", 1, measuredAt: 39)
    #expect(try other.count(at: 39) == 1)
    try other.run.observe("loss", 1, measuredAt: 40)
    #expect(try other.count(at: 40) == 2)
  }

  /// The best is of update 10; 25 updates later is 35, and the first evaluation from there on is at 40.
  @Test func `a patience in updates ends at the first evaluation after so many`() throws {
    var scenario = try Scenario(
      .plateau(patience: 25) { $0.patienceUnit = .updates }
    )
    #expect(try scenario.counts([1, 1, 1, 1, 1, 1, 1, 1]) == [0, 0, 0, 1, 1, 1, 2, 2])
    var exact = try Scenario(.plateau(patience: 20) { $0.patienceUnit = .updates })
    #expect(try exact.counts([1, 1, 1, 1, 1]) == [0, 0, 1, 1, 2])
  }

  /// The patience in updates begins anew while it cools, so that 20 updates without counting follow.
  @Test func `a patience in updates waits for the cooldown`() throws {
    var scenario = try Scenario(
      .plateau(patience: 10) {
        $0.patienceUnit = .updates
        $0.cooldown = 20
        $0.cooldownUnit = .updates
      }
    )
    #expect(try scenario.counts([1, 1, 1, 1, 1, 1]) == [0, 1, 1, 2, 2, 3])
  }

  @Test func `after the last cut nothing is cut any more`() throws {
    var scenario = try Scenario(.plateau(patience: 1, cuts: 2))
    #expect(try scenario.counts([1, 1, 1, 1, 1, 0, 1]) == [0, 1, 2, 2, 2, 2, 2])
    #expect(scenario.run.state.machines[0].changedAt == 30)
    var never = try Scenario(.plateau(patience: 1, cuts: 0))
    #expect(try never.counts([1, 1, 1]) == [0, 0, 0])
  }

  /// With β = 1/2: 4, then 3, then 3.5.
  @Test func `smoothing decides on the moving average`() throws {
    var scenario = try Scenario(.plateau(patience: 1) { $0.smoothing = 0.5 })
    #expect(try scenario.counts([4, 2, 4]) == [0, 0, 1])
    #expect(scenario.run.state.machines[0].best == 3)
    #expect(scenario.run.state.machines[0].accumulator == 3.5)
  }

  /// The pairs average 3, 4 and 2.
  @Test func `averages decide once for every block`() throws {
    var scenario = try Scenario(.plateau(patience: 1) { $0.averages = 2 })
    #expect(try scenario.counts([2, 4, 1, 7, 1, 3]) == [0, 0, 0, 1, 1, 1])
    #expect(scenario.run.state.machines[0].best == 2)
  }

  // MARK: Entry and best

  @Test func `before its region a plateau sees nothing`() throws {
    var scenario = try Scenario(.plateau(patience: 1), from: 25)
    let early = try scenario.run.observe("loss", 0, measuredAt: 10)
    #expect(early.disposition == .inactive)
    #expect(try scenario.counts([1, 1, 1], from: 30) == [0, 1, 2])
  }

  @Test func `with best since the start an early value is to be beaten`() throws {
    var scenario = try Scenario(.plateau(patience: 1) { $0.best = .sinceStart }, from: 25)
    try scenario.run.observe("loss", 2, measuredAt: 5)
    try scenario.run.observe("loss", 0.5, measuredAt: 10)
    try scenario.run.observe("loss", 1, measuredAt: 20)
    #expect(scenario.run.state.machines[0].best == 0.5)
    #expect(scenario.run.state.machines[0].bad == 0)
    #expect(try scenario.counts([1, 0.4], from: 30) == [1, 1])
  }

  /// Entered at 30; without an improvement the first evaluation 15 updates later is that at 50.
  @Test func `a patience in updates counts from the entry`() throws {
    var scenario = try Scenario(
      .plateau(patience: 15) {
        $0.best = .sinceStart
        $0.patienceUnit = .updates
      },
      from: 25
    )
    try scenario.run.observe("loss", 0, measuredAt: 10)
    #expect(try scenario.counts([1, 1, 1], from: 30) == [0, 0, 1])
  }

  // MARK: NaN

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is not finite is an error, and changes nothing`(value: Double) throws {
    var scenario = try Scenario(.plateau(patience: 2))
    _ = try scenario.counts([1, 1])
    let before = scenario.run
    #expect(throws: ObservationError.notFinite) {
      try scenario.run.observe("loss", value, measuredAt: 30)
    }
    #expect(scenario.run == before)
    // The same measurement may be told again.
    try scenario.run.observe("loss", 1, measuredAt: 30)
    #expect(try scenario.count(at: 30) == 1)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what is ignored is not seen`(value: Double) throws {
    var scenario = try Scenario(.plateau(patience: 2) { $0.onNonFinite = .ignore })
    #expect(try scenario.counts([1, 1, value]) == [0, 0, 0])
    #expect(scenario.run.state.machines[0].bad == 1)
    let again = try scenario.run.observe("loss", value, measuredAt: 45)
    #expect(again.disposition == .skipped)
    #expect(try scenario.counts([1], from: 50) == [1])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `what counts as bad is an evaluation without improvement`(value: Double) throws {
    var scenario = try Scenario(.plateau(patience: 2) { $0.onNonFinite = .countsAsBad })
    #expect(try scenario.counts([value, 1, value, value, 0]) == [0, 0, 0, 1, 1])
    #expect(scenario.run.state.machines[0].best == 0)
  }

  @Test func `what counts as bad enters no average`() throws {
    var smoothed = try Scenario(
      .plateau(patience: 1) {
        $0.onNonFinite = .countsAsBad
        $0.smoothing = 0.5
      }
    )
    #expect(try smoothed.counts([4, .nan, 2]) == [0, 1, 1])
    #expect(smoothed.run.state.machines[0].accumulator == 3)
    var averaged = try Scenario(
      .plateau(patience: 1) {
        $0.onNonFinite = .countsAsBad
        $0.averages = 2
      }
    )
    #expect(try averaged.counts([4, .infinity, 2]) == [0, 1, 1])
    #expect(averaged.run.state.machines[0].best == 3)
  }
}
