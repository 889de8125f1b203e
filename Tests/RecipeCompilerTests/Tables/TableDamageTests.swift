// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import SeededRandom
import Testing

/// The tables of all recipes, damaged: no bit may be another one, and no byte be missing.
///
/// Digests are slow without optimization, so all bits of small tables are flipped here, and some of
/// large ones; `recipec-sweep` flips all of every table.
@Suite
struct TableDamageTests {
  /// The size up to which a table has all its bits flipped.
  private static let small = 1024

  @Test(arguments: CompiledRecipes.paths)
  func `a table cut off anywhere is refused`(_ path: String) throws {
    let bytes = try CompiledRecipes.table(path).encoded()
    #expect(try ScheduleTable(decoding: bytes).encoded() == bytes)
    let accepted = bytes.indices.filter {
      (try? ScheduleTable(decoding: Array(bytes[..<$0]))) != nil
    }
    #expect(accepted == [])
  }

  @Test(arguments: CompiledRecipes.paths)
  func `a table with a flipped bit is refused`(_ path: String) throws {
    let bytes = try CompiledRecipes.table(path).encoded()
    var generator = SeededGenerator(seed: 10)
    let bits =
      bytes.count <= Self.small
      ? Array(0..<8 * bytes.count)
      : (0..<400).map { _ in Int.random(in: 0..<8 * bytes.count, using: &generator) }
    let accepted = bits.filter { bit in
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      return (try? ScheduleTable(decoding: damaged)) != nil
    }
    #expect(accepted == [])
  }

  @Test func `there are small tables and large ones`() throws {
    let sizes = try CompiledRecipes.paths.map { try CompiledRecipes.table($0).encoded().count }
    #expect(sizes.count >= 40)
    #expect(sizes.count { $0 <= Self.small } >= 8)
  }
}
