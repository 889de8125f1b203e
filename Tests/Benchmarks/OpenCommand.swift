// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import RecipeRuntime

/// `recipec-bench open`: seconds to open and verify a table, and the memory it then takes.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Open and verify a table of 16 KiB; print the size of its file and of it in memory."
  )

  @Option(help: "How often to repeat the measurement.")
  var repeats = 501

  func run() throws {
    let file = try SyntheticTable.curve(pieces: 160, length: 450_450, text: 1000).encoded()
    let opening = try Measurement("open", by: .processor, repeats: repeats) {
      _ = try ScheduleTable(decoding: file)
    }
    let digesting = Measurement("digest", by: .processor, repeats: repeats) {
      consume(Double(Digest(of: file).bytes[0]))
    }
    print(opening.line)
    print(digesting.line)
    for pieces in [10, 160, 1000] {
      let file = try SyntheticTable.curve(pieces: pieces, length: 450_450, text: 1000).encoded()
      let count = 400
      var tables: [ScheduleTable] = []
      tables.reserveCapacity(2 * count)
      // The first ones take up what earlier work has left, and pay for what all of them share.
      for _ in 0..<count { tables.append(try ScheduleTable(decoding: file)) }
      let before = try Self.residentBytes()
      for _ in 0..<count { tables.append(try ScheduleTable(decoding: file)) }
      print("memory_\(pieces) \((try Self.residentBytes() - before) / count) \(file.count)")
      consume(try tables[count].value(track: 0, at: 1))
    }
  }

  /// The bytes of memory that the process has in use.
  private static func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * Int(getpagesize())
  }
}
