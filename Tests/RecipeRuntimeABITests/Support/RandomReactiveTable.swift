// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// Builds valid tables with everything that a metric or a signal can act on, in any mixture.
struct RandomReactiveTable {
  private var generator: SeededGenerator
  private var regions: [Region] = []
  private var pieces: [Piece] = []

  /// Starts from a seed.
  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Builds a table of 60 updates if no event happens: a plateau, a way out by a metric and one by a signal
  /// in the first track, a plateau past the end in the second, grids, periods and repeats in the third.
  mutating func build() throws(TableError) -> ScheduleTable {
    regions = []
    pieces = []
    let moved = addMovedRegions()
    let held = addRegion(start: 0, length: 60)
    regions[held].response = Response(machine: 0, firstLevel: 0)
    let plain = addRegion(start: 0, length: 60)
    regions[plain].grid = Int64.random(in: 1...9, using: &generator)
    regions[plain].gridAnchor = Int64.random(in: -5...5, using: &generator)
    let after: Track.After =
      [.hold(0.75), .repeats, .error].randomElement(using: &generator) ?? .error
    return try ScheduleTable(
      length: 60,
      tracks: [
        Track(channel: "lr", firstRegion: moved, multiplier: 1.5, after: .hold(0.125)),
        Track(channel: "lr", group: "bias", firstRegion: moved, after: .hold(0.125)),
        Track(channel: "weight_decay", firstRegion: held, after: .continues(0.0625)),
        Track(
          channel: "momentum",
          optimizer: "sgd",
          firstRegion: plain,
          multiplier: 0.3,
          after: after
        ),
      ],
      regions: regions,
      pieces: pieces,
      machines: machines(),
      levels: [1, 0.5, 0.25, 0.1],
      facts: [RunFact(name: "batch", value: "256"), RunFact(name: "seed", value: "")],
      annex: Annex(
        phases: [PhaseRecord(track: 0, name: "warmup", line: 3, updates: 0..<20, errorBound: 1)],
        phaseOfPiece: [],
        recipe: []
      ),
      recipeDigest: Digest(of: [])
    )
  }

  /// The plateau, then what leads out of the first and of the second region.
  private mutating func machines() -> [Machine] {
    [
      Machine(
        kind: .plateau,
        name: "loss",
        thresholdKind: .relative,
        threshold: 0.01,
        patience: Int64.random(in: 1...3, using: &generator),
        cooldown: Int64.random(in: 0...2, using: &generator),
        onNonFinite: [.error, .ignore, .countsAsBad].randomElement(using: &generator) ?? .error,
        smoothing: Bool.random(using: &generator) ? 0 : 0.5,
        levelCount: 4
      ),
      Machine(kind: .crosses, name: "loss", threshold: 0.2),
      Machine(kind: .signal, name: "cool"),
    ]
  }

  /// Three regions: the first is left at a crossing, the second at a signal; returns the first.
  private mutating func addMovedRegions() -> Int {
    let first = addRegion(start: 0, length: 20)
    let second = addRegion(start: 20, length: 40)
    let third = addRegion(start: 0, length: 10)
    regions[first].timeout = second
    regions[first].exit = Exit(machine: 1, region: second)
    regions[second].exit = Exit(machine: 2, region: third)
    if Bool.random(using: &generator) { regions[second].period = 8 }
    return first
  }

  private mutating func addRegion(start: Int64, length: Int64) -> Int {
    let isPeriodic = length == 40
    // A period of 8 must hold all pieces, so such a region has one piece only.
    let cut =
      isPeriodic ? nil : Optional(Int64.random(in: start + 1..<start + length, using: &generator))
    let ranges = cut.map { [start..<$0, $0..<start + length] } ?? [start..<start + length]
    regions.append(
      Region(firstPiece: pieces.count, pieceCount: ranges.count, start: start, length: length)
    )
    for range in ranges { pieces.append(piece(over: range)) }
    return regions.count - 1
  }

  /// A piece with values between 0 and 8, as a response needs them.
  private mutating func piece(over updates: Range<Int64>) -> Piece {
    var coefficients = SIMD8<Double>.zero
    for index in 0..<Int.random(in: 1...8, using: &generator) {
      coefficients[index] = Double.random(in: 0x1p-10...1, using: &generator)
    }
    return Piece(
      start: updates.lowerBound,
      origin: Double(updates.lowerBound),
      scale: PieceBody.scale(reaching: Int64(updates.count)),
      coefficients: coefficients
    )
  }
}
