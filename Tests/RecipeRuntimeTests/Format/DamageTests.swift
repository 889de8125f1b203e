// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom
import Testing

@Suite struct DamageTests {
  @Test func `every single flipped bit is refused`() throws {
    let bytes = try FileSurgery().bytes
    var accepted: [Int] = []
    for bit in 0..<8 * bytes.count {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      if (try? ScheduleTable(decoding: damaged)) != nil { accepted.append(bit) }
    }
    #expect(accepted.isEmpty)
  }

  @Test func `every truncation is refused`() throws {
    let bytes = try FileSurgery().bytes
    for count in 0..<bytes.count {
      #expect(throws: TableError.self, "\(count) bytes") {
        try ScheduleTable(decoding: Array(bytes.prefix(count)))
      }
    }
  }

  @Test(arguments: [1, 7, 8, 9, 64, 4096])
  func `bytes after the end are refused`(count: Int) throws {
    let bytes = try FileSurgery().bytes + [UInt8](repeating: 0, count: count)
    #expect(throws: TableError.self) { try ScheduleTable(decoding: bytes) }
  }

  /// A writer with a fault, or a forger, could produce such a file.
  ///
  /// It must be refused, or be a table like any other: canonical and safe to evaluate. One random
  /// bit of every byte is flipped.
  @Test func `a flipped bit under right checksums gives another sound table or none`() throws {
    let original = try FileSurgery()
    var generator = SeededGenerator(seed: 3)
    var acceptedCount = 0
    for byte in original.bytes.indices {
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
    #expect(acceptedCount > 100)
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
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
