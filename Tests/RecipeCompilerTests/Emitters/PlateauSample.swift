// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// A small table by hand: a warmup, a phase under a plateau, and a cooldown that a signal begins.
enum PlateauSample {
  static var table: ScheduleTable {
    get throws {
      var warmup = SIMD8<Double>.zero
      warmup[1] = 1.6
      var cooldown = SIMD8<Double>.zero
      cooldown[0] = 1
      cooldown[1] = -1
      return try ScheduleTable(
        length: 1000,
        tracks: [Track(channel: "lr", firstRegion: 0, multiplier: 0.1, after: .hold(0))],
        regions: [
          Region(firstPiece: 0, pieceCount: 1, start: 0, length: 10, timeout: 1),
          Region(
            firstPiece: 1,
            pieceCount: 1,
            start: 10,
            length: 990,
            exit: Exit(machine: 1, region: 2),
            response: Response(machine: 0, firstLevel: 0, floor: 0.01)
          ),
          Region(firstPiece: 2, pieceCount: 1, start: 0, length: 64),
        ],
        pieces: [
          Piece(start: 0, origin: 0, scale: 0.0625, coefficients: warmup),
          Piece(constant: 1, updates: 10..<1000),
          Piece(start: 0, origin: 0, scale: 0.015625, coefficients: cooldown),
        ],
        machines: [
          Machine(
            kind: .plateau,
            name: "val_loss",
            thresholdKind: .relative,
            threshold: 1e-4,
            patience: 3,
            cooldown: 1,
            levelCount: 4
          ),
          Machine(kind: .signal, name: "cool down"),
        ],
        levels: [1, 0.5, 0.25, 0.125],
        annex: Annex(
          phases: [
            PhaseRecord(track: 0, name: "warmup", line: 5, updates: 0..<10, errorBound: 0),
            PhaseRecord(track: 0, name: "plateau", line: 6, updates: 10..<1000, errorBound: 0),
            PhaseRecord(track: 0, name: "linear", line: 7, updates: 0..<64, errorBound: 0),
          ],
          phaseOfPiece: [0, 1, 2],
          recipe: Array("recipec: 1\nname: plateau\n".utf8)
        ),
        recipeDigest: Digest(of: [])
      )
    }
  }
}
