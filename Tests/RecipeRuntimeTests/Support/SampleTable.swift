// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// The parts of a table, each of which a test may break before it builds the table.
///
/// The sample has every feature of format 0: shared regions, a chain of regions, a grid with an
/// anchor, the three ways past the end, groups, optimizers, facts and an annex.
struct SampleTable {
  var clock: UTF8Text = .steps
  var length: Int64 = 1000
  var tracks = [
    Track(channel: "lr", firstRegion: 0, after: .hold(0.25)),
    Track(
      channel: "lr",
      group: "head",
      firstRegion: 0,
      multiplier: 0.5,
      floor: 0.125,
      after: .error
    ),
    Track(channel: "momentum", optimizer: "sgd", firstRegion: 2, after: .repeats),
  ]
  var regions = [
    Region(firstPiece: 0, pieceCount: 2, start: 0, length: 300, timeout: 1),
    Region(firstPiece: 2, pieceCount: 2, start: 300, length: 700),
    Region(firstPiece: 4, pieceCount: 1, start: 0, length: 1000, grid: 10, gridAnchor: 5),
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
  ]
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
        updates: 0..<1000,
        errorBound: 0,
        errorIsRelative: false
      ),
    ],
    phaseOfPiece: [0, 0, 1, 1, 2],
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
}
