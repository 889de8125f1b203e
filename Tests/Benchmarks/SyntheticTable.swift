// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// Tables of a given size, of which only the size matters.
enum SyntheticTable {
  /// A table of one track with pieces of degree 7 of almost equal lengths.
  static func curve(pieces count: Int, length: Int64, text: Int = 0) throws -> ScheduleTable {
    let pieces = (0..<Int64(count)).map { index in
      let start = length * index / Int64(count)
      let end = length * (index + 1) / Int64(count)
      return Piece(
        start: start,
        origin: Double(start),
        scale: PieceBody.scale(reaching: end - start),
        coefficients: [0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7, -0.8]
      )
    }
    return try table(pieces, length: length, text: text)
  }

  /// A table of one track with one value.
  static func constant(length: Int64) throws -> ScheduleTable {
    try table([Piece(constant: 0.1, updates: 0..<length)], length: length, text: 0)
  }

  private static func table(
    _ pieces: [Piece],
    length: Int64,
    text: Int
  ) throws -> ScheduleTable {
    let phase = PhaseRecord(track: 0, name: "cosine", line: 7, updates: 0..<length, errorBound: 4)
    return try ScheduleTable(
      length: length,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .hold(0.25))],
      regions: [Region(firstPiece: 0, pieceCount: pieces.count, start: 0, length: length)],
      pieces: pieces,
      annex: Annex(
        phases: [phase],
        phaseOfPiece: pieces.map { _ in 0 },
        recipe: [UInt8](repeating: 0x23, count: text)
      ),
      recipeDigest: Digest(of: [])
    )
  }
}
