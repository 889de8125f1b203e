// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import RecipeRuntime

/// Writes the seeds of both corpora: the samples and small random tables, bare and in checkpoints.
///
///     fuzz-seeds tables FOLDER     fuzz-seeds states FOLDER
@main
struct SeedCommand {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, ["tables", "states"].contains(arguments[1]) else {
      print("usage: fuzz-seeds tables|states FOLDER")
      exit(2)
    }
    let folder = URL(filePath: arguments[2])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var sample = SampleTable()
    sample.annex = .empty
    var tables = [try sample.build(), try SampleTable.open.build()]
    var seed: UInt64 = 0
    while tables.count < 24 {
      var random = RandomTable(seed: seed)
      let table = try random.build()
      if table.encoded().count < 1600 { tables.append(table) }
      seed += 1
    }
    for (index, table) in tables.enumerated() {
      let name = String(index + 100).dropFirst()
      let bytes =
        arguments[1] == "tables" ? table.encoded() : checkpoint(table, seed: UInt64(index))
      try Data(bytes).write(to: folder.appending(path: "\(name).bin"))
    }
  }

  /// A checkpoint in the middle of a story.
  private static func checkpoint(_ table: ScheduleTable, seed: UInt64) -> [UInt8] {
    var run = ScheduleRun(table)
    var trace = RandomTrace(seed: seed)
    for _ in 0..<14 { _ = run.apply(trace.next()) }
    return Checkpoint(of: run).encoded()
  }
}
