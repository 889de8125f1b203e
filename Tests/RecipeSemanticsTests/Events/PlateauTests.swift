// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct PlateauTests {
  static let run = "{ length: 90 epochs, epoch: 10 steps }"
  static let warmup = "warmup: { from: 0, to: 0.1, for: 5 epochs }"

  /// A warmup and a plateau with keys of its own.
  private func recipe(_ keys: String, run: String = run) -> Recipe {
    let plateau = "plateau: { watch: loss, factor: 0.5, \(keys) }"
    return Recipe(run: run, phases: [Self.warmup, plateau])
  }

  @Test func `the recipe of the front page has a plateau in its last ten epochs`() throws {
    let recipe = Recipe(
      """
      recipec: 1
      run:
        length: 90 epochs
        dataset: 1281167 samples
        batch: 256 samples
      schedules:
        lr:
          bounds: [0, 0.1]
          phases:
            - warmup:  { from: 0, to: 0.1, for: 5 epochs }
            - cosine:  { to: 1e-3, for: rest }
            - plateau: { watch: val_loss, mode: min, factor: 0.5, patience: 3 evaluations, floor: 1e-6,
                         for: last 10 epochs }
          after: hold
      """
    )
    #expect(recipe.rules.isEmpty)
    let schedule = try #require(recipe.schedule("lr"))
    #expect(schedule.phases[2].updates == 400_400..<450_450)
    #expect(schedule.phases[2].segments == [.constant(1e-3, 400_400..<450_450)])
    // 1e-3 halved nine times is 1.95e-6, and ten times below the floor.
    let values = [
      1e-3, 5e-4, 2.5e-4, 1.25e-4, 6.25e-5, 3.125e-5, 1.5625e-5, 7.8125e-6, 3.90625e-6,
      1.953125e-6, 1e-6,
    ]
    let plateau = try #require(schedule.phases[2].plateau)
    #expect(plateau.levels == .values(values))
    #expect(plateau.floor == 1e-6 && plateau.machine == 0)
    #expect(schedule.after == .continues(1e-3))
    let machine = try #require(schedule.machines.first)
    #expect(schedule.machines.count == 1)
    #expect(machine.kind == .plateau)
    #expect(machine.name == "val_loss")
    #expect(machine.mode == .min)
    #expect(machine.ticks == .recipec)
    #expect(machine.best == .sinceEntry)
    #expect(machine.threshold == .init(kind: .relative, value: 1e-4))
    #expect(machine.patience == ResolvedPatience(count: 3, unit: .evaluations))
    #expect(machine.cooldown == ResolvedPatience(count: 0, unit: .evaluations))
    #expect(machine.onNonFinite == .error)
    #expect(machine.smoothing == 0 && machine.averages == 1)
  }

  @Test func `every key of judgement reaches the machine`() throws {
    let recipe = recipe(
      """
      mode: max, patience: 25 steps, cooldown: 2 epochs, threshold: { absolute: 0.01 }, smooth: 0.9,
      max_cuts: 2, best: run, on_nan: count
      """
    )
    #expect(recipe.rules.isEmpty)
    let machine = try #require(recipe.machines.first)
    #expect(machine.mode == .max)
    #expect(machine.best == .sinceStart)
    #expect(machine.threshold == .init(kind: .absolute, value: 0.01))
    #expect(machine.patience == ResolvedPatience(count: 25, unit: .updates))
    #expect(machine.cooldown == ResolvedPatience(count: 20, unit: .updates))
    #expect(machine.smoothing == 0.9 && machine.averages == 1)
    #expect(machine.onNonFinite == .countsAsBad)
    let averaged = self.recipe("patience: 2 evaluations, smooth: 4 evaluations, max_cuts: 1")
    #expect(averaged.machines.first?.averages == 4 && averaged.machines.first?.smoothing == 0)
    #expect(averaged.phases.last?.plateau?.levels == .values([0.1, 0.05]))
  }

  @Test(arguments: [
    ("3 evaluations", 3, ResolvedPatience.Unit.evaluations), ("2 epochs", 20, .updates),
    ("0.25 epochs", 3, .updates), ("1%", 9, .updates), ("'max(1 epoch, 7 steps)'", 10, .updates),
    ("1e-9 steps", 1, .updates),
  ])
  func `patience counts evaluations, or updates rounded up`(
    text: String,
    count: Int64,
    unit: ResolvedPatience.Unit
  ) {
    let machine = recipe("patience: \(text), floor: 1e-3").machines.first
    #expect(machine?.patience == ResolvedPatience(count: count, unit: unit))
  }

  @Test(arguments: [
    ("patience: 3, floor: 1e-3", "missing-unit at 3"),
    ("patience: 0 evaluations, floor: 1e-3", "event-number-out-of-range at 0 evaluations"),
    ("patience: 2.5 evaluations, floor: 1e-3", "event-number-out-of-range at 2.5 evaluations"),
    ("patience: -1 epoch, floor: 1e-3", "event-number-out-of-range at -1 epoch"),
    ("patience: 5 tokens, floor: 1e-3", "missing-fact at 5 tokens"),
    ("patience: 1 step, floor: 1e-3, cooldown: -1 step", "event-number-out-of-range at -1 step"),
    ("patience: 1 step, floor: 1e-3, smooth: 1", "event-number-out-of-range at 1"),
    ("patience: 1 step, floor: 1e-3, smooth: 2 epochs", "event-number-out-of-range at 2 epochs"),
    ("patience: 1 step, floor: 1e-3, max_cuts: 1.5", "event-number-out-of-range at 1.5"),
    ("patience: 1 step, floor: 1e-3, threshold: {}", "unclear-event at {}"),
    (
      "patience: 1 step, floor: 1e-3, threshold: { relative: 1, absolute: 1 }",
      "unclear-event at { relative: 1, absolute: 1 }"
    ),
    (
      "patience: 1 step, floor: 1e-3, threshold: { absolute: -1 }",
      "event-number-out-of-range at -1"
    ),
    ("patience: 1 step, floor: 1e-3, eps: 0", "not-in-library at eps"),
    ("patience: 1 step", "plateau-without-end at plateau"),
    ("patience: 1 step, max_cuts: 4096", "value-out-of-reach at 0.5"),
    ("patience: 1 step, floor: 0.1", "plateau-cannot-cut at 0.1"),
    ("patience: 1 step, floor: 0.2", "plateau-cannot-cut at 0.2"),
    ("patience: 1 step, floor: -0.1", "value-out-of-reach at -0.1"),
    ("patience: 1 step, floor: 1e-3, min_lr: 1e-3", "unknown-key at min_lr"),
    ("patience: 1 step, floor: 1e-3, until: { signal: '' }", "unclear-event at ''"),
    ("patience: 1 step, floor: 1e-3, at_most: 5 steps", "unclear-event at at_most"),
  ])
  func `a wrong key is one finding`(keys: String, finding: String) {
    #expect(recipe(keys).findings == [finding])
  }

  @Test(arguments: [
    ("0", "event-number-out-of-range at 0"), ("1", "event-number-out-of-range at 1"),
    ("1.5", "event-number-out-of-range at 1.5"), ("-0.5", "event-number-out-of-range at -0.5"),
    ("0.999999", "plateau-without-end at 0.999999"),
  ])
  func `a factor makes a value smaller, and not too slowly`(factor: String, finding: String) {
    let plateau = "plateau: { watch: a, factor: \(factor), patience: 1 step, floor: 1e-3 }"
    #expect(Recipe(run: Self.run, phases: [Self.warmup, plateau]).findings == [finding])
  }

  @Test(arguments: [
    ("monitor: loss, factor: 0.5, patience: 1 step, floor: 1e-3", "watch"),
    ("watch: loss, gamma: 0.5, patience: 1 step, floor: 1e-3", "factor"),
    ("watch: loss, factor: 0.5, patience: 1 step, min_lr: 1e-3", "floor"),
    ("watch: loss, factor: 0.5, num_bad_epochs: 1 step, floor: 1e-3", "patience"),
  ])
  func `the names of other libraries are translated`(keys: String, name: String) {
    let recipe = Recipe(run: Self.run, phases: [Self.warmup, "plateau: { \(keys) }"])
    #expect(recipe.rules == ["unknown-key"])
    #expect(recipe.diagnostics.first?.help.first?.edit?.replacement == name)
  }

  @Test func `a number is no threshold, so its foreign name is not simply replaced`() {
    let recipe = recipe("patience: 1 step, floor: 1e-3, min_delta: 1e-4")
    #expect(recipe.findings == ["unknown-key at min_delta"])
    #expect(recipe.diagnostics.first?.help.first?.edit == nil)
  }

  @Test func `a value below zero cannot be cut`() {
    let plateau = "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 1, from: -0.5 }"
    let bounds = "bounds: [-1, 1]"
    let recipe = Recipe(run: Self.run, phases: [plateau], channel: "x", schedule: bounds)
    #expect(recipe.findings == ["value-out-of-reach at -0.5"])
  }

  // MARK: Bounds

  @Test(arguments: [
    ("x_: 0", "floor: 1e-3", []),
    ("bounds: [0, 0.1]", "floor: 1e-3", []),
    ("bounds: [0, 0.1]", "floor: 1e-3, max_cuts: 1", []),
    ("bounds: [0.02, 0.1]", "floor: 0.03", []),
    ("bounds: [0.02, 0.1]", "floor: 0.01", ["value-out-of-bounds at 0.01"]),
    ("bounds: [0.02, 0.1]", "max_cuts: 3", ["value-out-of-bounds at 0.5"]),
    // The floor is never reached: the two cuts end at 0.025.
    ("bounds: [0.02, 0.1]", "floor: 1e-3, max_cuts: 2", []),
  ])
  func `bounds hold what the cuts lead to`(setting: String, keys: String, findings: [String]) {
    let plateau = "plateau: { watch: a, factor: 0.5, patience: 1 step, from: 0.1, \(keys) }"
    let recipe = Recipe(run: Self.run, phases: [plateau], schedule: setting)
    #expect(recipe.findings == findings)
  }

  @Test func `inferred bounds reach down to the last level`() {
    let bounds = recipe("patience: 1 step, max_cuts: 2").schedule("lr")?.bounds
    #expect(bounds?.lower == 0 && bounds?.upper == 0.1)
    let plateau = "plateau: { watch: a, factor: 0.5, patience: 1 step, from: 0.1, max_cuts: 2 }"
    let alone = Recipe(run: Self.run, phases: [plateau]).schedule("lr")?.bounds
    #expect(alone?.lower == 0.025 && alone?.upper == 0.1)
  }

  // MARK: What follows

  @Test(arguments: [
    ("cosine: { to: 0 }", ["start-depends-on-event at cosine"]),
    ("cosine: { from: 0.05, to: 0 }", ["start-depends-on-event at cosine"]),
    ("cosine: { to: 0, jump: true }", ["start-depends-on-event at cosine"]),
    ("cosine: { from: 0.05, to: 0, jump: true }", []),
    ("cosine: { from: 0.1, to: 0, jump: true }", []),
    (
      "plateau: { watch: b, factor: 0.1, patience: 1 step, from: 0.1, jump: true, max_cuts: 1 }", []
    ),
  ])
  func `what follows a plateau says where it starts`(next: String, findings: [String]) {
    let plateau = "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 1, for: 9 epochs }"
    #expect(Recipe(run: Self.run, phases: [Self.warmup, plateau, next]).findings == findings)
  }

  @Test func `a schedule with a plateau cannot repeat`() {
    let plateau = "plateau: { watch: a, factor: 0.5, patience: 1 step, max_cuts: 1, from: 1 }"
    let recipe = Recipe(run: Self.run, phases: [plateau], schedule: "after: repeat")
    #expect(recipe.findings == ["repeat-after-events at repeat"])
    for (after, policy) in [
      ("error", ResolvedSchedule.After.error), ("0.5", .hold(0.5)), ("hold", .continues(1)),
    ] {
      let recipe = Recipe(run: Self.run, phases: [plateau], schedule: "after: \(after)")
      #expect(recipe.schedule("lr")?.after == policy)
    }
  }
}
