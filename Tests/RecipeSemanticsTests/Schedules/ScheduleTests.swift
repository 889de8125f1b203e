// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct ScheduleTests {
  static let run = "{ length: 100 steps, epoch: 10 steps }"

  // MARK: Continuity

  @Test(arguments: [
    ("linear: { from: 0.1, to: 0 }", []),
    ("linear: { from: 0.1000000999, to: 0 }", []),
    ("linear: { from: 0.10000011, to: 0 }", ["undeclared-jump at 0.10000011"]),
    ("linear: { from: 0.2, to: 0 }", ["undeclared-jump at 0.2"]),
    ("linear: { from: 0.2, to: 0, jump: true }", []),
    ("linear: { from: 0.1, to: 0, jump: true }", ["needless-jump at jump"]),
    ("linear: { from: 0.2, to: 0, jump: false }", ["undeclared-jump at 0.2"]),
    ("staircase: { values: [0.2, 0.1], every: 80 steps }", ["undeclared-jump at staircase"]),
  ])
  func `a phase starts where the one before it ends, or says that it jumps`(
    phase: String,
    findings: [String]
  ) {
    let first = "warmup: { from: 0, to: 0.1, for: 10 steps }"
    #expect(Recipe(run: Self.run, phases: [first, phase]).findings == findings)
  }

  @Test func `a value that cannot be read is not missing as well`() {
    let phases = ["warmup: { from: 0x1, to: 0.1, for: 10 steps }", "linear: { from: 0.3, to: 0 }"]
    #expect(Recipe(run: Self.run, phases: phases).findings == ["malformed-number at 0x1"])
    let unread = ["linaer: { from: 0, to: 0.1, for: 10 steps }", "linear: { to: 0 }"]
    #expect(Recipe(run: Self.run, phases: unread).findings == ["unknown-phase-kind at linaer"])
    let misspelt = ["warmup: { form: 0, to: 0.1, for: 10 steps }", "linear: { to: 0 }"]
    #expect(Recipe(run: Self.run, phases: misspelt).findings == ["unknown-key at form"])
    let last = ["warmup: { from: 0, to: 1, for: 10 steps }", "hodl"]
    #expect(Recipe(run: Self.run, phases: last).findings == ["unknown-phase-kind at hodl"])
  }

  // MARK: Bounds

  @Test(arguments: [
    ("bounds: [0, 0.1]", []),
    ("bounds: [0, 1e-1]", []),
    ("bounds: [0, 0.09]", ["value-out-of-bounds at 0.1"]),
    ("bounds: [0.01, 0.1]", ["value-out-of-bounds at 0"]),
    ("bounds: [0.1, 0]", ["malformed-bounds at [0.1, 0]"]),
    ("bounds: [0]", ["malformed-bounds at [0]"]),
    ("bounds: [-1, 1]", ["malformed-bounds at [-1, 1]"]),
    ("bounds: [0, 1 step]", ["expected-number at 1 step"]),
    ("after: 0.2", []),
    ("after: -1", ["value-out-of-bounds at -1"]),
  ])
  func `written values lie inside the bounds`(setting: String, findings: [String]) {
    let phases = ["warmup: { from: 0, to: 0.1 }"]
    let recipe = Recipe(run: Self.run, phases: phases, schedule: setting)
    #expect(recipe.findings == findings)
  }

  @Test func `bounds are inferred from the values, and a number after the end is one of them`() {
    let phases = ["warmup: { from: 0.05, to: 0.1 }"]
    let inferred = Recipe(run: Self.run, phases: phases).schedule("lr")?.bounds
    #expect(inferred?.lower == 0.05 && inferred?.upper == 0.1 && inferred?.stated == nil)
    let wider = Recipe(run: Self.run, phases: phases, schedule: "after: 0.2").schedule("lr")
    #expect(wider?.bounds.upper == 0.2 && wider?.after == .hold(0.2))
  }

  @Test(arguments: [
    ("momentum", "1", "value-out-of-bounds at 1"), ("eps", "0", "value-out-of-bounds at 0"),
    ("ema", "1.5", "value-out-of-bounds at 1.5"), ("lr", "-0.1", "value-out-of-bounds at -0.1"),
  ])
  func `a channel has a domain`(channel: String, value: String, finding: String) {
    let recipe = Recipe("recipec: 1\nrun: \(Self.run)\nschedules: { \(channel): \(value) }")
    #expect(recipe.findings == [finding])
  }

  // MARK: Channels

  @Test(arguments: [
    ("{ mixup: 0.5 }", ["missing-bounds at mixup"]),
    ("{ mixup: { bounds: [0, 1], phases: [hold: { from: 0.5 }] } }", []),
    ("{ mixup: { phases: [hold: { from: 0.5 }] } }", ["missing-bounds at mixup"]),
    ("{ wd: 0.5 }", ["unknown-channel at wd"]),
    ("{ learning-rate: 0.5 }", ["unknown-channel at learning-rate"]),
    ("{ momentun: 0.5 }", ["unknown-channel at momentun"]),
    ("{ batch: 256 }", ["not-scheduled at batch"]),
    ("{ weight-decay: 0.5 }", []),
    ("{}", ["no-phases at {}"]),
    ("{ lr: { phases: [] } }", ["no-phases at []"]),
  ])
  func `a channel is known, or one's own with bounds`(schedules: String, findings: [String]) {
    let recipe = Recipe("recipec: 1\nrun: \(Self.run)\nschedules: \(schedules)")
    #expect(recipe.findings == findings)
  }

  @Test func `the optimizer's channels are constant tracks, the rest are facts`() {
    let optimizer = "{ name: sgd, momentum: 0.9, nesterov: true, dampening: 1/2 }"
    let text = "recipec: 1\nrun: \(Self.run)\noptimizer: \(optimizer)\nschedules: { lr: 0.1 }"
    let recipe = Recipe(text)
    #expect(recipe.rules.isEmpty)
    #expect(recipe.resolved?.schedules.map(\.channel) == ["lr", "momentum"])
    #expect(
      recipe.resolved?.facts.map { "\($0.name)=\($0.value)" } == [
        "run.epoch=10 steps", "run.length=100 steps", "optimizer.name=sgd",
        "optimizer.nesterov=true", "optimizer.dampening=0.5",
      ]
    )
    let twice = Recipe(text.replacing("lr: 0.1", with: "momentum: 0.8"))
    #expect(twice.findings == ["two-owners at momentum"])
  }

  // MARK: Settings

  @Test(arguments: [
    ("grid: epoch", 10, []), ("grid: 3 steps", 3, []), ("grid: 10%", 10, []),
    ("grid: 2.5 steps", nil, ["grid-not-whole at 2.5 steps"]),
    ("grid: 0 steps", nil, ["grid-not-whole at 0 steps"]), ("grid: 3", nil, ["missing-unit at 3"]),
    ("grid: epochs", nil, ["unknown-name at epochs"]),
  ])
  func `a grid is a whole number of updates`(setting: String, grid: Int64?, findings: [String]) {
    let phases = ["linear: { from: 1, to: 0 }"]
    let recipe = Recipe(run: Self.run, phases: phases, schedule: setting)
    #expect(recipe.findings == findings)
    #expect(recipe.schedule("lr")?.phases.first?.grid == grid)
  }

  @Test(arguments: [
    ("after: hold", ResolvedSchedule.After.hold(0.5), []), ("after: error", .error, []),
    ("after: 0.7", .hold(0.7), []), ("after: repeat", nil, ["undeclared-jump at repeat"]),
    ("after: hodl", nil, ["unknown-word at hodl"]), ("after: zero", nil, ["unknown-name at zero"]),
  ])
  func `past the end there is a rule`(
    setting: String,
    after: ResolvedSchedule.After?,
    findings: [String]
  ) {
    let phases = ["linear: { from: 1, to: 0.5 }"]
    let recipe = Recipe(run: Self.run, phases: phases, schedule: setting)
    #expect(recipe.findings == findings)
    #expect(recipe.schedule("lr")?.after == after)
  }

  @Test func `a schedule repeats without a jump, or says that it jumps`() {
    for phases in [
      ["linear: { from: 1, to: 0.5, jump: true }"],
      ["linear: { from: 1, to: 0.5, for: 10 steps }", "linear: { to: 1 }"],
    ] {
      let recipe = Recipe(run: Self.run, phases: phases, schedule: "after: repeat")
      #expect(recipe.rules.isEmpty && recipe.schedule("lr")?.after == .repeats)
    }
  }
}
