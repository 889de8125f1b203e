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
    BrokenParts("length above", .table(.length(1 << 53))) { $0.length = 1 << 53 },
    BrokenParts("no tracks", .table(.noTracks)) { $0.tracks = [] },
    BrokenParts("pieces", .table(.tooMany(.starts, found: 5, limit: 4))) { $0.limits.pieces = 4 },
    BrokenParts("tracks", .table(.tooMany(.tracks, found: 3, limit: 2))) { $0.limits.tracks = 2 },
    BrokenParts("regions", .table(.tooMany(.regions, found: 3, limit: 2))) {
      $0.limits.regions = 2
    },
    BrokenParts("phases", .table(.tooMany(.phases, found: 3, limit: 2))) { $0.limits.phases = 2 },
    BrokenParts("facts", .table(.tooMany(.facts, found: 2, limit: 1))) { $0.limits.facts = 1 },
    BrokenParts("recipe", .table(.tooMany(.recipe, found: 24, limit: 23))) {
      $0.limits.bytes = 23
    },
    BrokenParts("bytes", .file(.tooLarge(found: 1440, limit: 1439))) { $0.limits.bytes = 1439 },
    BrokenParts("equal facts", .table(.duplicateFact(1, of: 0))) { $0.facts[1].name = "run.batch" },
    BrokenParts("piece phases", .table(.provenanceCount(4, pieces: 5))) {
      $0.annex.phaseOfPiece.removeLast()
    },
    BrokenParts("piece phase", .table(.provenance(piece: 2, phase: 3, available: 3))) {
      $0.annex.phaseOfPiece[2] = 3
    },
    BrokenParts("phase track", .phase(1, .track(3, available: 3))) { $0.annex.phases[1].track = 3 },
    BrokenParts("phase line", .phase(1, .line(-1))) { $0.annex.phases[1].line = -1 },
    BrokenParts(
      "phase updates",
      .phase(1, .updates(first: 300, end: 1001, tableLength: 1000))
    ) { $0.annex.phases[1].updates = 300..<1001 },
    BrokenParts("no phase updates", .phase(1, .updates(first: 9, end: 9, tableLength: 1000))) {
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
    BrokenParts("machine", .track(0, .reservedMachine(0))) { $0.tracks[0].machine = 0 },
    BrokenParts("no first region", .track(2, .firstRegion(3, available: 3))) {
      $0.tracks[2].firstRegion = 3
    },
    BrokenParts("negative first region", .track(2, .firstRegion(-1, available: 3))) {
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
    BrokenParts("floor", .track(1, .floor(0x1p501))) { $0.tracks[1].floor = 0x1p501 },
    BrokenParts("hold", .track(0, .hold(0x1p-501))) { $0.tracks[0].after = .hold(0x1p-501) },
    BrokenParts("equal tracks", .track(1, .duplicate(of: 0))) { $0.tracks[1].group = .empty },
  ]

  static let regions: [BrokenParts] = [
    BrokenParts("kind", .region(1, .reservedKind)) { $0.regions[1].kind = .stretched },
    BrokenParts("period", .region(1, .reservedPeriod(7))) { $0.regions[1].period = 7 },
    BrokenParts("event", .region(1, .reservedEvent(2))) { $0.regions[1].event = 2 },
    BrokenParts("start", .region(2, .extent(start: -1, length: 1000, tableLength: 1000))) {
      $0.regions[2].start = -1
    },
    BrokenParts("length", .region(2, .extent(start: 0, length: 0, tableLength: 1000))) {
      $0.regions[2].length = 0
    },
    BrokenParts("end", .region(1, .extent(start: 300, length: 701, tableLength: 1000))) {
      $0.regions[1].length = 701
    },
    BrokenParts("overflow", .region(1, .extent(start: 300, length: .max, tableLength: 1000))) {
      $0.regions[1].length = .max
    },
    BrokenParts("grid", .region(2, .grid(0))) { $0.regions[2].grid = 0 },
    BrokenParts("large grid", .region(2, .grid(1 << 53))) { $0.regions[2].grid = 1 << 53 },
    BrokenParts("anchor", .region(2, .gridAnchor(.min))) { $0.regions[2].gridAnchor = .min },
    BrokenParts("large anchor", .region(2, .gridAnchor(1 << 53))) {
      $0.regions[2].gridAnchor = 1 << 53
    },
    BrokenParts("no pieces", .region(2, .pieces(first: 4, count: 0, available: 5))) {
      $0.regions[2].pieceCount = 0
    },
    BrokenParts("piece range", .region(2, .pieces(first: 4, count: 2, available: 5))) {
      $0.regions[2].pieceCount = 2
    },
    BrokenParts("piece overflow", .region(2, .pieces(first: 4, count: .max, available: 5))) {
      $0.regions[2].pieceCount = .max
    },
    BrokenParts("negative piece", .region(2, .pieces(first: -1, count: 1, available: 5))) {
      $0.regions[2].firstPiece = -1
    },
    BrokenParts("first piece", .region(0, .firstPieceStart(expected: 0, found: 1))) {
      $0.regions[0].firstPiece = 1
      $0.regions[0].pieceCount = 1
    },
    BrokenParts("last piece", .region(1, .lastPieceStart(start: 1000, end: 1000))) {
      $0.pieces[3].start = 1000
    },
    BrokenParts("timeout", .region(0, .timeout(3, available: 3))) { $0.regions[0].timeout = 3 },
    BrokenParts("gap", .region(0, .nextStart(region: 1, expected: 299, found: 300))) {
      $0.regions[0].length = 299
    },
    BrokenParts("loop", .region(1, .nextStart(region: 0, expected: 1000, found: 0))) {
      $0.regions[1].timeout = 0
    },
    BrokenParts("early end", .region(0, .endsEarly(end: 300, tableLength: 1000))) {
      $0.regions[0].timeout = nil
    },
    BrokenParts("unused region", .region(2, .unused)) {
      $0.tracks.removeLast()
      $0.annex = .empty
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
    BrokenParts("piece before all regions", .piece(0, .unused)) {
      $0.regions[0] = Region(firstPiece: 4, pieceCount: 1, start: 0, length: 300, timeout: 1)
    },
    BrokenParts("piece after all regions", .piece(5, .unused)) {
      $0.pieces.append($0.pieces[4])
      $0.annex = .empty
    },
  ]

  static let texts: [BrokenParts] = [
    BrokenParts("clock", .text(.clock, .empty)) { $0.clock = .empty },
    BrokenParts("channel", .text(.channel(track: 1), .empty)) { $0.tracks[1].channel = .empty },
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

  @Test(arguments: tables + tracks + regions + pieces + texts)
  func `parts that break one rule are refused for it`(parts: BrokenParts) throws {
    var sample = SampleTable()
    _ = try sample.build()
    parts.change(&sample)
    let broken = sample
    #expect(throws: parts.error) { try broken.build() }
  }

  /// The same rules hold for a file: the decoder has no way around them.
  @Test func `a file with a broken piece is refused for it`() throws {
    var surgery = try FileSurgery()
    surgery.set(0.5, at: FileSurgery.body(1))
    surgery.repair()
    #expect(surgery.refusal() == .piece(1, .origin(0.5)))
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
