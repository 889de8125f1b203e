// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime
internal import SeededRandom

/// Makes up a recipe of one channel with several phases, and knows what it asked for.
struct RandomRecipe {
  /// A phase as asked for.
  struct Phase {
    let kind: Kind
    let updates: Range<Int64>
    let from: Double
    /// The end value, where the recipe states one.
    let to: Double?
  }

  /// The kinds of phases that are made up, each in all its forms.
  enum Kind: String, CaseIterable {
    case linear
    case warmup
    case hold
    case cosine
    case staircase
    case exponential
    case polynomial
  }

  /// The recipe.
  private(set) var text: String
  /// Its phases, in order.
  private(set) var phases: [Phase] = []

  /// Makes up a recipe whose phases have up to 2^phaseBits updates each.
  ///
  /// A grid over the whole schedule lets a phase start inside a cell, which has the value of the
  /// phase before: with one, values say nothing about the phase they lie in.
  init(phaseBits: Int, mayShareGrid: Bool, using generator: inout SeededGenerator) {
    var lines: [String] = []
    let after = ["hold", "repeat", "error", "0.25"].randomElement(using: &generator) ?? "hold"
    var start: Int64 = 0
    var previous: Double?
    for index in 0..<Int.random(in: 1...4, using: &generator) {
      let length = generator.count(bits: phaseBits)
      let kind = Kind.allCases.randomElement(using: &generator) ?? .hold
      var writer = PhaseWriter(kind, previous: previous, updates: start..<start + length)
      writer.write(isSeam: index == 0 && after == "repeat", using: &generator)
      lines.append(writer.line)
      phases.append(writer.phase)
      start += length
      previous = writer.phase.to
    }
    let hasGrid = mayShareGrid && Int.random(in: 0..<4, using: &generator) == 0
    let grid = hasGrid ? generator.count(bits: 6) : 1
    text = """
      recipec: 1
      run: { length: \(start) steps }
      schedules:
        level:
          bounds: [-1e9, 1e9]
          grid: \(grid) steps
          after: \(after)
          phases:

      """
    for line in lines { text += "      - \(line)\n" }
  }

  /// The compiled recipe.
  ///
  /// - Throws: a difference, where a recipe that is right does not compile.
  func table(named name: String) throws(Difference) -> ScheduleTable {
    let compilation = Compiler.compile(Array(text.utf8), named: name)
    if let table = compilation.table { return table }
    let reason = compilation.diagnostics.first { $0.severity == .error }
    throw Difference(
      subject: name,
      update: 0,
      expected: "a table",
      found: reason.map { "\($0.rule.name): \($0.message)" } ?? "none",
      recipe: text
    )
  }
}
