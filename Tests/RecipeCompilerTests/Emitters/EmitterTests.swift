// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// What the emitters write, read back by other means.
@Suite
struct EmitterTests {
  private func emitted(_ table: ScheduleTable, as name: String) throws -> [UInt8] {
    let emitter = try #require(EmitterRegistry.emitter(named: name))
    var bytes: [UInt8] = []
    try emitter.emit(table) { bytes += $0 }
    return bytes
  }

  @Test func `JSON rebuilds to a table of the same bytes`() throws {
    for (name, text) in SampleRecipes.all {
      let table = try SampleRecipes.table(text)
      let read = try EmittedTable(try emitted(table, as: "json"))
      #expect(try read.table().encoded() == table.encoded(), "\(name)")
      #expect(read.digest == table.digest.hex)
      #expect(read.recipeDigest == table.recipeDigest.hex)
      #expect(read.format == "recipec-table" && read.formatVersion == 1)
      #expect(read.recipe == text)
    }
  }

  @Test func `JSON is printable ASCII without the signs of HTML`() throws {
    for (name, text) in SampleRecipes.all {
      let bytes = try emitted(try SampleRecipes.table(text), as: "json")
      let isHarmless = bytes.allSatisfy { byte in
        byte == 0x0A || (0x20...0x7E).contains(byte) && ![0x26, 0x3C, 0x3E].contains(byte)
      }
      #expect(isHarmless, "\(name)")
    }
  }

  @Test func `CSV has every value, bit for bit`() throws {
    for (name, text) in SampleRecipes.all {
      let table = try SampleRecipes.table(text)
      let file = try CSVFile(String(decoding: try emitted(table, as: "csv"), as: UTF8.self))
      #expect(file.header == ["update"] + table.tracks.map { $0.channel.description }, "\(name)")
      #expect(Int64(file.rows.count) == table.length)
      for (update, row) in file.rows.enumerated() {
        #expect(row[0] == String(update))
        for track in table.tracks.indices {
          let value = try table.value(track: track, at: Int64(update))
          #expect(Double(row[track + 1])?.bitPattern == value.bitPattern, "\(name) at \(update)")
        }
      }
    }
  }

  @Test func `a table comes out as its own bytes`() throws {
    let table = try SampleRecipes.table(SampleRecipes.small)
    let bytes = try emitted(table, as: "table")
    #expect(try ScheduleTable(decoding: bytes) == table)
  }

  @Test func `a run too long for a CSV is refused before the first byte`() throws {
    let text = SampleRecipes.small.replacing("100 steps", with: "100000000 steps")
    let table = try SampleRecipes.table(text)
    let csv = try #require(EmitterRegistry.emitter(named: "csv"))
    var count = 0
    #expect(throws: Emitter.Refusal.self) { try csv.emit(table) { count += $0.count } }
    #expect(count == 0)
  }

  @Test func `what the writer throws comes through`() throws {
    struct Full: Error {}
    let table = try SampleRecipes.table(SampleRecipes.small)
    for emitter in EmitterRegistry.all {
      #expect(throws: Full.self) { try emitter.emit(table) { _ in throw Full() } }
    }
  }

  @Test func `JSON text escapes and prints numbers in one way`() throws {
    let value = JSONText.object([
      ("b", .array([.integer(-1), .number(0.1), .bool(true), .null])),
      ("a", .string("\u{1B}\"\\\n<&>\u{7F}é\u{1F600}\u{2028}")),
      ("n", .number(.leastNonzeroMagnitude)),
    ])
    let expected = #"""
      {
        "b": [-1, 0.1, true, null],
        "a": "\u001b\"\\\n\u003c\u0026\u003e\u007f\u00e9\ud83d\ude00\u2028",
        "n": 5e-324
      }

      """#
    #expect(value.text == expected)
    let read = try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: Any]
    #expect(read?["a"] as? String == "\u{1B}\"\\\n<&>\u{7F}é\u{1F600}\u{2028}")
  }
}
