// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// Builds valid tables that no compiler would write: everything the rules allow, in any mixture.
///
/// Reactive ones have machines of every kind, several on one name, tracks that share their events,
/// responses that share levels, and events that lead on, end, and follow one another.
struct RandomTable {
  var generator: SeededGenerator
  /// Whether machines may act on the tracks.
  let isReactive: Bool
  var regions: [Region] = []
  var pieces: [Piece] = []
  var machines: [Machine] = []
  var levels: [Double] = []

  /// Starts from a seed.
  init(seed: UInt64, isReactive: Bool = true) {
    generator = SeededGenerator(seed: seed)
    self.isReactive = isReactive
  }

  /// Builds a table of up to four tracks; one in six reactive ones has no length, all others up to 300
  /// updates.
  mutating func build() throws(TableError) -> ScheduleTable {
    let isOpen = isReactive && chance(1, in: 6)
    let length = isOpen ? ScheduleTable.openLength : Int64.random(in: 1...300, using: &generator)
    var tracks: [Track] = []
    for index in 0..<Int.random(in: 1...4, using: &generator) {
      let shared = chance(1, in: 3) ? tracks.randomElement(using: &generator) : nil
      tracks.append(
        Track(
          channel: UTF8Text("channel\(index)"),
          group: chance(1, in: 3) ? "group" : .empty,
          firstRegion: shared?.firstRegion ?? addChain(from: 0, to: length),
          multiplier: Bool.random(using: &generator) ? 1 : value(magnitudeIn: 0.1...3),
          after: .hold(0.75)
        )
      )
    }
    if isReactive { addEvents() }
    for index in tracks.indices { tracks[index].after = after(of: tracks[index]) }
    return try ScheduleTable(
      length: length,
      tracks: tracks,
      regions: regions,
      pieces: pieces,
      machines: machines,
      levels: levels,
      facts: chance(1, in: 2) ? [RunFact(name: "run.batch", value: "256 samples")] : [],
      recipeDigest: Digest(of: [])
    )
  }

  /// One of the ways past the end that the track may have.
  private mutating func after(of track: Track) -> Track.After {
    let answers = reaches(track.firstRegion) { $0.response != nil }
    let acts = answers || reaches(track.firstRegion) { $0.exit != nil }
    var choices: [Track.After] = [.hold(0.75), .error]
    if !acts { choices.append(.repeats) }
    if answers { choices += [.continues(0.25), .continues(0.25)] }
    return choices.randomElement(using: &generator) ?? .error
  }

  private func reaches(_ region: Int, where isMet: (Region) -> Bool) -> Bool {
    let next = [regions[region].timeout, regions[region].exit?.region].compactMap { $0 }
    return isMet(regions[region]) || next.contains { reaches($0, where: isMet) }
  }

  // MARK: Regions

  /// Adds regions that follow each other from one update to another, and returns the first.
  ///
  /// Now and then other regions lie between them in the array, which later ones may lead through.
  mutating func addChain(from start: Int64, to end: Int64) -> Int {
    // Most of what happens should happen early, whatever the length.
    let near = min(end, start + 300)
    var cuts = parts(of: start..<near, atMost: 4)
    if let last = cuts.popLast() { cuts.append(last.lowerBound..<end) }
    let first = regions.count
    for (index, updates) in cuts.enumerated() {
      regions.append(region(over: updates))
      if index + 1 < cuts.count { regions[regions.count - 1].timeout = regions.count }
    }
    return first
  }

  private mutating func region(over updates: Range<Int64>) -> Region {
    let count = updates.upperBound - updates.lowerBound
    let period =
      count > 1 && chance(1, in: 4) ? Int64.random(in: 1..<min(count, 60), using: &generator) : 0
    let covered = period == 0 ? updates : updates.lowerBound..<updates.lowerBound + period
    let near = covered.lowerBound..<min(covered.upperBound, covered.lowerBound + 300)
    var ranges = parts(of: near, atMost: 4)
    if let last = ranges.popLast() { ranges.append(last.lowerBound..<covered.upperBound) }
    let firstPiece = pieces.count
    for range in ranges { pieces.append(piece(over: range)) }
    return Region(
      firstPiece: firstPiece,
      pieceCount: ranges.count,
      start: updates.lowerBound,
      length: count,
      grid: chance(2, in: 3) ? 1 : Int64.random(in: 1...40, using: &generator),
      gridAnchor: Int64.random(in: -50...350, using: &generator),
      period: period
    )
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
    if chance(1, in: 4) { return Piece(constant: value(magnitudeIn: 0.1...2), updates: updates) }
    // An origin before 0 would be too far from the last of all updates.
    let least = updates.upperBound > 1 << 52 ? updates.lowerBound : updates.lowerBound - 9
    let most = min(updates.upperBound, updates.lowerBound + 300) + 9
    let origin = Int64.random(in: least...most, using: &generator)
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

  // MARK: Choices

  mutating func chance(_ count: Int, in whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &generator) < count
  }

  mutating func value(magnitudeIn range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &generator)
  }
}
