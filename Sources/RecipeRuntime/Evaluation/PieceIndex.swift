// SPDX-License-Identifier: Apache-2.0

/// Where the pieces of updates lie: found once for a table, so that a lookup at random needs no search.
///
/// Regions that follow one another in time, in the array of regions and in that of pieces form a
/// stretch. The local time from the start of a stretch to that of its last piece is cut into buckets
/// of one size, a power of two, and each bucket knows the piece at its first update. Between that
/// piece and the next bucket's, which mostly is the same one or its neighbour, a lookup chooses by
/// comparing.
///
/// All of it stays below 32 KiB. What does not fit is left out: there bisection finds the piece.
struct PieceIndex: Sendable {
  /// Neighbouring regions with neighbouring pieces.
  struct Stretch: Sendable {
    /// The first local update.
    let start: Int64
    /// The first local update after the last region.
    let end: Int64
    /// The first piece; buckets count from it.
    let firstPiece: Int32
    /// The number of pieces.
    let pieceCount: Int32
    /// The index of the first bucket's entry.
    let firstBucket: Int32
    /// The number of buckets; two more entries follow, both for the last piece.
    let bucketCount: Int32
    /// The binary logarithm of the updates in a bucket.
    let shift: Int16
    /// Whether all regions take updates as they are and answer to the same machine or to none.
    let isUniform: Bool

    /// The stretch of no updates.
    static let empty = Stretch(
      start: 0,
      end: 0,
      firstPiece: 0,
      pieceCount: 0,
      firstBucket: 0,
      bucketCount: 0,
      shift: 0,
      isUniform: true
    )

    /// The number of the bucket that a local update of the stretch lies in.
    @inline(__always)
    func bucket(at t: Int64) -> Int {
      // After the start of the last piece there are no buckets.
      Int(truncatingIfNeeded: min((t &- start) &>> Int64(shift), Int64(bucketCount)))
    }
  }

  /// The stretches, in the order of the regions.
  let stretches: [Stretch]
  /// For every region the index of its stretch, or `none`; empty without stretches.
  private let stretchOfRegion: [UInt8]
  /// For every bucket the piece at its first update, counted from the first one of the stretch.
  let buckets: [UInt16]

  /// What stands for no stretch.
  private static let none = UInt8.max
  // Together these come to less than 32 KiB.

  /// The most stretches, of 32 bytes each.
  private static let stretchLimit = 200
  /// The most regions of a table that is indexed, of one byte each.
  private static let regionLimit = 4096
  /// The most buckets of all stretches together, of two bytes each.
  private static let bucketLimit = 10_000
  /// How many buckets a piece gets where there is room.
  private static let bucketsPerPiece = 8

  /// The index that knows of nothing.
  static let empty = PieceIndex()

  private init() {
    stretches = []
    stretchOfRegion = []
    buckets = []
  }

  /// Builds the index of regions and pieces that have been verified.
  init(regions: [Region], starts: [Int64]) {
    let found = PieceIndex.stretches(of: regions)
    var stretches: [Stretch] = []
    var stretchOfRegion: [UInt8] = []
    var buckets: [UInt16] = []
    if !found.isEmpty {
      stretchOfRegion = [UInt8](repeating: PieceIndex.none, count: regions.count)
      let pieceCount = found.reduce(0) { $0 + PieceIndex.pieces(of: $1, in: regions).count }
      for found in found {
        for region in found { stretchOfRegion[region] = UInt8(stretches.count) }
        let pieces = PieceIndex.pieces(of: found, in: regions)
        let span = starts[pieces.upperBound - 1] - starts[pieces.lowerBound]
        let room = PieceIndex.bucketLimit * pieces.count / pieceCount
        let goal = min(room, PieceIndex.bucketsPerPiece * pieces.count)
        let shift = PieceIndex.shift(cutting: span, into: goal)
        let first = buckets.count
        PieceIndex.append(starts[pieces], shift: shift, to: &buckets)
        stretches.append(
          Stretch(
            start: starts[pieces.lowerBound],
            end: regions[found.upperBound - 1].end,
            firstPiece: Int32(pieces.lowerBound),
            pieceCount: Int32(pieces.count),
            firstBucket: Int32(first),
            bucketCount: Int32(buckets.count - first - 2),
            shift: Int16(shift),
            isUniform: PieceIndex.isUniform(regions[found])
          )
        )
      }
    }
    self.stretches = stretches
    self.stretchOfRegion = stretchOfRegion
    self.buckets = buckets
  }

  /// The stretch that a region is part of, if that is indexed.
  @inline(__always)
  func stretch(ofRegion region: Int) -> Stretch? {
    if stretches.isEmpty { return nil }
    let index = stretchOfRegion[region]
    return index == PieceIndex.none ? nil : stretches[Int(index)]
  }

  /// The piece that a local update of a stretch lies in.
  func piece(in stretch: Stretch, at t: Int64, _ starts: [Int64]) -> Int {
    let bucket = Int(stretch.firstBucket) + stretch.bucket(at: t)
    let first = Int(stretch.firstPiece) + Int(buckets[bucket])
    let count = Int(buckets[bucket + 1] - buckets[bucket]) + 1
    return first + lastIndex(in: count, at: t) { starts[first + $0] }
  }

  /// The bytes that the index takes, without the arrays' own headers.
  var byteCount: Int {
    stretches.count * MemoryLayout<Stretch>.stride + stretchOfRegion.count + 2 * buckets.count
  }

  // MARK: Building

  /// The stretches as ranges of regions.
  private static func stretches(of regions: [Region]) -> [Range<Int>] {
    if regions.count > regionLimit { return [] }
    var found: [Range<Int>] = []
    var first = 0
    for region in regions.indices where found.count < stretchLimit {
      let next = region + 1
      let goesOn =
        next < regions.count && regions[region].timeout == next
        && regions[next].firstPiece == regions[region].pieces.upperBound
      if goesOn { continue }
      // Entries have two bytes.
      if pieces(of: first..<next, in: regions).count <= 1 << 16 { found.append(first..<next) }
      first = next
    }
    return found
  }

  /// The pieces of neighbouring regions.
  private static func pieces(of stretch: Range<Int>, in regions: [Region]) -> Range<Int> {
    regions[stretch.lowerBound].firstPiece..<regions[stretch.upperBound - 1].pieces.upperBound
  }

  /// The smallest shift that cuts a span of updates into at most `count` buckets.
  private static func shift(cutting span: Int64, into count: Int) -> Int {
    var shift = 0
    while span >> Int64(shift) >= Int64(max(count, 1)) { shift += 1 }
    return shift
  }

  /// Appends the entries of a stretch, given the starts of its pieces.
  private static func append(
    _ starts: ArraySlice<Int64>,
    shift: Int,
    to buckets: inout [UInt16]
  ) {
    let origin = starts[starts.startIndex]
    var bucket = 0
    var piece: UInt16 = 0
    for start in starts.dropFirst() {
      // The first bucket that begins at or after the start: those before it begin in the last piece.
      let end = Int((start - origin + 1 << Int64(shift) - 1) >> Int64(shift))
      while bucket < end {
        buckets.append(piece)
        bucket += 1
      }
      piece += 1
    }
    buckets.append(piece)
    buckets.append(piece)
  }

  /// Whether updates of all regions are taken as they are, under one response or none.
  private static func isUniform(_ regions: ArraySlice<Region>) -> Bool {
    regions.allSatisfy {
      $0.grid == 1 && $0.period == 0 && $0.response == regions.first?.response
    }
  }
}

extension PieceIndex: Hashable {
  /// Always true: the index adds nothing to the table that it was made of, which is compared anyway.
  static func == (_: PieceIndex, _: PieceIndex) -> Bool { true }

  /// Adds nothing, as the index is equal to all others.
  func hash(into hasher: inout Hasher) {}
}
