// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct UntilTests {
  static let run = "{ length: 90 epochs, epoch: 10 steps }"

  /// A hold that waits, and a decay of five epochs.
  private func recipe(_ until: String, _ keys: String = "") -> Recipe {
    let hold = "hold: { from: 1, until: \(until)\(keys) }"
    return Recipe(run: Self.run, phases: [hold, "linear: { to: 0, for: 5 epochs }"])
  }

  // MARK: Machines

  @Test func `a metric that crosses a level ends a phase`() throws {
    let recipe = recipe("{ metric: val_acc, above: 0.9, smooth: 0.5, on_nan: ignore }")
    #expect(recipe.rules.isEmpty)
    let machine = try #require(recipe.machines.first)
    #expect(recipe.machines.count == 1)
    #expect(recipe.phases.map { $0.exit?.machine } == [0, nil])
    #expect(machine.kind == .crosses && machine.name == "val_acc" && machine.mode == .max)
    #expect(machine.threshold == .init(kind: .absolute, value: 0.9))
    #expect(machine.smoothing == 0.5 && machine.onNonFinite == .ignore)
    let below = self.recipe("{ metric: loss, below: -1e-3 }").machines.first
    #expect(below?.mode == .min && below?.threshold == .init(kind: .absolute, value: -1e-3))
  }

  @Test func `a metric that stops improving ends a phase`() throws {
    let recipe = recipe(
      """
      { metric: loss, stops_improving: 3 evaluations, mode: max, threshold: { absolute: 0.1 },
        smooth: 2 evaluations, best: run, on_nan: count }
      """
    )
    #expect(recipe.rules.isEmpty)
    let machine = try #require(recipe.machines.first)
    #expect(machine.kind == .stopsImproving && machine.name == "loss" && machine.mode == .max)
    #expect(machine.patience == ResolvedPatience(count: 3, unit: .evaluations))
    #expect(machine.threshold == .init(kind: .absolute, value: 0.1))
    #expect(machine.averages == 2 && machine.best == .sinceStart)
    #expect(machine.onNonFinite == .countsAsBad)
    let updates = self.recipe("{ metric: loss, stops_improving: 2 epochs }").machines.first
    #expect(updates?.patience == ResolvedPatience(count: 20, unit: .updates))
    #expect(updates?.threshold == .init(kind: .relative, value: 1e-4))
  }

  @Test func `the first cut of a plateau ends a phase`() throws {
    let recipe = recipe("{ plateau: { watch: loss, patience: 0 evaluations, compat: torch } }")
    #expect(recipe.rules.isEmpty)
    let machine = try #require(recipe.machines.first)
    #expect(machine.kind == .stopsImproving && machine.ticks == .torch && machine.name == "loss")
    #expect(recipe.phases.first?.plateau == nil)
  }

  @Test func `a signal ends a phase`() {
    let machine = recipe("{ signal: decay }").machines.first
    #expect(machine?.kind == .signal && machine?.name == "decay")
  }

  @Test(arguments: [
    ("{}", "unclear-event at until"), ("{ metric: a }", "unclear-event at until"),
    ("{ metric: a, above: 1, below: 0 }", "unclear-event at until"),
    ("{ above: 1 }", "unclear-event at until"),
    ("{ signal: a, metric: b }", "unclear-event at metric"),
    ("{ metric: a, above: 1, best: run }", "unclear-event at best"),
    ("{ metric: a, above: 1, mode: max }", "unclear-event at mode"),
    ("{ signal: '' }", "unclear-event at ''"), ("{ metric: '', above: 1 }", "unclear-event at ''"),
    ("{ metric: a, above: 1 epoch }", "expected-number at 1 epoch"),
    ("{ metric: a, stops_improving: 3 }", "missing-unit at 3"),
    ("{ metric: a, stops_improving: 0 epochs }", "event-number-out-of-range at 0 epochs"),
    ("{ plateau: { watch: a } }", "missing-key at { watch: a }"),
    ("{ plateau: { watch: a, patience: 1 step }, mode: max }", "unclear-event at mode"),
    ("{ plateau: { watch: a, patience: 1 step, factor: 0.5 } }", "unknown-key at factor"),
    ("{ metric: a, abov: 1 }", "unknown-key at abov"), ("val_acc", "wrong-form at val_acc"),
    ("{ watch: a, above: 1 }", "unknown-key at watch"),
  ])
  func `an event that is not clear is one finding`(until: String, finding: String) {
    #expect(recipe(until).findings == [finding])
  }

  @Test(arguments: [
    (", for: 5 epochs", "two-lengths at for", "at_most"),
    (", for: rest", "two-lengths at for", nil),
    (", for: last 5 epochs", "two-lengths at for", nil),
    (", ends_at: 5 epochs", "two-lengths at ends_at", "at_most"),
  ])
  func `a phase ends by time or at an event`(keys: String, finding: String, fix: String?) {
    let recipe = recipe("{ signal: a }", keys)
    #expect(recipe.findings == [finding])
    let help = recipe.diagnostics.first?.help.first
    #expect(help?.text.contains("at_most") == true)
    if keys.contains("for: 5") { #expect(help?.edit?.replacement == fix) }
  }

  // MARK: Values

  @Test(arguments: [
    ("hold: { from: 1, U }", "linear: { to: 0, for: 1 epoch }", []),
    ("cosine: { from: 1, to: 0, U }", "hold: 1 epoch", ["start-depends-on-event at hold"]),
    ("cosine: { from: 1, to: 1, U }", "hold: 1 epoch", []),
    (
      "staircase: { from: 1, factor: 0.5, every: 10 epochs, U }", "hold: 1 epoch",
      ["start-depends-on-event at hold"]
    ),
    (
      "cosine: { from: 1, to: 0, U }", "hold: { from: 0, for: 1 epoch }",
      ["start-depends-on-event at hold"]
    ),
    ("cosine: { from: 1, to: 0, U }", "hold: { from: 0, jump: true, for: 1 epoch }", []),
    (
      "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 1, from: 1, U }",
      "hold: { from: 0, jump: true, for: 1 epoch }", []
    ),
    (
      "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 1, from: 1, U }",
      "hold: 1 epoch", ["start-depends-on-event at hold"]
    ),
  ])
  func `the value is known where the event comes, or the next phase says it`(
    phase: String,
    next: String,
    findings: [String]
  ) {
    let waiting = phase.replacing("U }", with: "until: { signal: go } }")
    #expect(Recipe(run: Self.run, phases: [waiting, next]).findings == findings)
  }

  @Test func `a run may end at an event, at a value that is known`() {
    let warmup = "warmup: { from: 0, to: 1, for: 5 epochs }"
    let hold = Recipe(run: Self.run, phases: [warmup, "hold: { until: { signal: a } }"])
    #expect(hold.rules.isEmpty && hold.schedule("lr")?.after == .hold(1))
    let curve = "cosine: { to: 0, until: { signal: a } }"
    for (after, findings) in [
      ("x_: 0", ["start-depends-on-event at cosine"]),
      ("after: hold", ["start-depends-on-event at hold"]), ("after: error", []), ("after: 0", []),
    ] {
      let recipe = Recipe(run: Self.run, phases: [warmup, curve], schedule: after)
      #expect(recipe.findings == findings)
    }
  }

  @Test func `an event inside of a plateau goes on with the same plateau`() {
    let below =
      "[hold: { from: 1, until: { signal: go } }, linear: { to: 0.5, for: 5 epochs }]"
    let plateau =
      "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 3, over: \(below) }"
    let recipe = Recipe(run: Self.run, phases: [plateau])
    #expect(recipe.rules.isEmpty)
    #expect(recipe.phases.map { $0.plateau?.machine } == [1, 1])
    #expect(recipe.phases.map { $0.exit?.machine } == [0, nil])
    #expect(recipe.machines.map(\.kind) == [.signal, .plateau])
    #expect(recipe.schedule("lr")?.after == .continues(0.5))
  }

  @Test func `a plateau does not hide that the values below it move until an event`() {
    let below = "[cosine: { from: 1, to: 0.5, until: { signal: go } }]"
    let plateau =
      "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 3, over: \(below) }"
    let recipe = Recipe(run: Self.run, phases: [plateau])
    #expect(recipe.findings == ["start-depends-on-event at cosine"])
  }
}
