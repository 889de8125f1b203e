// SPDX-License-Identifier: Apache-2.0

/// A compiled schedule: for every track a value at every update, as verified rows of polynomials.
///
/// There is one way to get a table: an initializer that verifies every rule and throws on the first
/// one that is broken. Whoever holds a table may therefore evaluate it without further checks, and
/// the evaluators cannot trap whatever update they are asked for.
public struct ScheduleTable: Hashable, Sendable {
  /// What an update counts: `steps`, or the recipe's own word.
  public let clock: UTF8Text
  /// The number of updates, in 1…2^53 − 1.
  public let length: Int64
  /// The tracks, unique by channel, optimizer and group.
  public let tracks: [Track]
  /// The regions that the tracks pass through.
  public let regions: [Region]
  /// The first update of every piece; kept apart from the bodies so that a search stays in cache.
  public let starts: [Int64]
  /// The polynomial of every piece.
  public let bodies: [PieceBody]
  /// The facts about the run that were bound at compile time.
  public let facts: [RunFact]
  /// Where the table came from.
  public let annex: Annex
  /// The digest of the canonical resolved recipe: the same recipe compiled otherwise keeps it.
  public let recipeDigest: Digest
  /// The digest of the core, which is the run's identity; the annex has no part in it.
  public private(set) var digest: Digest
  /// For every region the last of the regions that follow it both in the chain and in the array.
  let chainEnds: [Int]

  /// Builds a table of its parts after verifying every rule.
  ///
  /// - Throws: the first broken rule; the parts are then of no use.
  public init(
    clock: UTF8Text = .steps,
    length: Int64,
    tracks: [Track],
    regions: [Region],
    pieces: [Piece],
    facts: [RunFact] = [],
    annex: Annex = .empty,
    recipeDigest: Digest,
    limits: TableLimits = .default
  ) throws(TableError) {
    try self.init(
      clock: clock,
      length: length,
      tracks: tracks,
      regions: regions,
      starts: pieces.map { $0.start },
      bodies: pieces.map { $0.body },
      facts: facts,
      annex: annex,
      recipeDigest: recipeDigest,
      knownDigest: nil,
      limits: limits
    )
  }

  /// Builds a table of columns; `knownDigest` spares digesting a core whose bytes were just digested.
  init(
    clock: UTF8Text,
    length: Int64,
    tracks: [Track],
    regions: [Region],
    starts: [Int64],
    bodies: [PieceBody],
    facts: [RunFact],
    annex: Annex,
    recipeDigest: Digest,
    knownDigest: Digest?,
    limits: TableLimits
  ) throws(TableError) {
    self.clock = clock
    self.length = length
    self.tracks = tracks
    self.regions = regions
    self.starts = starts
    self.bodies = bodies
    self.facts = facts
    self.annex = annex
    self.recipeDigest = recipeDigest
    digest = knownDigest ?? recipeDigest
    chainEnds = ScheduleTable.chainEnds(of: regions)
    try verify(limits)
    if knownDigest == nil {
      digest = Digest(of: encodedCore())
    }
  }

  /// The number of pieces.
  public var pieceCount: Int { starts.count }

  /// The row at an index in `0..<pieceCount`.
  public func piece(at index: Int) -> Piece {
    Piece(start: starts[index], body: bodies[index])
  }

  /// The index of the track of a channel for a group of an optimizer, or `nil`.
  public func track(
    channel: UTF8Text,
    optimizer: UTF8Text = .empty,
    group: UTF8Text = .empty
  ) -> Int? {
    tracks.firstIndex { track in
      track.channel == channel && track.optimizer == optimizer && track.group == group
    }
  }

  /// The indices of the regions that a track passes through, in the order of time.
  public func regionChain(ofTrack track: Int) -> [Int] {
    var chain: [Int] = []
    var next: Int? = tracks[track].firstRegion
    while let region = next {
      chain.append(region)
      next = regions[region].timeout
    }
    return chain
  }

  /// The updates that a piece covers within a region.
  public func updates(ofPiece piece: Int, inRegion region: Int) -> Range<Int64> {
    let isLast = piece + 1 == regions[region].pieces.upperBound
    return starts[piece]..<(isLast ? regions[region].end : starts[piece + 1])
  }

  /// Finds for every region how far the chain of timeouts runs through neighbours in the array.
  private static func chainEnds(of regions: [Region]) -> [Int] {
    var ends: [Int] = Array(regions.indices)
    for index in regions.indices.dropLast().reversed()
    where regions[index].timeout == index + 1 {
      ends[index] = ends[index + 1]
    }
    return ends
  }
}
