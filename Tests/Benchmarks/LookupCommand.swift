// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeRuntime
internal import SeededRandom

/// `recipec-bench lookup`: seconds per update of values asked for one by one.
struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup",
    abstract: "Look up the values of a recipe's first channel, in order and at random."
  )

  @Argument(help: "The recipe.")
  var recipe: RecipeFile

  @Option(help: "How many updates to look up in one go.")
  var updates = 1 << 20

  @Option(help: "How often to repeat each measurement.")
  var repeats = 5

  func run() throws {
    let table = try recipe.table()
    var generator = SeededGenerator(seed: 1)
    let random = (0..<updates).map { _ in Int64.random(in: 0..<table.length, using: &generator) }
    let rising = random.sorted()
    for (name, positions) in [("in_order", rising), ("at_random", random)] {
      let single = try measure("single_\(name)") {
        var sum = 0.0
        for position in positions { sum += try table.value(track: 0, at: position) }
        consume(sum)
      }
      print(single.line)
      let gather = try measure("gather_\(name)") {
        consume(try table.values(track: 0, at: positions)[updates / 2])
      }
      print(gather.line)
    }
  }
  private func measure(_ name: String, of body: () throws -> Void) rethrows -> Measurement {
    try Measurement(name, by: .processor, repeats: repeats, per: updates, of: body)
  }
}
