// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime

/// A table as another program reads it from the JSON that is emitted.
struct EmittedTable: Decodable {
  struct EmittedFact: Decodable {
    let name: String
    let value: String
  }

  struct EmittedTrack: Decodable {
    /// `{"hold": 0.1}`, `{"continue": 0.1}`, `"repeat"` or `"error"`.
    struct After: Decodable {
      let after: Track.After

      private struct Hold: Decodable {
        let hold: Double
      }

      private struct Continuation: Decodable {
        let `continue`: Double
      }

      init(from decoder: any Decoder) throws {
        if let hold = try? Hold(from: decoder) {
          after = .hold(hold.hold)
        } else if let value = try? Continuation(from: decoder) {
          after = .continues(value.continue)
        } else {
          after = try String(from: decoder) == "repeat" ? .repeats : .error
        }
      }
    }

    let channel: String
    let optimizer: String
    let group: String
    let firstRegion: Int
    let multiplier: Double
    let after: After
  }

  struct EmittedRegion: Decodable {
    let firstPiece: Int
    let pieceCount: Int
    let start: Int64
    let length: Int64
    let grid: Int64
    let gridAnchor: Int64
    let period: Int64
    let timeout: Int?
    let exit: EmittedExit?
    let response: EmittedResponse?
  }

  struct EmittedExit: Decodable {
    let machine: Int
    let region: Int?
  }

  struct EmittedResponse: Decodable {
    let machine: Int
    let firstLevel: Int
    let floor: Double
  }

  struct EmittedMachine: Decodable {
    let kind: String
    let name: String
    let mode: String
    let thresholdKind: String
    let threshold: Double
    let patience: Int64
    let patienceUnit: String
    let cooldown: Int64
    let cooldownUnit: String
    let ticks: String
    let notFinite: String
    let best: String
    let smoothing: Double
    let averages: Int64
    let levels: Int
  }

  struct EmittedPiece: Decodable {
    let start: Int64
    let origin: Double
    let scale: Double
    let coefficients: [Double]
  }

  struct EmittedPhase: Decodable {
    let track: Int
    let name: String
    let line: Int
    let first: Int64
    let end: Int64
    let errorBound: Double
    let errorIsRelative: Bool
  }

  let format: String
  let formatVersion: Int
  let digest: String
  let recipeDigest: String
  let clock: String
  let length: Int64
  let facts: [EmittedFact]
  let tracks: [EmittedTrack]
  let regions: [EmittedRegion]
  let machines: [EmittedMachine]
  let levels: [Double]
  let pieces: [EmittedPiece]
  let phases: [EmittedPhase]
  let phaseOfPiece: [Int]
  let recipe: String
}

extension EmittedTable {
  /// Reads the JSON.
  init(_ json: [UInt8]) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(EmittedTable.self, from: Data(json))
  }

  /// The table of the fields.
  func table() throws -> ScheduleTable {
    var digits = recipeDigest[...]
    var bytes: [UInt8] = []
    while !digits.isEmpty {
      bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
      digits = digits.dropFirst(2)
    }
    return try ScheduleTable(
      clock: UTF8Text(clock),
      length: length,
      tracks: tracks.map {
        Track(
          channel: UTF8Text($0.channel),
          optimizer: UTF8Text($0.optimizer),
          group: UTF8Text($0.group),
          firstRegion: $0.firstRegion,
          multiplier: $0.multiplier,
          after: $0.after.after
        )
      },
      regions: regions.map {
        Region(
          firstPiece: $0.firstPiece,
          pieceCount: $0.pieceCount,
          start: $0.start,
          length: $0.length,
          grid: $0.grid,
          gridAnchor: $0.gridAnchor,
          period: $0.period,
          timeout: $0.timeout,
          exit: $0.exit.map { Exit(machine: $0.machine, region: $0.region) },
          response: $0.response.map {
            Response(machine: $0.machine, firstLevel: $0.firstLevel, floor: $0.floor)
          }
        )
      },
      pieces: pieces.map {
        Piece(
          start: $0.start,
          origin: $0.origin,
          scale: $0.scale,
          coefficients: SIMD8($0.coefficients)
        )
      },
      machines: machines.map { $0.machine() },
      levels: levels,
      facts: facts.map { RunFact(name: UTF8Text($0.name), value: UTF8Text($0.value)) },
      annex: Annex(
        phases: phases.map {
          PhaseRecord(
            track: $0.track,
            name: UTF8Text($0.name),
            line: $0.line,
            updates: $0.first..<$0.end,
            errorBound: $0.errorBound,
            errorIsRelative: $0.errorIsRelative
          )
        },
        phaseOfPiece: phaseOfPiece,
        recipe: Array(recipe.utf8)
      ),
      recipeDigest: Digest(bytes: bytes) ?? Digest(of: [])
    )
  }
}

extension EmittedTable.EmittedMachine {
  /// The machine of the words.
  fileprivate func machine() -> Machine {
    let kinds: [String: Machine.Kind] = [
      "plateau": .plateau, "stops_improving": .stopsImproving, "crosses": .crosses,
    ]
    let ticks: [String: Machine.Ticks] = [
      "torch": .torch, "keras": .keras, "optax": .optax, "paddle": .paddle,
    ]
    let policies: [String: Machine.NonFinitePolicy] = ["ignore": .ignore, "count": .countsAsBad]
    return Machine(
      kind: kinds[kind] ?? .signal,
      name: UTF8Text(name),
      mode: mode == "max" ? .max : .min,
      thresholdKind: thresholdKind == "relative" ? .relative : .absolute,
      threshold: threshold,
      patience: patience,
      patienceUnit: patienceUnit == "steps" ? .updates : .evaluations,
      cooldown: cooldown,
      cooldownUnit: cooldownUnit == "steps" ? .updates : .evaluations,
      ticks: ticks[self.ticks] ?? .recipec,
      onNonFinite: policies[notFinite] ?? .error,
      best: best == "run" ? .sinceStart : .sinceEntry,
      smoothing: smoothing,
      averages: averages,
      levelCount: levels
    )
  }
}
