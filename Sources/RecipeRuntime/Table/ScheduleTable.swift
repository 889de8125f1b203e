// SPDX-License-Identifier: Apache-2.0

/// A compiled schedule: for every track a value at every update, as verified rows of polynomials.
///
/// There is one way to get a table: an initializer that verifies every rule and throws on the first
/// one that is broken. Whoever holds a table may therefore evaluate it without further checks, and
/// the evaluators cannot trap whatever update they are asked for.
public struct ScheduleTable: Hashable, Sendable {
  /// All that the copies of a table share: copying one costs one reference.
  @usableFromInline private(set) var parts: Shared<Parts>

  /// What a table is made of, and what is derived from that.
  @usableFromInline
  struct Parts: Hashable, Sendable {
    let contents: TableContents
    let chainEnds: [Int]
    let runEnds: [RunEnd]
    let plan: EventPlan
    var index = PieceIndex.empty
    @usableFromInline var digest: Digest
  }

  /// The digest of the core, which is the run's identity; the annex has no part in it.
  @inlinable public var digest: Digest { parts.value.digest }
  /// What an update counts: `steps`, or the recipe's own word.
  public var clock: UTF8Text { parts.value.contents.clock }
  /// The number of updates, in 1…2^53 − 1, or `openLength` for a run that has no length.
  ///
  /// Where events can move the tracks, it is the length of the run in which none happens.
  public var length: Int64 { parts.value.contents.length }
  /// The tracks, unique by channel, optimizer and group.
  public var tracks: [Track] { parts.value.contents.tracks }
  /// The regions that the tracks pass through.
  public var regions: [Region] { parts.value.contents.regions }
  /// The first update of every piece; kept apart from the bodies so that a search stays in cache.
  public var starts: [Int64] { parts.value.contents.starts }
  /// The polynomial of every piece.
  public var bodies: [PieceBody] { parts.value.contents.bodies }
  /// The rules that turn metrics and signals into cuts and events.
  public var machines: [Machine] { parts.value.contents.machines }
  /// The levels of all responses.
  public var levels: [Double] { parts.value.contents.levels }
  /// The facts about the run that were bound at compile time.
  public var facts: [RunFact] { parts.value.contents.facts }
  /// Where the table came from.
  public var annex: Annex { parts.value.contents.annex }
  /// The digest of the canonical resolved recipe: the same recipe compiled otherwise keeps it.
  public var recipeDigest: Digest { parts.value.contents.recipeDigest }
  /// For every region the last of the regions that follow it both by timeouts and in the array.
  var chainEnds: [Int] { parts.value.chainEnds }
  /// Where the pieces of updates lie.
  var index: PieceIndex { parts.value.index }
  /// Where the timeouts from every region end.
  var runEnds: [RunEnd] { parts.value.runEnds }
  /// Who listens to what.
  var plan: EventPlan { parts.value.plan }

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
    var contents = TableContents(recipeDigest: recipeDigest)
    contents.clock = clock
    contents.length = length
    contents.tracks = tracks
    contents.regions = regions
    contents.starts = pieces.map { $0.start }
    contents.bodies = pieces.map { $0.body }
    contents.machines = machines
    contents.levels = levels
    contents.facts = facts
    contents.annex = annex
    try self.init(contents, knownDigest: nil, limits: limits)
  }

  /// Builds a table of its contents; `knownDigest` spares digesting a core whose bytes were just
  /// digested.
  init(
    _ contents: TableContents,
    knownDigest: Digest?,
    limits: TableLimits
  ) throws(TableError) {
    let (tracks, regions) = (contents.tracks, contents.regions)
    // What is derived can be only once it is known that regions lead to later ones.
    let isForwards = ScheduleTable.leadForwards(regions)
    let areTracksInside = tracks.allSatisfy { regions.indices.contains($0.firstRegion) }
    var parts = Parts(
      contents: contents,
      chainEnds: ScheduleTable.chainEnds(of: regions),
      runEnds: isForwards ? ScheduleTable.runEnds(of: regions) : [],
      plan: isForwards && areTracksInside
        ? EventPlan(tracks: tracks, regions: regions, machines: contents.machines) : .empty,
      digest: knownDigest ?? contents.recipeDigest
    )
    self.parts = Shared(parts)
    try verify(limits)
    parts.index = PieceIndex(regions: regions, starts: contents.starts)
    if knownDigest == nil { parts.digest = Digest(of: encodedCore()) }
    self.parts = Shared(parts)
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
    let isReachable = reachability(from: [tracks[track].firstRegion])
    return regions.indices.filter { isReachable[$0] }
  }

  /// For every region whether a way leads to it from one of those given, or it is one of them.
  func reachability(from first: [Int]) -> [Bool] {
    var isReachable = [Bool](repeating: false, count: regions.count)
    for region in first { isReachable[region] = true }
    // Regions lead to later ones only, so one pass sees everything that is on some way.
    for index in regions.indices where isReachable[index] {
      regions[index].forEachSuccessor { isReachable[$0] = true }
    }
    return isReachable
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
    var ends = [RunEnd](repeating: RunEnd(region: 0, end: 0), count: regions.count)
    for index in regions.indices.reversed() {
      if let next = regions[index].timeout {
        ends[index] = ends[next]
      } else {
        // Wrapping: the extents are verified only afterwards.
        let end = regions[index].start &+ regions[index].length
        ends[index] = RunEnd(region: index, end: end)
      }
    }
    return ends
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
