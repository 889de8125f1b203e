// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

@Suite struct PhaseLayoutTests {
  static let run = "{ length: 90 epochs, epoch: 10 steps, evaluate: 1 epoch }"

  @Test(arguments: [
    (["hold: { from: 1 }"], [0, 900]),
    (["hold: { from: 1, for: rest }"], [0, 900]),
    (["hold: { from: 1, for: 5 epochs }", "hold"], [0, 50, 900]),
    (["hold: { from: 1 }", "hold: 5 epochs"], [0, 850, 900]),
    (["hold: { from: 1, for: 10% }", "hold: rest", "hold: last 1/9 of run"], [0, 90, 800, 900]),
    (["hold: { from: 1 }", "hold: last 5 epochs", "hold: last 7 steps"], [0, 843, 893, 900]),
    (["hold: { from: 1, for: 80 epochs }", "hold: last 10 epochs"], [0, 800, 900]),
    (
      ["hold: { from: 1, ends_at: 30 epochs }", "hold: { ends-at: 60 epochs }", "hold"],
      [0, 300, 600, 900]
    ),
    (
      ["hold: { from: 1, for: 7 steps }", "hold: { ends_at: 50% }", "hold: 45 epochs"],
      [0, 7, 450, 900]
    ),
    (["hold: { from: 1, for: 'max(1 epoch, 25 steps)' }", "hold"], [0, 25, 900]),
    (["hold: { from: 1, for: 'min(1 epoch, 25 steps)' }", "hold"], [0, 10, 900]),
    (["hold: { from: 1 }", "hold: 'max(1 epoch, 25 steps)'"], [0, 875, 900]),
    (["hold: { from: 1, for: 3 evaluations }", "hold"], [0, 30, 900]),
    // Ten thirds of the run, one after another: each boundary is the ceiling of the exact sum.
    (
      ["hold: { from: 1, for: (10/3) steps }", "hold: (10/3) steps", "hold: (10/3) steps", "hold"],
      [0, 4, 7, 10, 900]
    ),
  ])
  func `phases lie where their lengths put them`(phases: [String], boundaries: [Int64]) {
    let recipe = Recipe(run: Self.run, phases: phases)
    #expect(recipe.rules.isEmpty)
    #expect(recipe.boundaries == boundaries)
  }

  @Test(arguments: [
    (["hold: { from: 1 }", "hold"], "several-rests at hold"),
    (["hold: { from: 1, for: last 5 epochs }", "hold"], "last-before-the-end at hold"),
    (["hold: { from: 1 }", "hold: { ends_at: 900 steps }"], "ends-at-after-rest at 900 steps"),
    (["hold: { from: 1, for: 5 epochs, ends_at: 50 steps }", "hold"], "two-lengths at ends_at"),
    (["hold: { from: 1, for: 90 epochs }", "hold"], "no-time-left at hold"),
    (["hold: { from: 1, for: 95 epochs }", "hold"], "no-time-left at hold"),
    (["hold: { from: 1, for: 0 epochs }", "hold"], "empty-phase at 0 epochs"),
    (["hold: { from: 1, for: -1 epoch }", "hold"], "empty-phase at -1 epoch"),
    (
      ["hold: { from: 1, for: (1/3) steps }", "hold: (1/3) steps", "hold"],
      "empty-phase at (1/3) steps"
    ),
    (
      ["hold: { from: 1, for: 20 epochs }", "hold: { ends_at: 10 epochs }", "hold"],
      "empty-phase at 10 epochs"
    ),
    (["hold: { from: 1, for: 5 epochs }", "hold: 6 epochs"], "phases-do-not-fill-run at 6 epochs"),
    (
      ["hold: { from: 1, for: 50 epochs }", "hold: 60 epochs"],
      "phases-do-not-fill-run at 60 epochs"
    ),
    (
      ["hold: { from: 1, for: 1e300 epochs }", "hold: 60 epochs"],
      "position-out-of-range at 1e300 epochs"
    ),
    (["hold: { from: 1, for: 5 }", "hold"], "missing-unit at 5"),
    (["hold: { from: 1, for: 5 tokens }", "hold"], "missing-fact at 5 tokens"),
    (["hold: { from: 1, for: 1/3 epochs }", "hold"], "expected-number at 1/3 epochs"),
    (["hold: { from: 1, for: max(1 epoch, 5 steps) }", "hold"], "malformed-expression at "),
    (
      ["hold: { from: 1, for: 1 step }", "hold: max(1 epoch, 5 steps)", "hold"],
      "malformed-expression at "
    ),
    (["hold: { from: 1, for: 5 epohcs }", "hold"], "unknown-unit at epohcs"),
  ])
  func `a layout that cannot be is one error`(phases: [String], finding: String) {
    let recipe = Recipe(run: Self.run, phases: phases)
    #expect(recipe.findings == [finding])
    #expect(recipe.resolved == nil)
  }

  @Test func `a list that does not fill the run names every length`() throws {
    let phases = ["hold: { from: 1, for: 5 epochs }", "hold: 6%", "hold: { ends_at: 60 epochs }"]
    let notes = try #require(Recipe(run: Self.run, phases: phases).diagnostics.first?.notes)
    #expect(
      notes == [
        "`hold` for 5 epochs = 50 updates", "`hold` for 6% = 54 updates",
        "`hold` up to 60 epochs = 496 updates",
      ]
    )
  }

  /// Positions are the ceilings of exact sums, which the oracle keeps over the common denominator 840.
  @Test func `many phases in random units do not drift`() {
    var source = SeededGenerator(seed: 41)
    for _ in 0..<30 {
      let perEpoch = Int64.random(in: 3...50, using: &source)
      let total = 840 * 400 * perEpoch
      var position: Int64 = 0
      var phases: [String] = []
      var expected: [Int64] = [0]
      while phases.count < 40 {
        let bottom: Int64 = [1, 2, 3, 5, 7, 8][Int.random(in: 0..<6, using: &source)]
        let top = Int64.random(in: bottom...4 * bottom, using: &source)
        let share = 840 * top / bottom
        let (text, length): (String, Int64) =
          switch Int.random(in: 0..<3, using: &source) {
          case 0: ("(\(top)/\(bottom)) epochs", share * perEpoch)
          case 1: ("(\(top)/\(bottom)) steps", share)
          default: ("\(top)/\(bottom) * 1%", share * 4 * perEpoch)
          }
        if position + length > total - 840 { break }
        position += length
        expected.append((position + 839) / 840)
        phases.append("hold: { \(phases.isEmpty ? "from: 1, " : "")for: \(text) }")
      }
      expected.append(400 * perEpoch)
      phases.append("hold")
      let run = "{ length: 400 epochs, epoch: \(perEpoch) steps }"
      let recipe = Recipe(run: run, phases: phases)
      #expect(recipe.boundaries == expected, "\(recipe.findings)")
    }
  }
}
