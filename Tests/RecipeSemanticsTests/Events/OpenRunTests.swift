// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct OpenRunTests {
  static let open: Int64 = 1 << 53
  static let run = "{ length: open, epoch: 10 steps }"

  @Test func `a warmup, a hold until a signal, and a decay`() throws {
    let recipe = Recipe(
      """
      recipec: 1
      run: { length: open }
      optimizer: { momentum: 0.9 }
      schedules:
        lr:
          phases:
            - warmup: { from: 0, to: 3e-4, for: 2000 steps }
            - hold: { until: { signal: decay } }
            - linear: { to: 0, for: 20000 steps }
      """
    )
    #expect(recipe.rules.isEmpty)
    let resolved = try #require(recipe.resolved)
    #expect(resolved.length == Self.open && resolved.isOpen)
    #expect(resolved.facts.first == RunFactText(name: "run.length", value: "open"))
    #expect(recipe.phases.map(\.updates) == [0..<2000, 2000..<Self.open, 0..<20000])
    #expect(recipe.phases.map(\.startsAtEvent) == [false, false, true])
    #expect(recipe.phases.map { $0.exit?.machine } == [nil, 0, nil])
    #expect(recipe.phases[1].segments == [.constant(3e-4, 2000..<Self.open)])
    #expect(recipe.schedule("lr")?.after == .hold(0))
    #expect(recipe.schedule("momentum")?.phases.first?.updates == 0..<Self.open)
    #expect(recipe.schedule("lr")?.bounds.upper == 3e-4)
  }

  @Test func `a wait with a limit goes on by time, and one without only at its event`() {
    let recipe = Recipe(
      run: Self.run,
      phases: [
        "hold: { from: 1, until: { signal: a }, at_most: 5 epochs }",
        "hold: { until: { signal: b } }", "linear: { to: 0.5, for: 2 epochs }",
        "hold: { until: { signal: c }, at_most: 10 steps }", "hold",
      ]
    )
    #expect(recipe.rules.isEmpty)
    let updates = recipe.phases.map(\.updates)
    #expect(updates == [0..<50, 50..<Self.open, 0..<20, 20..<30, 30..<Self.open])
    #expect(recipe.phases.map(\.startsAtEvent) == [false, false, true, false, false])
  }

  @Test(arguments: [
    (["hold: { from: 1 }"], []),
    (["hold: { from: 1, for: 5 epochs }"], []),
    (["hold: { from: 1, ends_at: 5 epochs }", "hold"], []),
    (["staircase: { from: 1, factor: 0.5, at: [3 epochs, 5 epochs] }"], []),
    (["plateau: { watch: a, from: 1, factor: 0.5, patience: 3 evaluations, floor: 0.1 }"], []),
    (["hold: { from: 1, for: 10% }", "hold"], ["needs-run-length at 10%"]),
    (["hold: { from: 1, for: 1/3 of run }", "hold"], ["needs-run-length at 1/3 of run"]),
    (["hold: { from: 1, for: rest }"], ["needs-run-length at rest"]),
    (["hold: { from: 1, for: last 5 epochs }"], ["needs-run-length at 5 epochs"]),
    (["hold: { from: 1 }", "hold"], ["needs-run-length at hold"]),
    (
      ["hold: { from: 1, until: { signal: a }, at_most: rest }", "hold"],
      ["needs-run-length at rest"]
    ),
    (["cosine: { from: 1, to: 0 }"], ["endless-curve at cosine"]),
    (["linear: { from: 1, to: 0, over: 5 epochs }"], ["endless-curve at linear"]),
    (["exponential: { from: 1, half_life: 5 epochs }"], ["endless-curve at exponential"]),
    (
      ["staircase: { from: 1, factor: 0.5, every: 5 epochs }"], ["endless-curve at staircase"]
    ),
    (
      ["staircase: { from: 1, factor: 0.5, at: [-5 epochs] }"],
      ["position-outside-phase at -5 epochs"]
    ),
    (
      ["hold: { from: 1, for: 9007199254740992 steps }"],
      ["position-out-of-range at 9007199254740992 steps"]
    ),
  ])
  func `what is counted from the end is refused`(phases: [String], findings: [String]) {
    let recipe = Recipe(run: Self.run, phases: phases)
    #expect(recipe.findings == findings)
    #expect((recipe.resolved == nil) == !findings.isEmpty)
  }

  @Test func `what repeats needs an end, and so does a share in any other place`() {
    let phases = ["linear: { from: 1, to: 0, for: 5 epochs, jump: true }"]
    let repeated = Recipe(run: Self.run, phases: phases, schedule: "after: repeat")
    #expect(repeated.findings == ["needs-run-length at repeat"])
    let grid = Recipe(run: Self.run, phases: phases, schedule: "grid: 10%")
    #expect(grid.findings == ["needs-run-length at 10%"])
    let evaluate = Recipe(run: "{ length: open, evaluate: 1% }", phases: ["hold: { from: 1 }"])
    #expect(evaluate.findings == ["needs-run-length at 1%"])
  }

  @Test func `a length that is required can be bound to open`() {
    let text = """
      recipec: 1
      run: { length: required }
      schedules: { lr: { phases: [hold: { from: 1, until: { signal: a } }, hold] } }
      """
    let unbound = Recipe(text)
    #expect(unbound.rules.isEmpty && unbound.unbound == ["run.length"])
    let open = Recipe(text, settings: [("run.length", "open")])
    #expect(open.rules.isEmpty && open.resolved?.isOpen == true)
    let fixed = Recipe(text, settings: [("run.length", "5 steps")])
    #expect(fixed.findings == ["length-depends-on-event at hold"])
  }

  // MARK: Positions

  @Test func `positions of an open run count from its start`() {
    let facts = [
      RunFactText(name: "run.epoch", value: "10 steps"),
      RunFactText(name: "run.length", value: "open"),
    ]
    let query = PositionQuery(facts: facts, length: Self.open)
    var sources = SourceMap()
    var sink = DiagnosticSink()
    #expect(query.update(at: "5ep", in: &sources, into: &sink) == 50)
    #expect(query.update(at: "700", in: &sources, into: &sink) == 700)
    #expect(!sink.hasErrors)
    for text in ["end", "50%"] {
      var sink = DiagnosticSink()
      #expect(query.update(at: text, in: &sources, into: &sink) == nil)
      #expect(sink.sorted().map(\.rule.name) == ["needs-run-length"])
    }
  }
}
