// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeRuntime
internal import SeededRandom

/// `recipec-bench lookup`: seconds per update of values asked for one by one.
struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup",
    abstract: "Look values up in tables of 10 and of 1000 pieces, in order and at random."
  )

  @Option(help: "How many updates to look up in one go.")
  var updates = 1 << 18

  @Option(help: "How often to repeat each measurement.")
  var repeats = 21

  func run() throws {
    var subjects: [Measurement.Subject] = []
    for pieces in [10, 1000] {
      let table = try SyntheticTable.curve(pieces: pieces, length: 450_450)
      var generator = SeededGenerator(seed: 1)
      let random = (0..<updates).map { _ in Int64.random(in: 0..<table.length, using: &generator) }
      let ordered = (0..<updates).map { Int64($0) % table.length }
      subjects += Self.subjects(table, random, "at_random_\(pieces)")
      subjects += Self.subjects(table, ordered, "in_order_\(pieces)")
    }
    for measurement in try Measurement.interleaved(by: .processor, repeats: repeats, subjects) {
      print(measurement.line)
    }
  }

  private static func subjects(
    _ table: ScheduleTable,
    _ positions: [Int64],
    _ name: String
  ) -> [Measurement.Subject] {
    [
      .init("gather_\(name)", per: positions.count) {
        consume(try table.values(track: 0, at: positions)[positions.count / 2])
      },
      .init("cursor_\(name)", per: positions.count) {
        var cursor = ScheduleCursor(track: 0)
        var sum = 0.0
        for position in positions { sum += try table.value(at: position, with: &cursor) }
        consume(sum)
      },
      .init("single_\(name)", per: positions.count) {
        var sum = 0.0
        for position in positions { sum += try table.value(track: 0, at: position) }
        consume(sum)
      },
    ]
  }
}
