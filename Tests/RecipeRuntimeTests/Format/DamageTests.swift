// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom
import Testing

@Suite struct DamageTests {
  /// Every bit of the smallest table, since digests are slow without optimization.
  @Test func `every single flipped bit is refused`() throws {
    let table = try ScheduleTable(
      length: 4,
      tracks: [Track(channel: "lr", firstRegion: 0, after: .error)],
      regions: [Region(firstPiece: 0, pieceCount: 1, start: 0, length: 4)],
      pieces: [Piece(constant: 1, updates: 0..<4)],
      recipeDigest: Digest(of: [])
    )
    let bytes = table.encoded()
    let accepted = (0..<8 * bytes.count).filter { isTaken(bytes, withBitFlipped: $0) }
    #expect(accepted.isEmpty)
  }

  @Test func `a flipped bit in any byte of the sample is refused`() throws {
    let bytes = try FileSurgery().bytes
    var generator = SeededGenerator(seed: 9)
    let accepted = bytes.indices.filter { byte in
      isTaken(bytes, withBitFlipped: 8 * byte + Int.random(in: 0..<8, using: &generator))
    }
    #expect(accepted.isEmpty)
  }

  @Test func `every truncation is refused`() throws {
    for table in [try SampleTable().build(), try SampleTable.open.build()] {
      let bytes = table.encoded()
      let accepted = bytes.indices.filter { count in
        (try? ScheduleTable(decoding: Array(bytes[..<count]))) != nil
      }
      #expect(accepted.isEmpty)
    }
  }

  private func isTaken(_ bytes: [UInt8], withBitFlipped bit: Int) -> Bool {
    var damaged = bytes
    damaged[bit / 8] ^= 1 << UInt8(bit % 8)
    return (try? ScheduleTable(decoding: damaged)) != nil
  }

  @Test(arguments: [1, 7, 8, 9, 64, 4096])
  func `bytes after the end are refused`(count: Int) throws {
    let bytes = try FileSurgery().bytes + [UInt8](repeating: 0, count: count)
    #expect(throws: TableError.self) { try ScheduleTable(decoding: bytes) }
  }

  /// A writer with a fault, or a forger, could produce such a file.
  ///
  /// It must be refused, or be a table like any other: canonical and safe to evaluate. One random
  /// bit of every third byte is flipped.
  @Test func `a flipped bit under right checksums gives another sound table or none`() throws {
    let original = try FileSurgery()
    var generator = SeededGenerator(seed: 3)
    var acceptedCount = 0
    for byte in stride(from: 0, to: original.bytes.count, by: 3) {
      let bit = 8 * byte + Int.random(in: 0..<8, using: &generator)
      var file = original
      file.bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      file.repair()
      guard let table = try? ScheduleTable(decoding: file.bytes) else { continue }
      acceptedCount += 1
      #expect(table.encoded() == file.bytes, "bit \(bit)")
      for track in table.tracks.indices {
        for t in [0, 299, 300, 999, 1000, 1 << 52] as [Int64] {
          let value = try? table.value(track: track, at: t)
          #expect(value?.isFinite ?? true, "bit \(bit)")
        }
      }
    }
    // Coefficients, multipliers, names and the recipe may be anything within their rules.
    #expect(acceptedCount > 30)
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `random damage under right checksums never traps`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var file = try FileSurgery()
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let offset = 4 * Int.random(in: 0..<file.bytes.count / 4, using: &generator)
      let interesting: [UInt32] = [0, 1, 2, 5, 0x7fff_ffff, 0x8000_0000, .max, generator.next()]
      file.set(interesting.randomElement(using: &generator) ?? 0, at: offset)
    }
    file.repair()
    guard let table = try? ScheduleTable(decoding: file.bytes) else { return }
    #expect(table.encoded() == file.bytes)
    for track in table.tracks.indices {
      for t in [0, 1, 500, table.length - 1, table.length, 1 << 53 - 1] as [Int64] {
        _ = try? table.value(track: track, at: t)
      }
    }
  }
}
