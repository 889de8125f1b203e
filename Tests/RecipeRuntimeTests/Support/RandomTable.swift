// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// Builds valid tables that no compiler would write: everything the rules allow, in any mixture.
struct RandomTable {
  private var generator: SeededGenerator

  /// Starts from a seed.
  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Builds a table of up to three tracks and up to 400 updates.
  mutating func build() throws(TableError) -> ScheduleTable {
    let length = Int64.random(in: 1...400, using: &generator)
    var regions: [Region] = []
    var pieces: [Piece] = []
    var tracks: [Track] = []
    for index in 0..<Int.random(in: 1...3, using: &generator) {
      let first = addChain(length, &regions, &pieces)
      tracks.append(
        Track(
          channel: UTF8Text("channel\(index)"),
          firstRegion: first,
          multiplier: Bool.random(using: &generator) ? 1 : value(magnitudeIn: 0.1...3),
          after: [.hold(0.75), .repeats, .error].randomElement(using: &generator) ?? .error
        )
      )
    }
    return try ScheduleTable(
      length: length,
      tracks: tracks,
      regions: regions,
      pieces: pieces,
      recipeDigest: Digest(of: [])
    )
  }

  /// Adds regions that cover the length and returns the first; half the time they lie backwards.
  private mutating func addChain(
    _ length: Int64,
    _ regions: inout [Region],
    _ pieces: inout [Piece]
  ) -> Int {
    var chain: [Region] = []
    for updates in parts(of: 0..<length, atMost: 4) {
      let firstPiece = pieces.count
      for covered in parts(of: updates, atMost: 5) { pieces.append(piece(over: covered)) }
      chain.append(
        Region(
          firstPiece: firstPiece,
          pieceCount: pieces.count - firstPiece,
          start: updates.lowerBound,
          length: Int64(updates.count),
          grid: Bool.random(using: &generator) ? 1 : Int64.random(in: 1...40, using: &generator),
          gridAnchor: Int64.random(in: -50...450, using: &generator)
        )
      )
    }
    let base = regions.count
    let isReversed = Bool.random(using: &generator)
    let place = { (index: Int) in base + (isReversed ? chain.count - 1 - index : index) }
    for index in chain.indices.dropLast() { chain[index].timeout = place(index + 1) }
    regions += isReversed ? chain.reversed() : chain
    return place(0)
  }

  /// Cuts a range into at most `count` parts that are not empty.
  private mutating func parts(of range: Range<Int64>, atMost count: Int) -> [Range<Int64>] {
    var cuts = [range.lowerBound, range.upperBound]
    for _ in 1..<Int.random(in: 2...count + 1, using: &generator) {
      cuts.append(Int64.random(in: range, using: &generator))
    }
    let sorted = cuts.sorted()
    return zip(sorted, sorted.dropFirst()).compactMap { $0 < $1 ? $0..<$1 : nil }
  }

  /// A piece of any degree over some updates, with its origin in or near them.
  private mutating func piece(over updates: Range<Int64>) -> Piece {
    let origin = Int64.random(
      in: updates.lowerBound - 9...updates.upperBound + 9,
      using: &generator
    )
    let reach = max(abs(updates.lowerBound - origin), abs(updates.upperBound - 1 - origin))
    var coefficients = SIMD8<Double>.zero
    for index in 0..<Int.random(in: 1...8, using: &generator)
    where Int.random(in: 0..<5, using: &generator) > 0 {
      let sign: Double = Bool.random(using: &generator) ? 1 : -1
      coefficients[index] = sign * value(magnitudeIn: 0x1p-10...4)
    }
    return Piece(
      start: updates.lowerBound,
      origin: Double(origin),
      scale: PieceBody.scale(reaching: reach),
      coefficients: coefficients
    )
  }

  private mutating func value(magnitudeIn range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &generator)
  }
}
