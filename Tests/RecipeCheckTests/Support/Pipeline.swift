// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeLowering
import RecipeRuntime
import RecipeSyntax
import Testing

@testable import RecipeSemantics

/// The stages before the check.
enum Pipeline {
  /// A recipe as a table with what its rows came from.
  static func lowered(
    _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> LoweredRecipe {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let bytes = Array(text.utf8)
    let source = sources.add(name: "recipe.yaml", bytes: bytes)
    let specs = PhaseKindRegistry.specs
    let lowered = RecipeParser.parse(source, in: sources, phaseKinds: specs, into: &sink)
      .flatMap { RecipeResolver.resolve($0, into: &sink).recipe }
      .flatMap { Lowering.lower($0, text: bytes, line: { _ in 1 }, into: &sink) }
    let messages = sink.sorted().map(\.message)
    return try #require(lowered, "\(text)\n\(messages)", sourceLocation: sourceLocation)
  }

  /// A recipe of one channel with the given phases.
  static func phases(_ phases: String..., steps: Int64, settings: String = "") -> String {
    "recipec: 1\nrun: { length: \(steps) steps }\nschedules:\n  lr:\n    phases:\n"
      + phases.map { "      - \($0)\n" }.joined()
      + (settings.isEmpty ? "" : "    \(settings)\n")
  }
}

extension ValueBounds {
  /// Bounds that nobody stated, of a channel of nobody's.
  static func interval(_ lower: Double, _ upper: Double) -> ValueBounds {
    ValueBounds(lower: lower, upper: upper, stated: nil, domain: nil)
  }
}

extension ScheduleTable {
  /// A table of one track over one region, with the given rows.
  static func of(
    _ pieces: [Piece],
    length: Int64,
    grid: Int64 = 1,
    multiplier: Double = 1
  ) throws -> ScheduleTable {
    try ScheduleTable(
      length: length,
      tracks: [Track(channel: "lr", firstRegion: 0, multiplier: multiplier, after: .error)],
      regions: [
        Region(firstPiece: 0, pieceCount: pieces.count, start: 0, length: length, grid: grid)
      ],
      pieces: pieces,
      recipeDigest: Digest(of: [])
    )
  }

  /// The table with other rows, or another grid, multiplier or policy for its only track.
  func changed(
    grid: Int64? = nil,
    multiplier: Double = 1,
    after: Track.After? = nil,
    _ change: (inout [Piece]) -> Void = { _ in }
  ) throws -> ScheduleTable {
    var pieces = (0..<pieceCount).map { piece(at: $0) }
    change(&pieces)
    var track = tracks[0]
    track.multiplier = multiplier
    track.after = after ?? track.after
    var regions = self.regions
    regions[0].grid = grid ?? regions[0].grid
    regions[0].pieceCount += pieces.count - pieceCount
    return try ScheduleTable(
      length: length,
      tracks: [track],
      regions: regions,
      pieces: pieces,
      recipeDigest: recipeDigest
    )
  }
}
