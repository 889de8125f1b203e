// SPDX-License-Identifier: Apache-2.0

import CRecipeRuntime
import Foundation
import RecipeRuntime
import Testing

extension LibraryTests {
  /// Going on under another table, as a C program sees it.
  @Suite
  struct CheckpointTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    /// The values of the learning rate over the first 20 updates, and from 40 on; a plateau reduces all
    /// of them, and they are 0.5 in between.
    private func table(first: Double = 1, last: Double = 0.25) throws -> ScheduleTable {
      var region = Region(firstPiece: 0, pieceCount: 3, start: 0, length: 60)
      region.response = Response(machine: 0, firstLevel: 0, floor: 0x1p-6)
      return try ScheduleTable(
        length: 60,
        tracks: [Track(channel: "lr", firstRegion: 0, after: .hold(0))],
        regions: [region],
        pieces: [
          Piece(constant: first, updates: 0..<20),
          Piece(constant: 0.5, updates: 20..<40),
          Piece(constant: last, updates: 40..<60),
        ],
        machines: [
          Machine(kind: .plateau, name: "loss", threshold: 0.01, patience: 2, levelCount: 3)
        ],
        levels: [1, 0.5, 0.25],
        recipeDigest: Digest(of: [])
      )
    }

    private func write(_ table: ScheduleTable, to name: String) throws -> ScheduleTable {
      try Data(table.encoded()).write(to: library.folder.appending(path: name))
      return table
    }

    /// A run of `old.rct` up to a cut at update 25, saved with its table and without.
    private static let saved = """
      open old.rct
      new
      observe loss 3ff0000000000000 10 10
      observe loss 3ff0000000000000 20 20
      observe loss 3ff0000000000000 25 25
      value 0 30
      save 1 whole.rcs
      save 0 record.rcs

      """

    /// What the driver answers to lines after those of `saved`.
    private func answers(_ lines: String) throws -> [String] {
      let output = try library.run("./driver", input: Self.saved + lines)
      let found = output.split(separator: "\n").map(String.init)
      // The cut has halved the value.
      try #require(found.count > 7 && found[4] == hex(0.25), "\(output)")
      return Array(found.dropFirst(7))
    }

    private func hex(_ value: Double) -> String { String(value.bitPattern, radix: 16) }

    @Test func `a table with the same bits from here on is taken, and that is said`() throws {
      let old = try write(table(), to: "old.rct")
      let new = try write(table(first: 0.75), to: "new.rct")
      try #require(old.digest != new.digest)
      let found = try answers(
        """
        open new.rct
        restore 30 whole.rcs
        value 0 30
        value 0 45
        observe loss 3ff0000000000000 35 35
        observe loss 3ff0000000000000 38 38
        value 0 45
        info

        """
      )
      // `is_same_table` is 0; the counts go on: the second bad observation cuts again.
      #expect(found[0].hasPrefix(new.digest.hex))
      #expect(found[1] == "0")
      #expect(Array(found[2...3]) == [hex(0.25), hex(0.125)])
      #expect(Array(found[4...6]) == ["0 0 0", "0 1 0", hex(0.0625)])
      #expect(found[7].hasPrefix("38 5 0 "))
    }

    @Test func `a table that changes the rest is refused with the first update and both values`()
      throws
    {
      _ = try write(table(), to: "old.rct")
      _ = try write(table(last: 0.375), to: "new.rct")
      let found = try answers(
        """
        open new.rct
        restore 30 whole.rcs
        restore 30 record.rcs
        migrate 30 record.rcs

        """
      )
      try #require(found.count == 4)
      #expect(found[1].hasPrefix("\(RECIPEC_OTHER_TABLE) "))
      for part in ["lr at update 40", hex(0.1875), hex(0.125), "migrate on purpose"] {
        #expect(found[1].contains(part), "\(found[1])")
      }
      // Without its own table a checkpoint cannot be held against another one.
      for line in found[2...] {
        #expect(line.hasPrefix("\(RECIPEC_OTHER_TABLE) "), "\(line)")
        #expect(line.contains("carry their table"), "\(line)")
      }
    }

    @Test func `a migration takes the cuts along and names the table that it came from`() throws {
      let old = try write(table(), to: "old.rct")
      let new = try write(table(last: 0.375), to: "new.rct")
      let found = try answers(
        """
        open new.rct
        migrate 30 whole.rcs
        value 0 30
        value 0 29
        value 0 45
        observe loss 3ff0000000000000 35 35
        observe loss 3ff0000000000000 38 38
        value 0 45
        info
        save 0 migrated.rcs
        restore 38 migrated.rcs
        value 0 45

        """
      )
      try #require(found.count == 12)
      // `is_same_table` is no result of a migration.
      #expect(found[1] == "-1")
      #expect(found[2] == hex(0.25))
      // The new table holds from update 30 on, and what was before is not its own.
      #expect(found[3].hasPrefix("\(RECIPEC_BEFORE_STATE) "))
      #expect(found[4] == hex(0.1875))
      #expect(Array(found[5...7]) == ["0 0 0", "0 1 0", hex(0.09375)])
      #expect(Array(found[10...]) == ["1", hex(0.09375)])
      let record = try Data(contentsOf: library.folder.appending(path: "migrated.rcs"))
      let state = try ScheduleState(decoding: Array(record), for: new)
      #expect(state.migratedFrom == old.digest && state.digest == new.digest)
    }

    @Test func `foreign bytes are no checkpoint and no table`() throws {
      _ = try write(table(), to: "old.rct")
      for (name, bytes) in [
        ("empty", []), ("zeros", [UInt8](repeating: 0, count: 500)),
        ("text", Array(String(repeating: "lr: 0.1\n", count: 40).utf8)),
      ] {
        try Data(bytes).write(to: library.folder.appending(path: name))
      }
      let found = try answers(
        """
        restore 30 old.rct
        migrate 30 old.rct
        restore 30 empty
        migrate 30 empty
        restore 30 zeros
        migrate 30 zeros
        restore 30 text
        migrate 30 text
        open whole.rcs
        open empty
        open zeros
        open text
        open .

        """
      )
      try #require(found.count == 13)
      let states = found[..<8].allSatisfy { $0.hasPrefix("\(RECIPEC_BAD_STATE) ") }
      #expect(states, "\(found)")
      let tables = found[8..<12].allSatisfy { $0.hasPrefix("\(RECIPEC_BAD_TABLE) ") }
      #expect(tables, "\(found)")
      #expect(found[12].hasPrefix("\(RECIPEC_CANNOT_READ) "), "\(found)")
    }
  }
}
