// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// What ends a region, and where the tracks are then.
@Suite struct EventTests {
  @Test func `a metric crosses when it is beyond the level`() throws {
    let above = Machine(kind: .crosses, name: "loss", mode: .max, threshold: 0.5)
    var scenario = try Scenario(above)
    #expect(try scenario.counts([0.25, 0.5, 0.51, 0]) == [0, 0, 1, 1])
    var below = above
    below.mode = .min
    below.threshold = -1
    var falling = try Scenario(below)
    #expect(try falling.counts([5, -1, -1.5]) == [0, 0, 1])
  }

  @Test func `a crossing may be of averages`() throws {
    var machine = Machine(kind: .crosses, name: "loss", mode: .max, threshold: 3, smoothing: 0.5)
    var smoothed = try Scenario(machine)
    #expect(try smoothed.counts([0, 5, 5]) == [0, 0, 1])
    machine.smoothing = 0
    machine.averages = 2
    var averaged = try Scenario(machine)
    #expect(try averaged.counts([9, -9, 9, -2]) == [0, 0, 0, 1])
  }

  @Test func `no number crosses a level that is no number`() throws {
    var machine = Machine(kind: .crosses, name: "loss", mode: .max, threshold: 0)
    machine.onNonFinite = .countsAsBad
    var scenario = try Scenario(machine)
    #expect(try scenario.counts([.infinity, .nan, 1]) == [0, 0, 1])
  }

  @Test func `a metric that stops improving ends its region at the first cut`() throws {
    var machine = Machine.plateau(patience: 2, cuts: 0)
    machine.kind = .stopsImproving
    machine.levelCount = 0
    var scenario = try Scenario(machine)
    #expect(try scenario.counts([3, 2, 2, 1, 1, 1]) == [0, 0, 0, 0, 0, 1])
    #expect(scenario.run.state.chains[0].entry == 60)
  }

  @Test func `a signal takes effect at its update, once`() throws {
    var run = ScheduleRun(try SampleTable.open.build())
    #expect(try run.signal("decay", effectiveAt: 15).disposition == .inactive)
    #expect(try run.signal("decay", effectiveAt: 15).disposition == .repeated)
    #expect(try run.table.end(ofTrack: 0, state: run.state) == nil)
    #expect(!run.isFinished(at: 1 << 53 - 1))
    let moved = try run.signal("decay", effectiveAt: 500)
    #expect(moved == Observation.accepted(transitions: 1))
    #expect(throws: EvaluationError.beforeState(update: 499, since: 500)) {
      try run.value(track: 0, at: 499)
    }
    // The decay: (500 + 64 − t) / 64.
    #expect(try [500, 516, 563].map { try run.value(track: 0, at: $0) } == [1, 0.75, 1.0 / 64])
    #expect(try run.table.end(ofTrack: 0, state: run.state) == 564)
    #expect(!run.isFinished(at: 563) && run.isFinished(at: 564))
    #expect(throws: EvaluationError.pastEnd(update: 564, length: 564)) {
      try run.value(track: 0, at: 564)
    }
    // No event moves the other track.
    #expect(try [0, 499, 564].map { try run.value(track: 1, at: $0) } == [0.75, 0.75, 0.75])
    #expect(try run.signal("decay", effectiveAt: 520).disposition == .inactive)
    #expect(throws: ObservationError.outOfOrder(measured: 519, last: 520)) {
      try run.signal("decay", effectiveAt: 519)
    }
  }

  /// The first region waits for accuracy, the second, from update 300 on, does not.
  @Test(arguments: [(299, true), (300, false)] as [(Int64, Bool)])
  func `at the update of a timeout the next region is there`(t: Int64, isMoved: Bool) throws {
    var run = ScheduleRun(try SampleTable().build())
    #expect(try run.observe("val_acc", 0.9, measuredAt: t).transitions == (isMoved ? 1 : 0))
    #expect(run.state.chains[0].isEntered == isMoved)
    // What was measured in time but takes effect later finds the next region, too.
    var late = ScheduleRun(try SampleTable().build())
    #expect(
      try late.observe("val_acc", 0.9, measuredAt: 290, effectiveAt: 300).disposition == .inactive
    )
  }

  /// Update 900 is 600 updates into the second region.
  @Test func `an event may end a track`() throws {
    var run = ScheduleRun(try SampleTable().build())
    try run.observe("val_loss", 1, measuredAt: 800)
    #expect(try run.observe("val_loss", 1, measuredAt: 900).transitions == 1)
    #expect(
      run.state.chains[0] == ChainState(region: 1, entry: 900, isEntered: true, isEnded: true)
    )
    #expect(try run.value(track: 0, at: 900) == 0.25)
    #expect(throws: EvaluationError.pastEnd(update: 900, length: 900)) {
      try run.value(track: 1, at: 900)
    }
    #expect(try run.table.isPastEnd(track: 0, at: 900, state: run.state))
    #expect(run.isFinished(at: 900))
    #expect(try run.observe("val_loss", 1, measuredAt: 910).disposition == .inactive)
  }

  /// After the event at 100: a period of 50 on a grid of 4 for 200 updates, then a curve that the first
  /// plateau cuts for 100.
  @Test func `after an event the regions run in a time of their own`() throws {
    var run = ScheduleRun(try SampleTable().build())
    try run.observe("val_acc", 0.9, measuredAt: 100)
    // The grid is the run's: its samples are at 101, 105, …; the entry itself is one as well.
    let values = try [100, 101, 104, 105, 131, 132, 149, 150, 153, 299].map {
      try run.value(track: 0, at: $0)
    }
    let local: [Double] = [0, 1, 1, 5, 29]
    #expect(Array(values[..<5]) == local.map { 1 - $0 / 64 })
    // Local update 32 has the sample of 29; 49 that of 49, 50 that of 49 as well, 53 of the next period.
    #expect(values[5] == 1 - 29.0 / 64 && values[6] == 0.5 && values[7] == 0.5)
    #expect(values[8] == 1 - 3.0 / 64 && values[9] == 0.5)
    #expect(try run.value(track: 1, at: 105) == 0.5 * (1 - 5.0 / 64))
    #expect(try run.value(track: 0, at: 300) == 1)
    #expect(try run.value(track: 0, at: 364) == 1.5)
    #expect(try run.table.end(ofTrack: 0, state: run.state) == 400)
    #expect(try run.value(track: 0, at: 400) == 0.25)
    // The plateau is at work again after the timeout, with what it remembers.
    for t in [300, 310, 320] as [Int64] { try run.observe("val_loss", 1, measuredAt: t) }
    #expect(run.state.machines[0].cuts == 1)
    #expect(try run.value(track: 0, at: 364) == 0.75)
  }

  @Test func `an event may follow an event`() throws {
    var run = ScheduleRun(try SampleTable().build())
    try run.observe("val_acc", 0.9, measuredAt: 100)
    #expect(try run.signal("decay", effectiveAt: 299).transitions == 1)
    #expect(run.state.chains[0].region == 6 && run.state.chains[0].entry == 299)
    #expect(try run.value(track: 0, at: 1 << 53 - 1) == 0.0625)
    #expect(!run.isFinished(at: 1 << 53 - 1))
  }

  @Test func `tracks that share their events move together`() throws {
    var run = ScheduleRun(try SampleTable().build())
    try run.observe("val_acc", 0.9, measuredAt: 100)
    #expect(run.state.chains.count == 1)
    for track in [0, 1] {
      #expect(throws: EvaluationError.beforeState(update: 99, since: 100)) {
        try run.value(track: track, at: 99)
      }
    }
    #expect(try run.value(track: 2, at: 99) == 95.0 / 1024)
  }

  /// A second track in regions of its own answers to the same signal, at its own pace.
  @Test func `a follower in its own chain moves at the same event`() throws {
    var sample = SampleTable.open
    sample.tracks.append(Track(channel: "wd", firstRegion: 4, after: .hold(0)))
    sample.regions += [
      Region(
        firstPiece: 3,
        pieceCount: 1,
        start: 0,
        length: 1 << 53,
        exit: Exit(machine: 0, region: 5)
      ),
      Region(firstPiece: 4, pieceCount: 1, start: 0, length: 8),
    ]
    sample.pieces.append(Piece(constant: 0.125, updates: 0..<8))
    var run = ScheduleRun(try sample.build())
    #expect(try run.signal("decay", effectiveAt: 3) == Observation.accepted(transitions: 1))
    #expect(try run.value(track: 2, at: 10) == 0.125)
    #expect(try run.value(track: 2, at: 11) == 0)
    #expect(try run.value(track: 0, at: 10) == 1 - 6.0 / 16)
    #expect(!run.isFinished(at: 11))
    #expect(try run.signal("decay", effectiveAt: 20) == Observation.accepted(transitions: 1))
    #expect(run.isFinished(at: 84) && !run.isFinished(at: 83))
  }

  /// A cut and an event from one observation: the event's region has its own time from there on.
  @Test func `one observation may cut and move at once`() throws {
    let table = try SampleTable.build {
      $0.regions[0].exit = Exit(machine: 2, region: 4)
      $0.regions[1].exit = Exit(machine: 1, region: nil)
      $0.machines[2].patience = 20
    }
    var run = ScheduleRun(table)
    try run.observe("val_loss", 1, measuredAt: 10)
    try run.observe("val_loss", 1, measuredAt: 20)
    let both = try run.observe("val_loss", 1, measuredAt: 30)
    #expect(both == Observation.accepted(cuts: 1, transitions: 1))
  }

  /// Optax's rule on blocks of two: the second average is worse, which a patience of 1 does not bear.
  @Test func `what goes on past the end keeps the cuts`() throws {
    var run = ScheduleRun(try SampleTable().build())
    #expect(try run.value(track: 3, at: 5) == 0.75 && run.value(track: 3, at: 1000) == 0.75)
    for t in 1...6 as ClosedRange<Int64> { try run.observe("loss", Double(t), measuredAt: t) }
    #expect(run.state.machines[4].cuts == 1)
    #expect(try run.value(track: 3, at: 6) == 0.5 && run.value(track: 3, at: 1000) == 0.5)
    #expect(try run.observe("loss", -9, measuredAt: 1000).disposition == .inactive)
  }

  /// What a track holds past its end has a value even where its last region has none any more.
  @Test func `what is held past the end owes nothing to cuts`() throws {
    let table = try SampleTable.build {
      $0.tracks[3].after = .hold(0.5)
      $0.regions[6].response = Response(machine: 4, firstLevel: 3)
      $0.regions[4].exit = Exit(machine: 2, region: 6)
      $0.regions[1].exit = Exit(machine: 3, region: 6)
    }
    var run = ScheduleRun(table)
    try run.signal("decay", effectiveAt: 500)
    // The plateau acts on the other track long after this one has ended.
    for t in 1001...1006 as ClosedRange<Int64> {
      try run.observe("loss", Double(t), measuredAt: t)
    }
    #expect(run.state.machines[4].changedAt == 1004)
    #expect(try run.value(track: 3, at: 1002) == 1)
    #expect(
      try run.table.values(track: 3, range: 1000..<1010, state: run.state).allSatisfy { $0 == 1 }
    )
  }
}
