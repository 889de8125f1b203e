// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime
import SeededRandom
import Testing

extension LibraryTests {
  /// What a cursor in C remembers, against values that are looked up one by one.
  @Suite
  struct CursorTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `cursors have the bits of single values, in any order and past the end`(
      seed: UInt64
    ) throws {
      var tables = RandomReactiveTable(seed: seed)
      let table = try tables.build()
      try Data(table.encoded()).write(to: library.folder.appending(path: "cursor.rct"))
      // Forward and backward all updates and 100 after them, and every seventh from the third on.
      let updates = Int(table.length) + 100
      let expected = table.tracks.count * (2 * updates + (updates - 3 + 6) / 7)
      #expect(try library.run("./cursor cursor.rct") == "\(expected)\n")
    }

    /// Pieces of up to 2^53 updates, whose distances reach beyond what a cursor remembers.
    @Test func `cursors have the bits of single values in the longest pieces`() throws {
      let length = ScheduleTable.openLength
      let half = length / 2 + 1
      let table = try ScheduleTable(
        length: length,
        tracks: [
          Track(channel: "lr", firstRegion: 0, after: .hold(0)),
          Track(channel: "ema", firstRegion: 1, after: .hold(0)),
        ],
        regions: [
          Region(firstPiece: 0, pieceCount: 1, start: 0, length: length),
          Region(firstPiece: 1, pieceCount: 2, start: 0, length: length),
        ],
        pieces: [
          Piece(start: 0, origin: 0, scale: 0x1p-53, coefficients: [1, -0.5, 0.25, 0, 0, 0, 0, 0]),
          Piece(
            start: 0,
            // Odd, so that its distance from the start needs every bit of a number.
            origin: Double(length - 1),
            scale: 0x1p-53,
            coefficients: [0, 0.5, 0, 0, 0, 0, 0, 0.125]
          ),
          Piece(constant: 0.75, updates: half..<length),
        ],
        recipeDigest: Digest(of: [])
      )
      let path = library.folder.appending(path: "long.rct").path
      try Data(table.encoded()).write(to: URL(filePath: path))
      var script = "open \(path)\n"
      var expected = "\(table.digest.hex) \(length) 2 0\n"
      let edges: [Int64] = [0, 1 << 51, 1 << 52, half, 3 << 51, length - 3]
      for track in table.tracks.indices {
        script += "CURSOR \(track)\n"
        for edge in edges + edges.reversed() {
          for t in max(0, edge - 2)...min(length - 1, edge + 2) {
            script += "at \(t)\n"
            let digits = String(try table.value(track: track, at: t).bitPattern, radix: 16)
            expected += String(repeating: "0", count: 16 - digits.count) + digits + "\n"
          }
        }
      }
      #expect(try library.run("./driver", input: script) == expected)
    }
  }
}
