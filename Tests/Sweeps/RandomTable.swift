// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime
internal import SeededRandom

/// Makes valid tables that no compiler would write: everything that the rules allow, mixed.
///
/// Regions forwards and backwards, shared by tracks with multipliers; grids with anchors inside and
/// outside of their regions; polynomials of every degree, pieces of one update, every way past the
/// end.
enum RandomTable {
  /// A table of up to three tracks and up to 2^18 updates.
  static func make(using generator: inout SeededGenerator) throws(TableError) -> ScheduleTable {
    let length = generator.count(bits: 18)
    var chains = Chains()
    var tracks: [Track] = []
    for index in 0..<Int.random(in: 1...3, using: &generator) {
      if tracks.isEmpty || Bool.random(using: &generator) {
        chains.add(over: length, using: &generator)
      }
      tracks.append(
        Track(
          channel: UTF8Text("channel\(index)"),
          firstRegion: chains.newest,
          multiplier: Bool.random(using: &generator)
            ? 1 : Double.random(in: 0.01...3, using: &generator),
          after: [.hold(0.75), .repeats, .error].randomElement(using: &generator) ?? .error
        )
      )
    }
    return try ScheduleTable(
      length: length,
      tracks: tracks,
      regions: chains.regions,
      pieces: chains.pieces,
      recipeDigest: Digest(of: [])
    )
  }

  /// Chains of regions in the making, each over the whole length.
  private struct Chains {
    var regions: [Region] = []
    var pieces: [Piece] = []
    /// The region that the newest chain starts with.
    var newest = 0

    mutating func add(over length: Int64, using generator: inout SeededGenerator) {
      var chain: [Region] = []
      for updates in RandomTable.parts(of: 0..<length, atMost: 4, using: &generator) {
        let firstPiece = pieces.count
        for covered in RandomTable.parts(of: updates, atMost: 40, using: &generator) {
          pieces.append(RandomTable.piece(over: covered, using: &generator))
        }
        chain.append(
          Region(
            firstPiece: firstPiece,
            pieceCount: pieces.count - firstPiece,
            start: updates.lowerBound,
            length: updates.upperBound - updates.lowerBound,
            grid: Bool.random(using: &generator) ? 1 : generator.count(bits: 12),
            gridAnchor: Int64.random(in: -5000...length + 5000, using: &generator)
          )
        )
      }
      newest = regions.count
      for index in chain.indices.dropLast() { chain[index].timeout = newest + index + 1 }
      regions += chain
    }
  }

  /// Cuts a range into at most `count` parts that are not empty.
  private static func parts(
    of range: Range<Int64>,
    atMost count: Int,
    using generator: inout SeededGenerator
  ) -> [Range<Int64>] {
    var cuts: Set = [range.lowerBound, range.upperBound]
    for _ in 1..<Int.random(in: 2...count + 1, using: &generator) {
      cuts.insert(Int64.random(in: range, using: &generator))
    }
    let sorted = cuts.sorted()
    return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
  }

  /// A piece of any degree over some updates, with its origin in or near them.
  private static func piece(
    over updates: Range<Int64>,
    using generator: inout SeededGenerator
  ) -> Piece {
    let (first, last) = (updates.lowerBound, updates.upperBound - 1)
    let origin = Int64.random(in: first - 9...last + 9, using: &generator)
    var coefficients = SIMD8<Double>.zero
    for index in 0..<Int.random(in: 1...8, using: &generator)
    where Int.random(in: 0..<5, using: &generator) > 0 {
      coefficients[index] = Double.random(in: -4...4, using: &generator)
    }
    return Piece(
      start: first,
      origin: Double(origin),
      scale: PieceBody.scale(reaching: max(abs(first - origin), abs(last - origin))),
      coefficients: coefficients
    )
  }
}
