// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct PlateauOverTests {
  static let run = "{ length: 90 epochs, epoch: 10 steps }"
  static let below = "[warmup: { from: 0, to: 1, for: 5 epochs }, cosine: { to: 0.2 }]"

  private func recipe(
    _ over: String,
    _ keys: String = "max_cuts: 2",
    after: [String] = []
  ) -> Recipe {
    let plateau =
      "plateau: { watch: loss, factor: 0.5, patience: 2 evaluations, \(keys), over: \(over) }"
    return Recipe(run: Self.run, phases: [plateau] + after)
  }

  @Test func `a plateau over phases multiplies them by exact factors`() throws {
    let recipe = recipe(Self.below)
    #expect(recipe.rules.isEmpty)
    #expect(recipe.phases.map(\.kind) == ["warmup", "cosine"])
    #expect(recipe.boundaries == [0, 50, 900])
    #expect(recipe.machines.count == 1)
    for phase in recipe.phases {
      #expect(phase.plateau?.levels == .factors([1, 0.5, 0.25]))
      #expect(phase.plateau?.machine == 0)
      #expect(phase.plateau?.floor == 0)
      #expect(phase.exit == nil)
    }
    let schedule = try #require(recipe.schedule("lr"))
    #expect(schedule.after == .continues(0.2))
    #expect(schedule.bounds.lower == 0 && schedule.bounds.upper == 1)
  }

  @Test func `the factors go on until even the largest value is at the floor`() {
    // 1 · 0.5^4 is above 0.05, and 1 · 0.5^5 below.
    let factors = [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]
    let plateau = recipe(Self.below, "floor: 0.05").phases.first?.plateau
    #expect(plateau?.levels == .factors(factors))
    #expect(plateau?.floor == 0.05)
    let falling = recipe("[linear: { from: 0.4, to: 0.1 }]", "floor: 0.05").schedule("lr")
    #expect(falling?.phases.first?.plateau?.levels == .factors([1, 0.5, 0.25, 0.125]))
    #expect(falling?.bounds.lower == 0.05)
    let few = recipe("[linear: { from: 0.4, to: 0.1 }]", "floor: 0.01, max_cuts: 2").schedule("lr")
    #expect(few?.bounds.lower == 0.025)
  }

  @Test func `over a single constant a library can be imitated, and over curves only optax`() {
    let hold = recipe("[hold: { from: 0.1 }]", "compat: torch, eps: 0.04")
    #expect(hold.phases.first?.plateau?.levels == .values([0.1, 0.05]))
    #expect(recipe(Self.below, "compat: torch").findings == ["not-in-library at torch"])
    let optax = recipe(Self.below, "compat: optax, floor: 0.3").phases.first?.plateau
    #expect(optax?.levels == .factors([1, 0.5, Double(Float(0.3))]))
  }

  @Test(arguments: [
    ("[]", "max_cuts: 2", ["no-phases at []"]),
    ("[hold: { from: 1 }]", "max_cuts: 2, for: 5 epochs", ["unclear-event at for"]),
    ("[hold: { from: 1 }]", "max_cuts: 2, ends_at: 5 epochs", ["unclear-event at ends_at"]),
    ("[hold: { from: 1 }]", "max_cuts: 2, from: 1", ["unclear-event at from"]),
    ("[hold: { from: 1 }]", "max_cuts: 2, jump: true", ["unclear-event at jump"]),
    (
      "[hold: { from: 1 }]", "max_cuts: 2, until: { signal: a }", ["unclear-event at until"]
    ),
    (
      "[plateau: { watch: a, factor: 0.1, patience: 1 step, from: 1, max_cuts: 1 }]",
      "max_cuts: 2", ["nested-plateau at plateau"]
    ),
    (
      "[plateau: { watch: a, factor: 0.1, patience: 1 step, over: [hold] }]", "max_cuts: 2",
      ["nested-plateau at plateau"]
    ),
    ("[hodl: { from: 1 }]", "max_cuts: 2", ["unknown-phase-kind at hodl"]),
    ("5 epochs", "max_cuts: 2", ["wrong-form at 5 epochs"]),
    ("[linear: { from: 1, to: 0 }]", "floor: 1", ["plateau-cannot-cut at 1"]),
    ("[hold: { from: 0 }]", "max_cuts: 2", ["value-out-of-reach at plateau"]),
    ("[hold: { for: 5 epochs }, hold]", "max_cuts: 2", ["missing-start at hold"]),
  ])
  func `what cannot stand in or beside over is one finding`(
    over: String,
    keys: String,
    findings: [String]
  ) {
    #expect(recipe(over, keys).findings == findings)
  }

  @Test func `phases inside follow one another, and what follows them all says where it starts`() {
    let jump = "[hold: { from: 1, for: 5 epochs }, cosine: { from: 2, to: 0.2, for: 5 epochs }]"
    #expect(
      recipe(jump, after: ["hold: { from: 1, jump: true }"]).findings == ["undeclared-jump at 2"]
    )
    let below = "[hold: { from: 1, for: 5 epochs }, cosine: { to: 0.2, for: 5 epochs }]"
    #expect(recipe(below, after: ["hold"]).findings == ["start-depends-on-event at hold"])
    let next = recipe(below, after: ["hold: { from: 1, jump: true }"])
    #expect(next.rules.isEmpty && next.schedule("lr")?.after == .hold(1))
    #expect(next.phases.map { $0.plateau != nil } == [true, true, false])
  }

  @Test func `phases before, inside and after share one run`() {
    let recipe = Recipe(
      run: Self.run,
      phases: [
        "warmup: { from: 0, to: 1, for: 10% }",
        """
        plateau: { watch: a, factor: 0.5, patience: 5 steps, max_cuts: 1,
          over: [hold: { for: 5 epochs }, linear: { to: 0.5 }] }
        """,
        """
        plateau: { watch: b, factor: 0.5, patience: 5 steps, max_cuts: 3,
          over: [hold: { from: 1, jump: true, for: 5 epochs }, linear: { to: 0.5, for: 5 epochs }] }
        """,
        "plateau: { watch: c, factor: 0.1, patience: 5 steps, floor: 0.01, from: 1, jump: true, for: 9% }",
      ]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.boundaries == [0, 90, 140, 719, 769, 819, 900])
    #expect(recipe.machines.map(\.name) == ["a", "b", "c"])
    #expect(recipe.phases.map { $0.plateau?.machine } == [nil, 0, 0, 1, 1, 2])
  }
}
