// SPDX-License-Identifier: Apache-2.0

/// A compiled schedule: for every track a value at every update, as verified rows of polynomials.
///
/// There is one way to get a table: an initializer that verifies every rule and throws on the first
/// one that is broken. Whoever holds a table may therefore evaluate it without further checks, and
/// the evaluators cannot trap whatever update they are asked for.
public struct ScheduleTable: Hashable, Sendable {
  /// What an update counts: `steps`, or the recipe's own word.
  public let clock: UTF8Text
  /// The number of updates, in 1…2^53 − 1, or `openLength` for a run that has no length.
  ///
  /// Where events can move the tracks, it is the length of the run in which none happens.
  public let length: Int64
  /// The tracks, unique by channel, optimizer and group.
  public let tracks: [Track]
  /// The regions that the tracks pass through.
  public let regions: [Region]
  /// The first update of every piece; kept apart from the bodies so that a search stays in cache.
  public let starts: [Int64]
  /// The polynomial of every piece.
  public let bodies: [PieceBody]
  /// The rules that turn metrics and signals into cuts and events.
  public let machines: [Machine]
  /// The levels of all responses.
  public let levels: [Double]
  /// The facts about the run that were bound at compile time.
  public let facts: [RunFact]
  /// Where the table came from.
  public let annex: Annex
  /// The digest of the canonical resolved recipe: the same recipe compiled otherwise keeps it.
  public let recipeDigest: Digest
  /// The digest of the core, which is the run's identity; the annex has no part in it.
  public private(set) var digest: Digest
  /// For every region the last of the regions that follow it both by timeouts and in the array.
  let chainEnds: [Int]
  /// Where the pieces of updates lie.
  private(set) var index = PieceIndex.empty
  /// Where the timeouts from every region end.
  let runEnds: [RunEnd]
  /// Who listens to what.
  let plan: EventPlan

  /// Builds a table of its parts after verifying every rule.
  ///
  /// - Throws: the first broken rule; the parts are then of no use.
  public init(
    clock: UTF8Text = .steps,
    length: Int64,
    tracks: [Track],
    regions: [Region],
    pieces: [Piece],
    machines: [Machine] = [],
    levels: [Double] = [],
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
      machines: machines,
      levels: levels,
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
    machines: [Machine],
    levels: [Double],
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
    self.machines = machines
    self.levels = levels
    self.facts = facts
    self.annex = annex
    self.recipeDigest = recipeDigest
    digest = knownDigest ?? recipeDigest
    // The rest is derived, and can be only once it is known that regions lead to later ones.
    let isForwards = ScheduleTable.leadForwards(regions)
    chainEnds = ScheduleTable.chainEnds(of: regions)
    runEnds = isForwards ? ScheduleTable.runEnds(of: regions) : []
    plan =
      isForwards && tracks.allSatisfy { regions.indices.contains($0.firstRegion) }
      ? EventPlan(tracks: tracks, regions: regions, machines: machines) : .empty
    try verify(limits)
    index = PieceIndex(regions: regions, starts: starts)
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

  /// The length of a run that has none: every update is below it.
  public static let openLength: Int64 = 1 << 53

  /// The indices of the regions that a track passes through if no event happens, in the order of time.
  public func regionChain(ofTrack track: Int) -> [Int] {
    var chain: [Int] = []
    var next: Int? = tracks[track].firstRegion
    while let region = next {
      chain.append(region)
      next = regions[region].timeout
    }
    return chain
  }

  /// The indices of all regions that a track can pass through, whatever events happen, in the order of
  /// the array.
  public func reachableRegions(ofTrack track: Int) -> [Int] {
    var isReachable = [Bool](repeating: false, count: regions.count)
    isReachable[tracks[track].firstRegion] = true
    // Regions lead to later ones only.
    for index in regions.indices where isReachable[index] {
      regions[index].forEachSuccessor { isReachable[$0] = true }
    }
    return regions.indices.filter { isReachable[$0] }
  }

  /// The updates, in the region's own time, that a piece covers within a region; with a period, in
  /// its first one.
  public func updates(ofPiece piece: Int, inRegion region: Int) -> Range<Int64> {
    let isLast = piece + 1 == regions[region].pieces.upperBound
    return starts[piece]..<(isLast ? regions[region].pieceEnd : starts[piece + 1])
  }

  /// The first update at which every track has ended, if no event happens: the length, and in an open run
  /// the end of the last track that has one.
  public var lastEnd: Int64 {
    var last: Int64?
    for track in tracks {
      let end = runEnds[track.firstRegion].end
      if end < ScheduleTable.openLength { last = max(last ?? end, end) }
    }
    return last ?? length
  }

  /// Where a series of timeouts ends.
  struct RunEnd: Hashable, Sendable {
    /// The last region.
    let region: Int
    /// The first update after it, in the time of the first region.
    let end: Int64
  }

  /// Whether every timeout and every exit leads to a region further on in the array.
  private static func leadForwards(_ regions: [Region]) -> Bool {
    for (index, region) in regions.enumerated() {
      var isForwards = true
      region.forEachSuccessor { if $0 <= index || $0 >= regions.count { isForwards = false } }
      if !isForwards { return false }
    }
    return true
  }

  /// Finds for every region where the timeouts from it end.
  private static func runEnds(of regions: [Region]) -> [RunEnd] {
    var ends: [RunEnd] = []
    for index in regions.indices.reversed() {
      let next = regions[index].timeout
      // Wrapping: the extents are verified only afterwards.
      let own = RunEnd(region: index, end: regions[index].start &+ regions[index].length)
      ends.append(next.map { ends[regions.count - 1 - $0] } ?? own)
    }
    return ends.reversed()
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
