// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// The parts of a table, each of which a test may break before it builds the table.
///
/// The sample has every feature of format 1: machines of every kind, shared and own levels, responses
/// with and without a floor, exits that lead on and exits that end, regions that only an event reaches,
/// a period, grids with an anchor, the four ways past the end, groups, optimizers, facts and an annex.
struct SampleTable {
  var clock: UTF8Text = .steps
  var length: Int64 = 1000
  var tracks = [
    Track(channel: "lr", firstRegion: 0, after: .hold(0.25)),
    Track(channel: "lr", group: "head", firstRegion: 0, multiplier: 0.5, after: .error),
    Track(channel: "momentum", optimizer: "sgd", firstRegion: 2, after: .repeats),
    Track(channel: "wd", firstRegion: 3, multiplier: 2, after: .continues(0.5)),
  ]
  var regions = [
    Region(
      firstPiece: 0,
      pieceCount: 2,
      start: 0,
      length: 300,
      timeout: 1,
      exit: Exit(machine: 1, region: 4),
      response: Response(machine: 0, firstLevel: 0, floor: 0.125)
    ),
    Region(
      firstPiece: 2,
      pieceCount: 2,
      start: 300,
      length: 700,
      exit: Exit(machine: 2, region: nil)
    ),
    Region(firstPiece: 4, pieceCount: 1, start: 0, length: 1000, grid: 10, gridAnchor: 5),
    Region(
      firstPiece: 5,
      pieceCount: 1,
      start: 0,
      length: 1000,
      response: Response(machine: 4, firstLevel: 3)
    ),
    Region(
      firstPiece: 6,
      pieceCount: 2,
      start: 0,
      length: 200,
      grid: 4,
      gridAnchor: -3,
      period: 50,
      timeout: 5,
      exit: Exit(machine: 3, region: 6)
    ),
    Region(
      firstPiece: 8,
      pieceCount: 1,
      start: 200,
      length: 100,
      response: Response(machine: 0, firstLevel: 0, floor: 0.25)
    ),
    Region(firstPiece: 9, pieceCount: 1, start: 0, length: 1 << 53),
  ]
  var pieces = [
    Piece(constant: 1, updates: 0..<1),
    // 1 + u with u = t / 512.
    Piece(start: 1, origin: 0, scale: 0x1p-9, coefficients: [1, 1, 0, 0, 0, 0, 0, 0]),
    // u + u² with u = (t − 300) / 512.
    Piece(start: 300, origin: 300, scale: 0x1p-9, coefficients: [0, 1, 1, 0, 0, 0, 0, 0]),
    // u⁷ with u = (t − 1000) / 512, which runs into zero at the end.
    Piece(start: 600, origin: 1000, scale: 0x1p-9, coefficients: [0, 0, 0, 0, 0, 0, 0, -1]),
    // u with u = t / 1024.
    Piece(start: 0, origin: 0, scale: 0x1p-10, coefficients: [0, 1, 0, 0, 0, 0, 0, 0]),
    Piece(constant: 0.5, updates: 0..<1000),
    // 1 − u with u = t / 64, then a constant to the end of the period.
    Piece(start: 0, origin: 0, scale: 0x1p-6, coefficients: [1, -1, 0, 0, 0, 0, 0, 0]),
    Piece(constant: 0.5, updates: 32..<50),
    // 1 + u with u = (t − 200) / 128.
    Piece(start: 200, origin: 200, scale: 0x1p-7, coefficients: [1, 1, 0, 0, 0, 0, 0, 0]),
    Piece(constant: 0.0625, updates: 0..<1 << 53),
  ]
  var machines = [
    Machine(
      kind: .plateau,
      name: "val_loss",
      thresholdKind: .relative,
      threshold: 0.25,
      patience: 2,
      cooldown: 1,
      levelCount: 3
    ),
    Machine(kind: .crosses, name: "val_acc", mode: .max, threshold: 0.5, onNonFinite: .ignore),
    Machine(
      kind: .stopsImproving,
      name: "val_loss",
      patience: 100,
      patienceUnit: .updates,
      cooldown: 10,
      cooldownUnit: .updates,
      onNonFinite: .countsAsBad,
      best: .sinceStart,
      smoothing: 0.5
    ),
    Machine(kind: .signal, name: "decay"),
    Machine(
      kind: .plateau,
      name: "loss",
      patience: 1,
      ticks: .optax,
      averages: 2,
      levelCount: 2
    ),
  ]
  var levels = [1, 0.5, 0.25, 0.75, 0.5]
  var facts = [
    RunFact(name: "run.batch", value: "256 samples"), RunFact(name: "vars.größe", value: ""),
  ]
  var annex = Annex(
    phases: [
      PhaseRecord(track: 0, name: "warmup", line: 7, updates: 0..<300, errorBound: 1.5),
      PhaseRecord(track: 0, name: "cosine", line: 8, updates: 300..<1000, errorBound: 4.25),
      PhaseRecord(
        track: 2,
        name: "",
        line: 0,
        updates: 0..<1 << 53,
        errorBound: 0,
        errorIsRelative: false
      ),
    ],
    phaseOfPiece: [0, 0, 1, 1, 2, 2, 2, 2, 2, 2],
    recipe: Array("recipec: 1\nname: sample\n".utf8)
  )
  var recipeDigest = Digest(of: Array("a resolved recipe".utf8))
  var limits = TableLimits.default

  /// Builds the table of the parts.
  func build() throws(TableError) -> ScheduleTable {
    try ScheduleTable(
      clock: clock,
      length: length,
      tracks: tracks,
      regions: regions,
      pieces: pieces,
      machines: machines,
      levels: levels,
      facts: facts,
      annex: annex,
      recipeDigest: recipeDigest,
      limits: limits
    )
  }

  /// Builds the table of the parts after a change.
  static func build(_ change: (inout SampleTable) -> Void) throws(TableError) -> ScheduleTable {
    var sample = SampleTable()
    change(&sample)
    return try sample.build()
  }

  /// Moves the first level of every response.
  mutating func shiftLevels(by count: Int) {
    for index in regions.indices { regions[index].response?.firstLevel += count }
  }

  /// The parts of a run without a length: a warmup and a plateau of unknown length, left at a signal
  /// for a decay of 64 updates; beside it a track that no event moves.
  static var open: SampleTable {
    var sample = SampleTable()
    sample.length = ScheduleTable.openLength
    sample.tracks = [
      Track(channel: "lr", firstRegion: 0, after: .error),
      Track(channel: "momentum", firstRegion: 3, after: .hold(0.5)),
    ]
    sample.regions = [
      Region(firstPiece: 0, pieceCount: 1, start: 0, length: 16, timeout: 1),
      Region(
        firstPiece: 1,
        pieceCount: 1,
        start: 16,
        length: 1 << 53 - 16,
        exit: Exit(machine: 0, region: 2)
      ),
      Region(firstPiece: 2, pieceCount: 1, start: 0, length: 64),
      Region(firstPiece: 3, pieceCount: 1, start: 0, length: 1 << 53),
    ]
    sample.pieces = [
      Piece(start: 0, origin: 16, scale: 0x1p-4, coefficients: [1, 1, 0, 0, 0, 0, 0, 0]),
      Piece(constant: 1, updates: 16..<1 << 53),
      Piece(start: 0, origin: 64, scale: 0x1p-6, coefficients: [0, -1, 0, 0, 0, 0, 0, 0]),
      Piece(constant: 0.75, updates: 0..<1 << 53),
    ]
    sample.machines = [Machine(kind: .signal, name: "decay")]
    sample.levels = []
    sample.annex = .empty
    return sample
  }
}
