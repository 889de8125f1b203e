// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

/// A change to the sample's parts that breaks exactly one rule, and the error it must be refused with.
struct BrokenParts: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let error: TableError
  let change: @Sendable (inout SampleTable) -> Void

  init(
    _ rule: String,
    _ error: TableError,
    _ change: @escaping @Sendable (inout SampleTable) -> Void
  ) {
    testDescription = rule
    self.error = error
    self.change = change
  }
}

@Suite struct PartRuleTests {
  static let tables: [BrokenParts] = [
    BrokenParts("length below", .table(.length(0))) { $0.length = 0 },
    BrokenParts("length above", .table(.length(1 << 53 + 1))) { $0.length = 1 << 53 + 1 },
    BrokenParts("no tracks", .table(.noTracks)) { $0.tracks = [] },
    BrokenParts("pieces", .table(.tooMany(.starts, found: 10, limit: 9))) { $0.limits.pieces = 9 },
    BrokenParts("tracks", .table(.tooMany(.tracks, found: 4, limit: 3))) { $0.limits.tracks = 3 },
    BrokenParts("regions", .table(.tooMany(.regions, found: 7, limit: 6))) {
      $0.limits.regions = 6
    },
    BrokenParts("machines", .table(.tooMany(.machines, found: 5, limit: 4))) {
      $0.limits.machines = 4
    },
    BrokenParts("levels", .table(.tooMany(.levels, found: 5, limit: 4))) { $0.limits.levels = 4 },
    BrokenParts("phases", .table(.tooMany(.phases, found: 3, limit: 2))) { $0.limits.phases = 2 },
    BrokenParts("facts", .table(.tooMany(.facts, found: 2, limit: 1))) { $0.limits.facts = 1 },
    BrokenParts("recipe", .table(.tooMany(.recipe, found: 24, limit: 23))) {
      $0.limits.bytes = 23
    },
    BrokenParts("bytes", .file(.tooLarge(found: 2784, limit: 2783))) { $0.limits.bytes = 2783 },
    BrokenParts("equal facts", .table(.duplicateFact(1, of: 0))) { $0.facts[1].name = "run.batch" },
    BrokenParts("a level of zero", .table(.level(2, 0))) { $0.levels[2] = 0 },
    BrokenParts("a negative level", .table(.level(4, -0.5))) { $0.levels[4] = -0.5 },
    BrokenParts("a huge level", .table(.level(0, 0x1p501))) { $0.levels[0] = 0x1p501 },
    BrokenParts("a level before all responses", .table(.unusedLevel(0))) {
      $0.levels.insert(1, at: 0)
      $0.shiftLevels(by: 1)
    },
    BrokenParts("a level after all responses", .table(.unusedLevel(5))) { $0.levels.append(0.5) },
    BrokenParts("a level between responses", .table(.unusedLevel(3))) {
      $0.levels.insert(0.2, at: 3)
      $0.regions[3].response?.firstLevel = 4
    },
    BrokenParts("piece phases", .table(.provenanceCount(9, pieces: 10))) {
      $0.annex.phaseOfPiece.removeLast()
    },
    BrokenParts("piece phase", .table(.provenance(piece: 2, phase: 3, available: 3))) {
      $0.annex.phaseOfPiece[2] = 3
    },
    BrokenParts("phase track", .phase(1, .track(4, available: 4))) { $0.annex.phases[1].track = 4 },
    BrokenParts("phase line", .phase(1, .line(-1))) { $0.annex.phases[1].line = -1 },
    BrokenParts("phase updates", .phase(1, .updates(first: 300, end: 1 << 53 + 1))) {
      $0.annex.phases[1].updates = 300..<1 << 53 + 1
    },
    BrokenParts("early phase updates", .phase(1, .updates(first: -1, end: 9))) {
      $0.annex.phases[1].updates = -1..<9
    },
    BrokenParts("no phase updates", .phase(1, .updates(first: 9, end: 9))) {
      $0.annex.phases[1].updates = 9..<9
    },
    BrokenParts("phase error", .phase(1, .errorBound(.infinity))) {
      $0.annex.phases[1].errorBound = .infinity
    },
    BrokenParts("negative phase error", .phase(1, .errorBound(-1))) {
      $0.annex.phases[1].errorBound = -1
    },
  ]

  static let tracks: [BrokenParts] = [
    BrokenParts("no first region", .track(2, .firstRegion(7, available: 7))) {
      $0.tracks[2].firstRegion = 7
    },
    BrokenParts("negative first region", .track(2, .firstRegion(-1, available: 7))) {
      $0.tracks[2].firstRegion = -1
    },
    BrokenParts("late first region", .track(2, .firstRegionStart(300))) {
      $0.tracks[2].firstRegion = 1
    },
    BrokenParts("negative multiplier", .track(1, .multiplier(-0.5))) {
      $0.tracks[1].multiplier = -0.5
    },
    BrokenParts("multiplier", .track(1, .multiplier(.infinity))) {
      $0.tracks[1].multiplier = .infinity
    },
    BrokenParts("multiplier of the least level", .track(1, .level(0x1p-502))) {
      $0.tracks[1].multiplier = 0x1p-500
      $0.regions[0].response?.floor = 0
      $0.regions[5].response?.floor = 0
    },
    BrokenParts("multiplier of the floor", .track(1, .level(0x1p-503))) {
      $0.tracks[1].multiplier = 0x1p-500
      $0.levels = [1, 0.5, 0.5, 0.75, 0.5]
    },
    BrokenParts("multiplier of the greatest level", .track(3, .level(0x1p501))) {
      $0.tracks[3].multiplier = 2
      $0.levels[3] = 0x1p500
    },
    BrokenParts("multiplier of a level after an event", .track(0, .level(0x1p501))) {
      $0.tracks[0].multiplier = 4
      $0.regions[5].response = Response(machine: 4, firstLevel: 5)
      $0.levels += [0x1p499, 1]
    },
    BrokenParts("hold", .track(0, .hold(0x1p-501))) { $0.tracks[0].after = .hold(0x1p-501) },
    BrokenParts("continued", .track(3, .hold(.infinity))) {
      $0.tracks[3].after = .continues(.infinity)
    },
    BrokenParts("continues nothing", .track(2, .continuesNothing)) {
      $0.tracks[2].after = .continues(1)
    },
    BrokenParts("repeats with a response", .track(3, .repeatsReactive)) {
      $0.tracks[3].after = .repeats
    },
    BrokenParts("repeats with an event", .track(1, .repeatsReactive)) {
      $0.tracks[1].after = .repeats
    },
    BrokenParts("early end", .track(0, .endsElsewhere(end: 300, tableLength: 1000))) {
      $0.regions[0].timeout = nil
    },
    BrokenParts("late end", .track(2, .endsElsewhere(end: 1001, tableLength: 1000))) {
      $0.regions[2].length = 1001
    },
    BrokenParts("equal tracks", .track(1, .duplicate(of: 0))) { $0.tracks[1].group = .empty },
  ]

  static let regions: [BrokenParts] = [
    BrokenParts("kind", .region(1, .reservedKind)) { $0.regions[1].kind = .stretched },
    BrokenParts("start", .region(2, .extent(start: -1, length: 1000))) { $0.regions[2].start = -1 },
    BrokenParts("late start", .region(6, .extent(start: 1 << 53, length: 1))) {
      $0.regions[6].start = 1 << 53
      $0.regions[6].length = 1
    },
    BrokenParts("length", .region(2, .extent(start: 0, length: 0))) { $0.regions[2].length = 0 },
    BrokenParts("end", .region(1, .extent(start: 300, length: 1 << 53 - 299))) {
      $0.regions[1].length = 1 << 53 - 299
    },
    BrokenParts("overflow", .region(1, .extent(start: 300, length: .max))) {
      $0.regions[1].length = .max
    },
    BrokenParts("negative period", .region(1, .period(-1, length: 700))) {
      $0.regions[1].period = -1
    },
    BrokenParts("long period", .region(4, .period(200, length: 200))) {
      $0.regions[4].period = 200
    },
    BrokenParts("grid", .region(2, .grid(0))) { $0.regions[2].grid = 0 },
    BrokenParts("large grid", .region(2, .grid(1 << 53))) { $0.regions[2].grid = 1 << 53 },
    BrokenParts("anchor", .region(2, .gridAnchor(.min))) { $0.regions[2].gridAnchor = .min },
    BrokenParts("early anchor", .region(2, .gridAnchor(-1 << 53))) {
      $0.regions[2].gridAnchor = -1 << 53
    },
    BrokenParts("large anchor", .region(2, .gridAnchor(1 << 53))) {
      $0.regions[2].gridAnchor = 1 << 53
    },
    BrokenParts("no pieces", .region(2, .pieces(first: 4, count: 0, available: 10))) {
      $0.regions[2].pieceCount = 0
    },
    BrokenParts("piece range", .region(6, .pieces(first: 9, count: 2, available: 10))) {
      $0.regions[6].pieceCount = 2
    },
    BrokenParts("piece overflow", .region(2, .pieces(first: 4, count: .max, available: 10))) {
      $0.regions[2].pieceCount = .max
    },
    BrokenParts("negative piece", .region(2, .pieces(first: -1, count: 1, available: 10))) {
      $0.regions[2].firstPiece = -1
    },
    BrokenParts("first piece", .region(0, .firstPieceStart(expected: 0, found: 1))) {
      $0.regions[0].firstPiece = 1
      $0.regions[0].pieceCount = 1
    },
    BrokenParts("last piece", .region(1, .lastPieceStart(start: 1000, end: 1000))) {
      $0.pieces[3].start = 1000
    },
    BrokenParts("last piece in a period", .region(4, .lastPieceStart(start: 32, end: 32))) {
      $0.regions[4].period = 32
    },
    BrokenParts("timeout", .region(0, .timeout(7, available: 7))) { $0.regions[0].timeout = 7 },
    BrokenParts("timeout back", .region(1, .timeout(0, available: 7))) {
      $0.regions[1].timeout = 0
    },
    BrokenParts("timeout to itself", .region(1, .timeout(1, available: 7))) {
      $0.regions[1].timeout = 1
    },
    BrokenParts("gap", .region(0, .nextStart(region: 1, expected: 299, found: 300))) {
      $0.regions[0].length = 299
    },
    BrokenParts("unused region", .region(2, .unused)) {
      $0.tracks.remove(at: 2)
      $0.annex = .empty
    },
    BrokenParts("a region that no event leads to", .region(6, .unused)) {
      $0.regions[4].exit?.region = nil
    },
  ]

  static let responses: [BrokenParts] = [
    BrokenParts("exit's machine", .region(0, .exitMachine(5, available: 5))) {
      $0.regions[0].exit?.machine = 5
    },
    BrokenParts("negative machine", .region(0, .exitMachine(-1, available: 5))) {
      $0.regions[0].exit?.machine = -1
    },
    BrokenParts("exit at a plateau", .region(0, .exitIsPlateau(4))) {
      $0.regions[0].exit?.machine = 4
    },
    BrokenParts("exit nowhere", .region(0, .exit(7, available: 7))) {
      $0.regions[0].exit?.region = 7
    },
    BrokenParts("exit back", .region(4, .exit(0, available: 7))) { $0.regions[4].exit?.region = 0 },
    BrokenParts("exit to itself", .region(4, .exit(4, available: 7))) {
      $0.regions[4].exit?.region = 4
    },
    BrokenParts("response's machine", .region(3, .responseMachine(5, available: 5))) {
      $0.regions[3].response?.machine = 5
    },
    BrokenParts("response to no plateau", .region(3, .responseIsNoPlateau(1))) {
      $0.regions[3].response?.machine = 1
    },
    BrokenParts("levels", .region(3, .levels(first: 4, count: 2, available: 5))) {
      $0.regions[3].response?.firstLevel = 4
    },
    BrokenParts("negative level", .region(3, .levels(first: -1, count: 2, available: 5))) {
      $0.regions[3].response?.firstLevel = -1
    },
    BrokenParts("missing levels", .region(3, .levels(first: 5, count: 2, available: 5))) {
      $0.regions[3].response?.firstLevel = 5
    },
    BrokenParts("a level that rises", .region(0, .levelRises(2))) { $0.levels[2] = 0.75 },
    BrokenParts("negative floor", .region(0, .floor(-0.125))) {
      $0.regions[0].response?.floor = -0.125
    },
    BrokenParts("small floor", .region(0, .floor(0x1p-501))) {
      $0.regions[0].response?.floor = 0x1p-501
    },
  ]

  static let pieces: [BrokenParts] = [
    BrokenParts("order", .piece(1, .notAfterPrevious(start: 0, previous: 0))) {
      $0.pieces[1].start = 0
    },
    BrokenParts("fractional origin", .piece(1, .origin(0.5))) { $0.pieces[1].body.origin = 0.5 },
    BrokenParts("far origin", .piece(1, .origin(0x1p54))) { $0.pieces[1].body.origin = 0x1p54 },
    BrokenParts("endless origin", .piece(1, .origin(-.infinity))) {
      $0.pieces[1].body.origin = -.infinity
    },
    BrokenParts("scale", .piece(1, .scale(0x1.8p-9))) { $0.pieces[1].body.scale = 0x1.8p-9 },
    BrokenParts("large scale", .piece(1, .scale(2))) { $0.pieces[1].body.scale = 2 },
    BrokenParts("small scale", .piece(1, .scale(0x1p-54))) { $0.pieces[1].body.scale = 0x1p-54 },
    BrokenParts("negative scale", .piece(1, .scale(-0x1p-9))) {
      $0.pieces[1].body.scale = -0x1p-9
    },
    BrokenParts("large coefficient", .piece(1, .coefficient(index: 7, 0x1.1p500))) {
      $0.pieces[1].body.c7 = 0x1.1p500
    },
    BrokenParts("small coefficient", .piece(1, .coefficient(index: 4, -0x1.fp-501))) {
      $0.pieces[1].body.c4 = -0x1.fp-501
    },
    BrokenParts("first argument", .piece(3, .argument(update: 600))) {
      $0.pieces[3].body.scale = 0x1p-8
    },
    BrokenParts("last argument", .piece(4, .argument(update: 999))) {
      $0.pieces[4].body.scale = 0x1p-9
    },
    BrokenParts("last argument before a neighbour", .piece(1, .argument(update: 299))) {
      $0.pieces[1].body.scale = 0x1p-8
    },
    BrokenParts("last argument of a period", .piece(7, .argument(update: 49))) {
      $0.pieces[7].body.scale = 0x1p-4
    },
    BrokenParts("piece before all regions", .piece(0, .unused)) {
      $0.regions[0].firstPiece = 4
      $0.regions[0].pieceCount = 1
    },
    BrokenParts("piece after all regions", .piece(10, .unused)) {
      $0.pieces.append($0.pieces[4])
      $0.annex = .empty
    },
  ]

  static let texts: [BrokenParts] = [
    BrokenParts("clock", .text(.clock, .empty)) { $0.clock = .empty },
    BrokenParts("channel", .text(.channel(track: 1), .empty)) { $0.tracks[1].channel = .empty },
    BrokenParts("machine name", .text(.machine(3), .empty)) { $0.machines[3].name = .empty },
    BrokenParts("fact name", .text(.factName(0), .empty)) { $0.facts[0].name = .empty },
    BrokenParts("long", .text(.optimizer(track: 2), .tooLong(bytes: 13, limit: 12))) {
      $0.limits.textBytes = 12
      $0.tracks[2].optimizer = "stochasticgrd"
    },
    BrokenParts("control", .text(.factValue(1), .controlCharacter(offset: 2))) {
      $0.facts[1].value = "ab\n"
    },
    BrokenParts("delete", .text(.group(track: 1), .controlCharacter(offset: 0))) {
      $0.tracks[1].group = "\u{7f}"
    },
    BrokenParts("next line", .text(.phaseName(0), .controlCharacter(offset: 2))) {
      $0.annex.phases[0].name = "ü\u{85}"
    },
  ]

  @Test(arguments: tables + tracks + regions + responses + pieces + texts)
  func `parts that break one rule are refused for it`(parts: BrokenParts) throws {
    var sample = SampleTable()
    _ = try sample.build()
    parts.change(&sample)
    let broken = sample
    #expect(throws: parts.error) { try broken.build() }
  }

  @Test(arguments: [Double.nan, -0.0, .infinity, .leastNonzeroMagnitude])
  func `a coefficient that is no ordinary number is refused`(value: Double) throws {
    let error = try #require(
      #expect(throws: TableError.self) {
        try SampleTable.build { $0.pieces[2].body.c1 = value }
      }
    )
    guard case .piece(2, .coefficient(1, let found)) = error else {
      Issue.record("refused for another reason: \(error)")
      return
    }
    #expect(found.bitPattern == value.bitPattern)
  }

  @Test(
    arguments: [
      [0x80], [0xc1, 0xbf], [0xc3], [0xc3, 0x28], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
      [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82],
    ] as [[UInt8]]
  )
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: TableError.text(.clock, .notUTF8(offset: 1))) {
      try SampleTable.build { $0.clock = UTF8Text(utf8: [0x61] + bytes) }
    }
  }

  @Test(arguments: ["steps", "größe", "€", "\u{800}\u{d7ff}\u{e000}\u{ffff}", "\u{10ffff}", "😀"])
  func `names in any script are taken`(name: String) throws {
    let table = try SampleTable.build { $0.clock = UTF8Text(name) }
    #expect(table.clock.description == name)
  }

  @Test func `a message says where and what`() throws {
    let error = #expect(throws: TableError.self) {
      try SampleTable.build { $0.pieces[1].body.origin = 0.5 }
    }
    #expect(
      error?.message
        == "piece 1 has an origin (bits 0x3fe0000000000000) that is no integer of magnitude up to "
        + "2^53: compile the recipe again, and report it if that does not help"
    )
  }
}
