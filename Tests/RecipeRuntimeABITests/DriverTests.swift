// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeRuntime
import SeededRandom
import Testing

extension LibraryTests {
  /// The shipped library against the Swift module, bit for bit: a program is told what to do with random
  /// tables, and the Swift module says what it has to answer.
  @Suite
  struct DriverTests {
    let library: InstalledLibrary

    init() throws { library = try InstalledLibrary.shared.get() }

    @Test(arguments: ["./driver", "./driver-static"])
    func `the C functions answer as the Swift ones do`(driver: String) throws {
      var scenario = Scenario(seed: 20_261, folder: library.folder)
      for _ in 0..<60 { try scenario.addRun() }
      #expect(scenario.counts.allSatisfy { $0 > 20 }, "\(scenario.counts)")
      let output = try library.run(driver, input: scenario.script)
      let found = output.split(separator: "\n", omittingEmptySubsequences: false)
      let expected = scenario.answers.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(found.count == expected.count)
      for (line, (found, expected)) in zip(found, expected).enumerated() where found != expected {
        Issue.record("line \(line + 1): \(found) instead of \(expected)")
        return
      }
    }

    @Test(.enabled(if: Shell.has("valgrind"), "valgrind is not installed"))
    func `valgrind finds no misuse of memory and nothing that is not freed`() throws {
      var scenario = Scenario(seed: 99, folder: library.folder)
      for _ in 0..<3 { try scenario.addRun() }
      let valgrind = "valgrind -q --leak-check=full --show-leak-kinds=all --error-exitcode=9"
      let output = try library.run("\(valgrind) ./driver", input: scenario.script)
      #expect(output == scenario.answers)
    }

    @Test func `damaged bytes are refused, each with a message`() throws {
      let (table, checkpoint) = try savedRun()
      let refused = try library.run("./damage \(table) \(checkpoint) 1")
      let sizes = try [table, checkpoint].map { try Data(contentsOf: URL(filePath: $0)).count }
      #expect(refused == "\(sizes.reduce(0, +) * 9)\n")
    }

    @Test(.enabled(if: Shell.has("valgrind"), "valgrind is not installed"))
    func `no damaged byte makes the library read where it must not`() throws {
      let (table, checkpoint) = try savedRun()
      try library.run(
        "valgrind -q --leak-check=full --error-exitcode=9 ./damage \(table) \(checkpoint) 331"
      )
    }

    private func savedRun() throws -> (String, String) {
      var tables = RandomReactiveTable(seed: 5)
      let table = try tables.build()
      var run = ScheduleRun(table)
      try run.observe("loss", 0.5, measuredAt: 3)
      let paths = ["damage.rct", "damage.rcs"].map { library.folder.appending(path: $0) }
      try Data(table.encoded()).write(to: paths[0])
      try Data(Checkpoint(of: run).encoded()).write(to: paths[1])
      return (paths[0].path, paths[1].path)
    }
  }
}
