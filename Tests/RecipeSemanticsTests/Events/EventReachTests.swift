// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

/// Events that have no time to come, against a count of what happens update by update.
@Suite struct EventReachTests {
  @Test(arguments: [
    ("{ length: 90 epochs, epoch: 10 steps, evaluate: 1 epoch }", "9 evaluations", true),
    ("{ length: 90 epochs, epoch: 10 steps, evaluate: 1 epoch }", "10 evaluations", false),
    ("{ length: 90 epochs, epoch: 10 steps }", "1000 evaluations", true),
    ("{ length: 90 epochs, epoch: 10 steps }", "99 steps", true),
    ("{ length: 90 epochs, epoch: 10 steps }", "100 steps", false),
    ("{ length: 90 epochs, epoch: 10 steps }", "10 epochs", false),
  ])
  func `a patience fits into the phase`(run: String, patience: String, canFire: Bool) {
    let hold = "hold: { from: 1, for: 80 epochs }"
    let plateau = "plateau: { watch: a, factor: 0.5, patience: \(patience), max_cuts: 1 }"
    let findings = Recipe(run: run, phases: [hold, plateau]).findings
    #expect(findings == (canFire ? [] : ["event-can-never-fire at plateau"]))
  }

  @Test func `the error counts the evaluations`() throws {
    let run = "{ length: 90 epochs, epoch: 10 steps, evaluate: 5 epochs }"
    let phases = [
      "hold: { from: 1, for: 80 epochs }",
      "plateau: { watch: a, factor: 0.5, patience: 3 evaluations, max_cuts: 1 }",
    ]
    let diagnostic = try #require(Recipe(run: run, phases: phases).diagnostics.first)
    #expect(diagnostic.message.contains("2 evaluations fall into its time, and it takes 4"))
  }

  @Test func `an event of a hold and a plateau over phases are held to their time as well`() {
    let run = "{ length: 90 epochs, epoch: 10 steps, evaluate: 1 epoch }"
    let waiting = """
      hold: { from: 1, until: { metric: a, stops_improving: 5 evaluations }, at_most: 5 epochs }
      """
    #expect(
      Recipe(run: run, phases: [waiting, "hold: 85 epochs"]).findings == [
        "event-can-never-fire at hold"
      ]
    )
    for (patience, canFire) in [(88, true), (89, false)] {
      let over = "[hold: { from: 1, for: 45 epochs }, linear: { to: 0.5 }]"
      let plateau =
        "plateau: { watch: a, factor: 0.5, patience: \(patience) evaluations, max_cuts: 1, over: \(over) }"
      #expect(
        Recipe(run: run, phases: [plateau]).rules == (canFire ? [] : ["event-can-never-fire"])
      )
    }
  }

  /// A metric that never improves, observed at every multiple of the time between evaluations.
  private func fires(
    _ updates: Range<Int64>,
    every: Int64,
    patience: Int64,
    averages: Int64,
    isLate: Bool,
    isOfRun: Bool
  ) -> Bool {
    var (hasBest, bad, gathered) = (false, Int64(0), Int64(0))
    var update = every
    while update < updates.upperBound {
      let isActive = updates.contains(update)
      update += every
      guard isActive || isOfRun else { continue }
      gathered += 1
      guard gathered == averages else { continue }
      gathered = 0
      if !hasBest {
        hasBest = true
      } else if isActive {
        bad += 1
        if isLate ? bad > patience : bad >= patience { return true }
      }
    }
    return false
  }

  @Test func `what is refused never fires, and what is accepted does`() {
    var source = SeededGenerator(seed: 81)
    var refused = 0
    for _ in 0..<300 {
      let start = Int64.random(in: 0...40, using: &source)
      let length = Int64.random(in: 1...60, using: &source)
      let every = Int64.random(in: 1...9, using: &source)
      let patience = Int64.random(in: 1...8, using: &source)
      let block = Int64.random(in: 1...3, using: &source)
      let isLate = Bool.random(using: &source)
      let isOfRun = Bool.random(using: &source)
      // PyTorch averages nothing.
      let averages = isLate ? 1 : block
      let run = "{ length: \(start + length) steps, evaluate: \(every) steps }"
      let keys = """
        from: 1, jump: true, watch: a, factor: 0.5, max_cuts: 1, patience: \(patience) evaluations,
        best: \(isOfRun ? "run" : "entry"),
        \(isLate ? "compat: torch" : "smooth: \(averages) evaluations")
        """
      let head = start > 0 ? ["hold: { from: 2, for: \(start) steps }"] : []
      let plateau = "plateau: { \(keys.replacing(start > 0 ? "\u{0}" : "jump: true,", with: "")) }"
      let recipe = Recipe(run: run, phases: head + [plateau])
      let canFire = fires(
        start..<start + length,
        every: every,
        patience: patience,
        averages: averages,
        isLate: isLate,
        isOfRun: isOfRun
      )
      let isRefused = recipe.rules == ["event-can-never-fire"]
      #expect(isRefused || recipe.rules.isEmpty, "\(run) \(keys): \(recipe.findings)")
      if isRefused { #expect(!canFire, "\(run) \(keys)") }
      // What came before the phase is not looked into where the best is that of the run.
      if !isOfRun { #expect(isRefused == !canFire, "\(run) \(keys)") }
      if isRefused { refused += 1 }
    }
    #expect(refused > 50)
  }
}
