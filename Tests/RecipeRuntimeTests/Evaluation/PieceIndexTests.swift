// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

@Suite struct PieceIndexTests {
  /// Regions one after the other with pieces one after the other: the parts of a table that the index
  /// is made of.
  private struct Chain {
    var regions: [Region] = []
    var starts: [Int64] = []

    /// Adds a region with pieces at the given starts.
    mutating func add(_ pieces: [Int64], until end: Int64, period: Int64 = 0, joined: Bool = true) {
      if joined, !regions.isEmpty { regions[regions.count - 1].timeout = regions.count }
      regions.append(
        Region(
          firstPiece: starts.count,
          pieceCount: pieces.count,
          start: pieces[0],
          length: end - pieces[0],
          period: period
        )
      )
      starts += pieces
    }

    /// The piece of an update of a region, counted from the front.
    func piece(inRegion region: Int, at t: Int64) -> Int {
      var piece = regions[region].firstPiece
      while piece + 1 < regions[region].pieces.upperBound, starts[piece + 1] <= t { piece += 1 }
      return piece
    }

    /// Compares the index at the edges of all pieces, at those of buckets, and at random.
    func compare(_ generator: inout SeededGenerator) {
      let index = PieceIndex(regions: regions, starts: starts)
      for (number, region) in regions.enumerated() {
        guard let stretch = index.stretch(ofRegion: number) else {
          Issue.record("region \(number) is not indexed")
          continue
        }
        #expect(stretch.start <= region.start && region.end <= stretch.end)
        var updates = starts[region.pieces].flatMap { [$0 - 1, $0, $0 + 1] }
        updates += (0..<20).map { region.start + $0 << Int64(stretch.shift) }
        updates += updates.map { $0 - 1 } + [region.pieceEnd - 1]
        let all = region.start..<region.pieceEnd
        updates += (0..<50).map { _ in Int64.random(in: all, using: &generator) }
        for t in updates where all.contains(t) {
          let found = index.piece(in: stretch, at: t, starts)
          #expect(found == piece(inRegion: number, at: t), "update \(t)")
        }
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `the index finds the pieces that counting finds`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var chain = Chain()
    var start: Int64 = Bool.random(using: &generator) ? 0 : 1 << 40
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let count = Int.random(in: 1...(seed % 4 == 0 ? 300 : 9), using: &generator)
      // From pieces of one update to some of a million, in one region.
      let widths = (0..<count).map { _ in
        Int64.random(in: 1...1 << Int64.random(in: 0...20, using: &generator), using: &generator)
      }
      let pieces = widths.dropLast().reduce(into: [start]) { $0.append(($0.last ?? 0) + $1) }
      let pieceEnd = (pieces.last ?? 0) + (widths.last ?? 1)
      let isPeriodic = Int.random(in: 0..<4, using: &generator) == 0
      let end = isPeriodic ? pieceEnd + Int64.random(in: 1...9999, using: &generator) : pieceEnd
      let isJoined = Int.random(in: 0..<3, using: &generator) > 0
      chain.add(pieces, until: end, period: isPeriodic ? pieceEnd - start : 0, joined: isJoined)
      start = end
    }
    chain.compare(&generator)
  }

  /// A run without a length has all that happens at its start and a last piece that is never left.
  @Test func `a last piece without an end takes no buckets`() {
    var generator = SeededGenerator(seed: 1)
    var chain = Chain()
    chain.add([0, 500, 1000, 90_000], until: 1 << 53)
    chain.compare(&generator)
    let index = PieceIndex(regions: chain.regions, starts: chain.starts)
    #expect(index.byteCount < 200)
    #expect(index.stretches[0].bucketCount >= 16)
  }

  @Test func `a thousand pieces have buckets of their own`() {
    var generator = SeededGenerator(seed: 2)
    var chain = Chain()
    chain.add((0..<1000).map { 450 * $0 }, until: 450_000)
    chain.compare(&generator)
    let index = PieceIndex(regions: chain.regions, starts: chain.starts)
    #expect(1000...8192 ~= Int(index.stretches[0].bucketCount))
  }

  @Test func `an index stays below 32 KiB, and what has no room is found all the same`() throws {
    let limit = 32 << 10
    var many = Chain()
    for region in 0..<4096 as Range<Int64> {
      many.add(
        [100 * region, 100 * region + 50],
        until: 100 * region + 100,
        joined: region % 7 != 0
      )
    }
    var long = Chain()
    long.add((0..<1 << 16).map { 3 * $0 }, until: 1 << 18)
    var tooLong = Chain()
    tooLong.add((0...1 << 16).map { 3 * $0 }, until: 1 << 18)
    var tooMany = Chain()
    for region in 0..<4097 as Range<Int64> { tooMany.add([region], until: region + 1) }
    for chain in [many, long, tooLong, tooMany] {
      let index = PieceIndex(regions: chain.regions, starts: chain.starts)
      #expect(index.byteCount < limit)
    }
    let unindexed = PieceIndex(regions: tooMany.regions, starts: tooMany.starts)
    #expect(unindexed.stretch(ofRegion: 0) == nil && unindexed.byteCount == 0)
    #expect(
      PieceIndex(regions: tooLong.regions, starts: tooLong.starts).stretch(ofRegion: 0) == nil
    )
    let table = try ScheduleTable(
      length: 4097,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .error)],
      regions: tooMany.regions,
      pieces: tooMany.starts.map { Piece(constant: Double($0), updates: $0..<$0 + 1) },
      recipeDigest: Digest(of: [])
    )
    let positions: [Int64] = [4096, 0, 17, 4095, 2048]
    #expect(try table.values(track: 0, at: positions) == positions.map(Double.init))
  }
}
