// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import SeededRandom
import Testing

/// A reader in Python that knows only the pages of the formats, against the runtime: every value must
/// have the same bits.
@Suite
struct SecondReaderTests {
  private static let home = Repository.url("Tests/Reference/format").path

  /// A table, and the state of a run of it if there is one.
  private struct Subject {
    let name: String
    let table: ScheduleTable
    let updates: [Int64]
    var run: ScheduleRun?
    var carriesTable = false
  }

  /// What the reader prints for tables, all in one process, which starts slowly.
  private func values(of subjects: [Subject]) throws -> [Substring] {
    let folder = try TemporaryFolder()
    var calls = ""
    for (index, subject) in subjects.enumerated() {
      try folder.write(subject.table.encoded(), to: "\(index).rct")
      var arguments = ["\(index).rct"]
      if let run = subject.run {
        let bytes = Checkpoint(of: run, carriesTable: subject.carriesTable).encoded()
        try folder.write(bytes, to: "\(index).rcs")
        arguments += ["--state", "\(index).rcs"]
      }
      calls += "main(\(arguments + subject.updates.map { "\($0)" }))\n"
    }
    let script = "import sys\nsys.path.insert(0, sys.argv[1])\nfrom read_table import main\n"
    try folder.write(script + calls, to: "script.py")
    let result = try Toolchain.python3.run("script.py", Self.home, in: folder)
    try #require(result.status == 0 && result.errorText == "", "\(result.errorText)")
    return result.text.split(separator: "\n")
  }

  /// Holds the reader against the runtime, and returns how many values there were.
  private func compare(_ subjects: [Subject]) throws -> Int {
    var lines = try values(of: subjects)[...]
    var count = 0
    for subject in subjects {
      for track in subject.table.tracks.indices {
        for t in subject.updates {
          let expected = try? subject.table.value(track: track, at: t, state: subject.run?.state)
          let line = lines.popFirst()
          let fields = try #require(line).split(separator: " ")
          try #require(Array(fields[..<2]) == ["\(track)", "\(t)"], "\(subject.name)")
          let found = Double(String(fields[2]))
          try #require(
            found?.bitPattern == expected?.bitPattern && (found == nil) == (fields[2] == "none"),
            "\(subject.name), track \(track), update \(t): \(fields[2]), not \(expected as Any)"
          )
          if found != nil { count += 1 }
        }
      }
    }
    #expect(lines.isEmpty)
    return count
  }

  /// Updates around the starts of pieces, around the end, and anywhere.
  private func updates(
    of table: ScheduleTable,
    _ generator: inout SeededGenerator
  ) -> [Int64] {
    let last: Int64 = 1 << 53 - 1
    let length = min(table.length, last)
    var found: Set<Int64> = [0, 1, length - 1, length, length + 1, 2 * length, last]
    for start in table.starts.shuffled(using: &generator).prefix(80) {
      found.formUnion([start - 1, start, start + 1])
    }
    for _ in 0..<120 { found.insert(Int64.random(in: 0...length + length / 2, using: &generator)) }
    return found.filter { 0 <= $0 && $0 <= last }.sorted()
  }

  @Test(.needs(.python3)) func `recipes have the same bits in a reader made from the pages`() throws
  {
    var generator = SeededGenerator(seed: 41)
    var subjects = try CompiledRecipes.paths.map { path in
      let table = try CompiledRecipes.table(path)
      return Subject(name: path, table: table, updates: updates(of: table, &generator))
    }
    for sample in SampleRecipes.all {
      let table = try SampleRecipes.table(sample.text)
      let updates = updates(of: table, &generator)
      subjects.append(Subject(name: sample.name, table: table, updates: updates))
    }
    #expect(try compare(subjects) > 15_000)
  }

  /// Tables with machines, grids, periods and repeats: before any event, and under what a run remembers.
  @Test(.needs(.python3)) func `tables with machines have the same bits without and with a state`()
    throws
  {
    var generator = SeededGenerator(seed: 43)
    var plain: [Subject] = []
    var running: [Subject] = []
    for number in 0..<60 {
      let table = try RandomMachines.table(number)
      let updates = updates(of: table, &generator)
      plain.append(Subject(name: "machines \(number)", table: table, updates: updates))
      let run = run(of: table, events: number % 10 + 1, &generator)
      running.append(
        Subject(
          name: "machines \(number) under a state",
          table: table,
          updates: updates + (0..<50).map { max(0, run.state.clock - 10) + $0 },
          run: run,
          // Both a record alone and one that a table follows.
          carriesTable: number % 2 == 0
        )
      )
    }
    #expect(try compare(plain) > 15_000)
    #expect(try compare(running) > 15_000)
    let states = running.compactMap { $0.run?.state }
    #expect(states.count { $0.chains.contains(where: \.isEntered) } > 10)
    #expect(states.count { $0.chains.contains(where: \.isEnded) } > 2)
    #expect(states.count { $0.machines.contains { $0.cuts > 0 } } > 20)
  }

  private func run(
    of table: ScheduleTable,
    events: Int,
    _ generator: inout SeededGenerator
  ) -> ScheduleRun {
    var run = ScheduleRun(table)
    for _ in 0..<events {
      let now = max(run.state.clock, 0) + Int64.random(in: 0...20, using: &generator)
      for machine in table.machines {
        let value = Double.random(in: 0.4...1.6, using: &generator)
        _ = try? run.observe(machine.name, value, measuredAt: now)
        if Int.random(in: 0..<4, using: &generator) == 0 {
          _ = try? run.signal(machine.name, effectiveAt: now)
        }
      }
    }
    return run
  }

  /// Neither the grid nor the period divides the length, so that every turn would else be sampled at
  /// other updates.
  @Test(.needs(.python3)) func `a track that repeats is sampled alike in every turn`() throws {
    var regions = [
      Region(firstPiece: 0, pieceCount: 2, start: 0, length: 60),
      Region(firstPiece: 2, pieceCount: 1, start: 0, length: 60),
    ]
    regions[0].grid = 7
    regions[0].gridAnchor = -3
    regions[1].period = 8
    let table = try ScheduleTable(
      length: 60,
      tracks: [
        Track(channel: "lr", firstRegion: 0, multiplier: 0.3, after: .repeats),
        Track(channel: "momentum", firstRegion: 1, after: .repeats),
      ],
      regions: regions,
      pieces: [
        Piece(start: 0, origin: 0, scale: 0x1p-6, coefficients: [0.1, 0.7, 0, 0, 0, 0, 0, 0.3]),
        Piece(start: 31, origin: 60, scale: 0x1p-6, coefficients: [0.2, 0, 0.9, 0, 0, 0, 0, 0]),
        Piece(start: 0, origin: 0, scale: 0x1p-3, coefficients: [1, -0.9, 0, 0, 0, 0, 0, 0]),
      ],
      recipeDigest: Digest(of: [])
    )
    let updates: [Int64] = Array(0..<400) + [1 << 53 - 1]
    #expect(try compare([Subject(name: "repeats", table: table, updates: updates)]) == 802)
  }

  /// The pages say enough about digests and checksums to notice any damage.
  @Test(.needs(.python3)) func `damage is noticed`() throws {
    let folder = try TemporaryFolder()
    let table = try CompiledRecipes.table("\(Golden.folder)/tables/after-error.yaml")
    let bytes = table.encoded()
    try folder.write(bytes, to: "table.rct")
    let script = """
      import sys
      sys.path.insert(0, sys.argv[1])
      from read_table import Refused, Table
      with open("table.rct", "rb") as file:
          data = file.read()
      Table(data)
      refused = 0
      def attempt(damaged):
          global refused
          try:
              Table(damaged)
          except Refused:
              refused += 1
      for size in range(len(data)):
          attempt(data[:size])
      for bit in range(0, 8 * len(data), 5):
          damaged = bytearray(data)
          damaged[bit // 8] ^= 1 << bit % 8
          attempt(bytes(damaged))
      print(refused)
      """
    try folder.write(script, to: "damage.py")
    let result = try Toolchain.python3.run("damage.py", Self.home, in: folder)
    #expect(result.errorText == "")
    #expect(result.text == "\(bytes.count + (8 * bytes.count + 4) / 5)\n")
  }
}
