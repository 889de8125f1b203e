// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import Testing

/// One machine over a track that shows what it does, and metrics told to it one by one.
///
/// The track is 1 at every update from 0 to 999. A plateau halves it with every cut; an event leads to a
/// region of 2s.
struct Scenario {
  var run: ScheduleRun

  /// Puts a machine in charge of updates `first` to 999.
  init(_ machine: Machine, from first: Int64 = 0) throws(TableError) {
    let isPlateau = machine.kind == .plateau
    let exit = Exit(machine: 0, region: first == 0 ? 1 : 2)
    var watched = Region(
      firstPiece: 0,
      pieceCount: 1,
      start: first,
      length: 1000 - first,
      exit: isPlateau ? nil : exit,
      response: isPlateau ? Response(machine: 0, firstLevel: 0) : nil
    )
    var regions: [Region] = []
    var pieces: [Piece] = []
    if first > 0 {
      regions.append(Region(firstPiece: 0, pieceCount: 1, start: 0, length: first, timeout: 1))
      pieces.append(Piece(constant: 1, updates: 0..<first))
      watched.firstPiece = 1
    }
    regions.append(watched)
    pieces.append(Piece(constant: 1, updates: first..<1000))
    if !isPlateau {
      regions.append(Region(firstPiece: pieces.count, pieceCount: 1, start: 0, length: 1 << 53))
      pieces.append(Piece(constant: 2, updates: 0..<1 << 53))
    }
    run = ScheduleRun(
      try ScheduleTable(
        length: 1000,
        tracks: [Track(channel: "lr", firstRegion: 0, after: .hold(0))],
        regions: regions,
        pieces: pieces,
        machines: [machine],
        levels: (0..<machine.levelCount).map { Double(sign: .plus, exponent: -$0, significand: 1) },
        recipeDigest: Digest(of: [])
      )
    )
  }

  /// Tells the machine values, one every ten updates from `start` on, and gives the number of cuts, or of
  /// events, after each.
  mutating func counts(_ values: [Double], from start: Int64 = 10) throws -> [Int] {
    var counts: [Int] = []
    for (index, value) in values.enumerated() {
      let t = start + 10 * Int64(index)
      try run.observe("loss", value, measuredAt: t)
      counts.append(try count(at: t))
    }
    return counts
  }

  /// The number of cuts or events, read off the value.
  func count(at t: Int64) throws -> Int {
    let value = try run.value(track: 0, at: t)
    return value == 2 ? 1 : value.exponent == 0 ? 0 : Int(-value.exponent)
  }
}

extension Machine {
  /// A plateau on the loss that can cut `cuts` times; absolute threshold 0.
  static func plateau(
    patience: Int64 = 2,
    cuts: Int = 8,
    _ change: (inout Machine) -> Void = { _ in }
  ) -> Machine {
    var machine = Machine(kind: .plateau, name: "loss", patience: patience, levelCount: cuts + 1)
    change(&machine)
    return machine
  }
}
