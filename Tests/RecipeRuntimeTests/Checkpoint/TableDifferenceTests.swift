// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// A change to the sample that matters, and what it must be refused with.
struct HarmfulChange: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let channel: UTF8Text
  let group: UTF8Text
  /// The first update at which the value differs, or the answer to metrics.
  let update: Int64
  /// The value under each table; `nil` where it is not a value that differs.
  let values: (old: Double, new: Double)?
  let change: @Sendable (inout SampleTable) -> Void

  init(
    _ name: String,
    _ channel: UTF8Text,
    group: UTF8Text = .empty,
    at update: Int64,
    _ values: (old: Double, new: Double)?,
    _ change: @escaping @Sendable (inout SampleTable) -> Void
  ) {
    testDescription = name
    self.channel = channel
    self.group = group
    self.update = update
    self.values = values
    self.change = change
  }

  /// Whether a difference is the one.
  func matches(_ subject: TableDifference.Subject) -> Bool {
    switch subject {
    case .value(let channel, let group, let update, let old, let new):
      let isSame = { (a: Double?, b: Double) in a?.bitPattern == b.bitPattern }
      return channel == self.channel && group == self.group && update == self.update
        && isSame(values?.old, old) && isSame(values?.new, new)
    case .events(let channel, let group, let update):
      return channel == self.channel && group == self.group && update == self.update
        && values == nil
    case .clock, .track, .notCompared:
      return false
    }
  }
}

@Suite struct TableDifferenceTests {
  /// Changes that a run meets which is in its first region at update 100 and whose plateau has cut once.
  static let early: [HarmfulChange] = [
    HarmfulChange(
      "a value now",
      "lr",
      at: 100,
      (0.5 * (1 + 100.0 / 512), 0.5 * (1.5 + 100.0 / 512))
    ) {
      $0.pieces[1].body.c0 = 1.5
    },
    HarmfulChange("a value later", "lr", at: 301, (1.0 / 512 + 0x1p-18, 1.5 / 512 + 0x1p-18)) {
      $0.pieces[2].body.c1 = 1.5
    },
    HarmfulChange("a value of the last piece", "lr", at: 600, (value(600, 1), value(600, 0.5))) {
      $0.pieces[3].body.c7 = -0.5
    },
    HarmfulChange("the last update alone", "lr", at: 999, (value(999, 1), 1)) {
      $0.pieces.insert(Piece(constant: 1, updates: 999..<1000), at: 4)
      for index in $0.regions.indices where $0.regions[index].firstPiece >= 4 {
        $0.regions[index].firstPiece += 1
      }
      $0.regions[1].pieceCount = 3
      $0.annex = .empty
    },
    HarmfulChange("the level that is reached", "lr", at: 100, (0.5 * v100, 0.375 * v100)) {
      $0.levels[1] = 0.375
    },
    HarmfulChange("a level that is not", "lr", at: 100, nil) { $0.levels[2] = 0.125 },
    HarmfulChange("the floor", "lr", at: 100, (0.5 * v100, 0.75)) {
      $0.regions[0].response?.floor = 0.75
    },
    HarmfulChange("a floor below", "lr", at: 100, nil) { $0.regions[0].response?.floor = 0.25 },
    HarmfulChange("no response", "lr", at: 100, (0.5 * v100, v100)) {
      $0.regions[0].response = nil
    },
    HarmfulChange("no event", "lr", at: 100, nil) {
      $0.regions[0].exit = nil
      $0.regions[1].exit = Exit(machine: 1, region: 4)
      $0.machines[2] = Machine(kind: .signal, name: "unused")
      $0.regions[6].length = 100
      $0.regions[6].exit = Exit(machine: 2, region: nil)
    },
    HarmfulChange("another event", "lr", at: 300, nil) { $0.regions[1].exit?.region = 4 },
    HarmfulChange("the multiplier", "lr", group: "head", at: 100, (0.25 * v100, 0.5 * v100)) {
      $0.tracks[1].multiplier = 1
    },
    HarmfulChange("what is held", "lr", at: 1000, (0.25, 0.5)) { $0.tracks[0].after = .hold(0.5) },
    HarmfulChange("nothing held any more", "lr", at: 1000, (0.25, .nan)) {
      $0.tracks[0].after = .error
    },
    HarmfulChange("something held now", "lr", group: "head", at: 1000, (.nan, 0.125)) {
      $0.tracks[1].after = .hold(0.25)
    },
    HarmfulChange("what goes on", "wd", at: 1000, (0.75, 0.375)) {
      $0.tracks[3].after = .continues(0.25)
    },
    HarmfulChange("nothing goes on any more", "wd", at: 1000, (0.75, 1)) {
      $0.tracks[3].after = .hold(0.5)
    },
    HarmfulChange("no repetition", "momentum", at: 1000, (0, 0.5)) {
      $0.tracks[2].after = .hold(0.5)
    },
    HarmfulChange("the grid", "momentum", at: 100, (95.0 / 1024, 96.0 / 1024)) {
      $0.regions[2].gridAnchor = 6
    },
    HarmfulChange("a value of the past that is repeated", "momentum", at: 1000, (0, 0.5)) {
      $0.pieces.insert(Piece(constant: 0.5, updates: 0..<50), at: 4)
      $0.pieces[5].start = 50
      for index in $0.regions.indices where $0.regions[index].firstPiece > 4 {
        $0.regions[index].firstPiece += 1
      }
      $0.regions[2].pieceCount = 2
      $0.annex = .empty
    },
  ]

  /// The value of the first region's curve at update 100, before any cut.
  static let v100 = 1 + 100.0 / 512

  static func value(_ t: Double, _ factor: Double) -> Double {
    let u = (t - 1000) / 512
    return (-factor * u) * (u * u) * ((u * u) * (u * u))
  }

  @Test(arguments: early)
  func `a change ahead is refused with the first update and both values`(
    change: HarmfulChange
  ) throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build(change.change)
    let error = #expect(throws: RestorationError.self) { try new.restore(cutOnce(old), at: 100) }
    guard case .differs(let difference)? = error else {
      Issue.record("refused for another reason: \(String(describing: error))")
      return
    }
    #expect(change.matches(difference.subject), "\(difference.subject)")
    #expect(difference.facts.isEmpty)
  }

  /// The first of what an event leads to is compared as if it happened now.
  @Test func `what an event leads to is compared to its far end`() throws {
    let old = try SampleTable().build()
    for (piece, change) in [(6, 0.5), (7, 0.25), (8, 0.75), (9, 0.125)] {
      let new = try SampleTable.build { $0.pieces[piece].body.c0 = change }
      #expect(throws: RestorationError.self, "piece \(piece)") {
        try new.restore(cutOnce(old), at: 100)
      }
      #expect(try new.restore(cutOnce(old), at: 300).grounds == .sameValues(old.digest))
    }
  }

  @Test func `every field of a machine ahead matters`() throws {
    let old = try SampleTable().build()
    let changes: [@Sendable (inout Machine) -> Void] = [
      { $0.name = "other" }, { $0.mode = .max }, { $0.thresholdKind = .absolute },
      { $0.threshold = 0.125 }, { $0.patience = 3 }, { $0.patienceUnit = .updates },
      { $0.cooldown = 2 }, { $0.cooldownUnit = .updates }, { $0.ticks = .torch },
      { $0.onNonFinite = .ignore }, { $0.best = .sinceStart }, { $0.smoothing = 0.5 },
      { $0.averages = 2 },
    ]
    for change in changes {
      let new = try SampleTable.build { change(&$0.machines[0]) }
      #expect(throws: RestorationError.self) { try new.restore(cutOnce(old), at: 100) }
    }
  }

  @Test func `another clock, a missing track and a new one are refused by name`() throws {
    let old = try SampleTable().build()
    func subject(_ change: (inout SampleTable) -> Void) throws -> TableDifference.Subject? {
      let new = try SampleTable.build(change)
      let error = #expect(throws: RestorationError.self) { try new.restore(cutOnce(old), at: 100) }
      guard case .differs(let difference)? = error else { return nil }
      return difference.subject
    }
    #expect(try subject { $0.clock = "rollouts" } == .clock("steps", "rollouts"))
    #expect(
      try subject { $0.tracks.remove(at: 1) }
        == .track(channel: "lr", group: "head", isInNewTable: false)
    )
    #expect(
      try subject { $0.tracks.append(Track(channel: "ema", firstRegion: 2, after: .repeats)) }
        == .track(channel: "ema", group: .empty, isInNewTable: true)
    )
  }

  @Test func `facts that changed are listed with a difference`() throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build {
      $0.clock = "rollouts"
      $0.facts = [
        RunFact(name: "run.batch", value: "512 samples"), RunFact(name: "vars.x", value: "1"),
      ]
    }
    let error = #expect(throws: RestorationError.self) { try new.restore(cutOnce(old)) }
    guard case .differs(let difference)? = error else {
      Issue.record("refused for another reason")
      return
    }
    let listed = difference.facts.map { "\($0.name) \($0.old.text) \($0.new.text)" }
    #expect(listed == ["run.batch 256 samples 512 samples", "vars.größe  ", "vars.x  1"])
    #expect(
      error?.message
        == "the table changes the rest of the run: it counts rollouts instead of steps (run.batch was "
        + "256 samples and is 512 samples, vars.größe was not set and is not set, vars.x was not set "
        + "and is 1): load the table that the run began with, or migrate on purpose"
    )
  }

  /// The checkpoint of a run at update 90 whose first plateau has cut once.
  private func cutOnce(_ table: ScheduleTable) throws -> [UInt8] {
    var run = ScheduleRun(table)
    for t in [70, 80, 90] as [Int64] { try run.observe("val_loss", 1, measuredAt: t) }
    #expect(run.state.machines[0].cuts == 1)
    return Checkpoint(of: run).encoded()
  }
}
