// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom

/// Changes a random table in one place, as somebody who edits a recipe in the middle of a run would.
struct TableMutation {
  private var generator: SeededGenerator
  private var tracks: [Track]
  private var regions: [Region]
  private var pieces: [Piece]
  private var machines: [Machine]
  private var levels: [Double]
  private var facts: [RunFact]
  private let table: ScheduleTable

  /// Prepares a change of a table.
  init(_ table: ScheduleTable, seed: UInt64) {
    generator = SeededGenerator(seed: seed &* 77)
    tracks = table.tracks
    regions = table.regions
    pieces = (0..<table.pieceCount).map(table.piece)
    machines = table.machines
    levels = table.levels
    facts = table.facts
    self.table = table
  }

  /// The table after the change; nothing where the change would break a rule.
  mutating func changed() -> ScheduleTable? {
    change()
    return try? ScheduleTable(
      clock: table.clock,
      length: table.length,
      tracks: tracks,
      regions: regions,
      pieces: pieces,
      machines: machines,
      levels: levels,
      facts: facts,
      recipeDigest: table.recipeDigest
    )
  }

  private mutating func change() {
    let region = Int.random(in: regions.indices, using: &generator)
    let piece = Int.random(in: pieces.indices, using: &generator)
    let track = Int.random(in: tracks.indices, using: &generator)
    switch Int.random(in: 0..<13, using: &generator) {
    case 0: pieces[piece].body.c0 += 0.125
    case 1: tracks[track].multiplier *= 1.5
    case 2: if let last = levels.indices.last { levels[last] *= 0.5 }
    case 3:
      guard let machine = machines.indices.randomElement(using: &generator) else { return }
      machines[machine].patience += 1
    case 4:
      switch tracks[track].after {
      case .hold: tracks[track].after = .hold(0.5)
      case .continues: tracks[track].after = .continues(0.75)
      case .repeats, .error: tracks[track].after = .hold(0.75)
      }
    case 5, 6: splitPiece(inRegion: region)
    case 7: if !levels.isEmpty { moveLevels() }
    case 8: tracks.reverse()
    case 9: regions[region].gridAnchor += Bool.random(using: &generator) ? 1 : regions[region].grid
    case 10: facts = [RunFact(name: "run.batch", value: "512 samples")]
    case 11: regions[region].exit = nil
    default: regions[region].response?.floor += 0.125
    }
  }

  private mutating func splitPiece(inRegion index: Int) {
    let region = regions[index]
    let piece = region.pieces.randomElement(using: &generator) ?? region.firstPiece
    let updates = table.updates(ofPiece: piece, inRegion: index)
    let near = updates.lowerBound..<min(updates.upperBound, updates.lowerBound + 500)
    guard near.count > 1 else { return }
    let start = Int64.random(in: near.lowerBound + 1..<near.upperBound, using: &generator)
    pieces.insert(Piece(start: start, body: pieces[piece].body), at: piece + 1)
    for other in regions.indices where regions[other].firstPiece > piece {
      regions[other].firstPiece += 1
    }
    regions[index].pieceCount += 1
  }

  /// Gives every response levels of its own.
  private mutating func moveLevels() {
    var moved: [Double] = []
    for index in regions.indices {
      guard let response = regions[index].response else { continue }
      let count = machines[response.machine].levelCount
      regions[index].response?.firstLevel = moved.count
      moved += levels[response.firstLevel..<response.firstLevel + count]
    }
    levels = moved
  }
}
