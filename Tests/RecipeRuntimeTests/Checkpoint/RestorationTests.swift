// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// A change to the sample under which a run that has come to update 400 goes on.
struct HarmlessChange: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let change: @Sendable (inout SampleTable) -> Void

  init(_ name: String, _ change: @escaping @Sendable (inout SampleTable) -> Void) {
    testDescription = name
    self.change = change
  }
}

@Suite struct RestorationTests {
  static let harmless: [HarmlessChange] = [
    HarmlessChange("a value of the past") { $0.pieces[1].body.c1 = 0.75 },
    HarmlessChange("a region of the past") { $0.regions[0].response = nil },
    HarmlessChange("what an event of the past led to") { $0.pieces[8].body.c0 = 0.5 },
    HarmlessChange("a machine of the past") { $0.machines[1].threshold = 0.75 },
    HarmlessChange("pieces cut otherwise") { $0.splitPiece(3, inRegion: 1, at: 800) },
    HarmlessChange("regions cut otherwise") { $0.splitRegion(1, at: 700, beforePiece: 3) },
    HarmlessChange("tracks in another order") { $0.tracks.swapAt(0, 3) },
    HarmlessChange("a fact") { $0.facts[0].value = "512 samples" },
    HarmlessChange("levels elsewhere") {
      $0.levels.insert(contentsOf: [1, 0.5, 0.25], at: 0)
      $0.shiftLevels(by: 3)
      $0.regions[5].response?.firstLevel = 0
    },
    HarmlessChange("machines in another order") {
      $0.machines.swapAt(2, 3)
      $0.regions[1].exit?.machine = 3
      $0.regions[4].exit?.machine = 2
    },
    HarmlessChange("a multiplier moved into the levels") {
      $0.tracks[3].multiplier = 1
      $0.levels[3] = 1.5
      $0.levels[4] = 1
    },
    HarmlessChange("a multiplier moved into the pieces") {
      $0.tracks[2].multiplier = 0.5
      $0.pieces[4].body.c1 = 2
    },
    HarmlessChange("a grid anchored one grid later") { $0.regions[2].gridAnchor = 15 - 20 },
  ]

  @Test(arguments: harmless)
  func `a table that changes nothing from here on goes on, and says so`(
    change: HarmlessChange
  ) throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build {
      $0.annex = .empty
      change.change(&$0)
    }
    #expect(new.digest != old.digest)
    for seed in 0..<12 as Range<UInt64> {
      var run = ScheduleRun(old)
      try tell(&run, until: 400, seed: seed)
      let restoration = try new.restore(Checkpoint(of: run).encoded(), at: 400)
      #expect(restoration.grounds == .sameValues(old.digest))
      #expect(restoration.state.digest == new.digest)
      var comparison = RunComparison(old: run, new: restoration.run)
      #expect(comparison.firstDifference(around: 400) == nil)
      var future = RandomTrace(
        seed: seed,
        at: 400,
        isOrderly: true,
        metrics: Self.metrics,
        signals: ["decay"]
      )
      #expect(comparison.firstDifference(telling: &future, steps: 30) == nil)
    }
  }

  @Test func `a table that differs in its annex only is the same table`() throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build { $0.annex = .empty }
    var run = ScheduleRun(old)
    try tell(&run, until: 400, seed: 1)
    for carriesTable in [false, true] {
      let restoration = try new.restore(Checkpoint(of: run, carriesTable: carriesTable).encoded())
      #expect(restoration.grounds == .sameTable)
      #expect(restoration.state == run.state)
    }
  }

  @Test func `without its table a checkpoint goes on under the very same one only`() throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build { $0.pieces[1].body.c1 = 0.75 }
    let bytes = Checkpoint(of: ScheduleRun(old), carriesTable: false).encoded()
    #expect(throws: RestorationError.otherTable(found: old.digest, expected: new.digest)) {
      try new.restore(bytes, at: 400)
    }
    #expect(throws: RestorationError.otherTable(found: old.digest, expected: new.digest)) {
      try new.migrate(bytes, at: 400)
    }
    #expect(try old.restore(bytes).grounds == .sameTable)
  }

  @Test func `a run cannot go on from before what it has seen`() throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build { $0.pieces[1].body.c1 = 0.75 }
    var run = ScheduleRun(old)
    try run.observe("val_loss", 1, measuredAt: 400)
    let bytes = Checkpoint(of: run).encoded()
    #expect(throws: RestorationError.updateBeforeState(update: 399, clock: 400)) {
      try new.restore(bytes, at: 399)
    }
    #expect(throws: RestorationError.updateBeforeState(update: 399, clock: 400)) {
      try new.migrate(bytes, at: 399)
    }
    // Without an update it is the last that something took effect at.
    #expect(try new.restore(bytes).grounds == .sameValues(old.digest))
  }

  /// The past of a run that has seen nothing is nothing: the change is ahead of it.
  @Test func `a change behind one run is ahead of another`() throws {
    let old = try SampleTable().build()
    let new = try SampleTable.build { $0.pieces[1].body.c1 = 0.75 }
    let bytes = Checkpoint(of: ScheduleRun(old)).encoded()
    let subject = TableDifference.Subject.value(
      channel: "lr",
      group: .empty,
      update: 1,
      old: 1 + 1.0 / 512,
      new: 1 + 0.75 / 512
    )
    #expect(throws: RestorationError.differs(TableDifference(subject: subject, facts: []))) {
      try new.restore(bytes)
    }
    #expect(try new.restore(bytes, at: 300).grounds == .sameValues(old.digest))
  }

  /// A period or a grid that comes round a trillion times is compared once.
  @Test(arguments: [(1, 1000), (10, 0), (7, 1000)] as [(Int64, Int64)])
  func `endless repetition is compared in no time`(grid: Int64, period: Int64) throws {
    func table(_ warmup: Double) throws -> ScheduleTable {
      var sample = SampleTable.open
      sample.pieces[0].body.c1 = warmup
      sample.regions[1].grid = grid
      sample.regions[3].grid = grid
      sample.regions[3].period = period
      return try sample.build()
    }
    let old = try table(1)
    let restoration = try table(0.5).restore(Checkpoint(of: ScheduleRun(old)).encoded(), at: 16)
    #expect(restoration.grounds == .sameValues(old.digest))
  }

  /// The region that an event led to has another number in the new table.
  @Test func `a run that was moved goes on where it is`() throws {
    let run = try StateRecordTests.run()
    let new = try SampleTable.build { $0.splitRegion(0, at: 150, beforePiece: 1) }
    let restoration = try new.restore(Checkpoint(of: run).encoded(), at: 120)
    #expect(restoration.grounds == .sameValues(run.table.digest))
    let place = ChainState(region: 5, entry: 100, isEntered: true, isEnded: false)
    #expect(restoration.state.chains == [place])
    var comparison = RunComparison(old: run, new: restoration.run)
    var future = RandomTrace(
      seed: 3,
      at: 120,
      isOrderly: true,
      metrics: Self.metrics,
      signals: ["decay"]
    )
    #expect(comparison.firstDifference(telling: &future, steps: 30) == nil)
  }

  /// Each of two machines remembers its own; one cannot stand for both, nor two for one.
  @Test func `machines are paired one to one`() throws {
    func table(_ machines: [Int]) throws -> ScheduleTable {
      try ScheduleTable(
        length: 100,
        tracks: machines.indices.map {
          Track(channel: UTF8Text("channel\($0)"), firstRegion: $0, after: .hold(0))
        },
        regions: machines.map {
          Region(
            firstPiece: 0,
            pieceCount: 1,
            start: 0,
            length: 100,
            response: Response(machine: $0, firstLevel: 0)
          )
        },
        pieces: [Piece(constant: 1, updates: 0..<100)],
        machines: Set(machines).map { _ in Machine.plateau(cuts: 1) },
        levels: [1, 0.5],
        recipeDigest: Digest(of: [])
      )
    }
    for (machines, others) in [([0, 1], [0, 0]), ([0, 0], [0, 1])] {
      let bytes = Checkpoint(of: ScheduleRun(try table(machines))).encoded()
      let subject = TableDifference.Subject.events(channel: "channel1", group: .empty, update: 0)
      #expect(throws: RestorationError.differs(TableDifference(subject: subject, facts: []))) {
        try table(others).restore(bytes)
      }
    }
    let swapped = Checkpoint(of: ScheduleRun(try table([0, 1]))).encoded()
    #expect(try table([1, 0]).restore(swapped).grounds != .sameTable)
  }

  /// Steps of 4 that fall together with a grid of 4 at this entry do not at the next.
  @Test func `a grid behind an event must agree at every entry`() throws {
    var steps = SampleTable.open
    steps.regions[2].length = 8
    steps.regions[2].pieceCount = 2
    steps.regions[3].firstPiece = 4
    steps.pieces[2] = Piece(constant: 0, updates: 0..<4)
    steps.pieces.insert(Piece(constant: 0.5, updates: 4..<8), at: 3)
    var sampled = SampleTable.open
    sampled.regions[2].length = 8
    sampled.regions[2].grid = 4
    sampled.pieces[2] = Piece(
      start: 0,
      origin: 0,
      scale: 0x1p-3,
      coefficients: [0, 1, 0, 0, 0, 0, 0, 0]
    )
    let bytes = Checkpoint(of: ScheduleRun(try steps.build())).encoded()
    let subject = TableDifference.Subject.events(channel: "lr", group: .empty, update: 120)
    #expect(throws: RestorationError.differs(TableDifference(subject: subject, facts: []))) {
      try sampled.build().restore(bytes, at: 120)
    }
  }

  static let metrics: [UTF8Text] = ["val_loss", "val_acc", "loss"]

  private func tell(_ run: inout ScheduleRun, until end: Int64, seed: UInt64) throws {
    // In the first region accuracy would lead elsewhere; it is told from there on.
    var trace = RandomTrace(seed: seed, metrics: ["val_loss", "loss", "other"], signals: ["decay"])
    while true {
      let step = trace.next()
      if step.effective >= end { return }
      _ = run.apply(step)
    }
  }
}

extension SampleTable {
  /// Cuts a piece in two that have the same polynomial.
  mutating func splitPiece(_ piece: Int, inRegion region: Int, at update: Int64) {
    pieces.insert(Piece(start: update, body: pieces[piece].body), at: piece + 1)
    for index in regions.indices where regions[index].firstPiece > piece {
      regions[index].firstPiece += 1
    }
    regions[region].pieceCount += 1
    annex = .empty
  }

  /// Cuts a region in two, and the piece that lies across; everything behind it moves up by one.
  mutating func splitRegion(_ index: Int, at update: Int64, beforePiece piece: Int) {
    splitPiece(piece, inRegion: index, at: update)
    var second = regions[index]
    let end = second.end
    second.firstPiece = piece + 1
    second.pieceCount = regions[index].pieces.upperBound - second.firstPiece
    (second.start, second.length) = (update, end - update)
    regions[index].pieceCount -= second.pieceCount
    regions[index].length = update - regions[index].start
    for other in regions.indices {
      if let next = regions[other].timeout, next > index { regions[other].timeout = next + 1 }
      if let next = regions[other].exit?.region, next > index {
        regions[other].exit?.region = next + 1
      }
    }
    if let next = second.timeout, next > index { second.timeout = next + 1 }
    if let next = second.exit?.region, next > index { second.exit?.region = next + 1 }
    regions.insert(second, at: index + 1)
    regions[index].timeout = index + 1
    for track in tracks.indices where tracks[track].firstRegion > index {
      tracks[track].firstRegion += 1
    }
  }
}
