// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import Testing

/// What is said of values that metrics and signals can change.
@Suite
struct ReactiveExplanationTests {
  private static let plateau =
    "plateau: { watch: loss, factor: 0.5, patience: 3 evaluations, floor: 0.2 }"

  private func plateau() throws -> Explained {
    try Explained(
      run: "length: 1000 steps, evaluate: 10 steps",
      phases: "linear: { from: 0, to: 1, for: 100 steps }, \(Self.plateau)"
    )
  }

  // MARK: Plateaus

  @Test func `a plateau says its cuts, its values and its floor`() throws {
    // The levels are 1, 0.5, 0.25 and the floor 0.2, since 0.125 lies below it.
    let recipe = try plateau()
    #expect(
      try recipe.text(.plateau, at: 500)
        == "`loss` has made no cut yet, of at most 3; the first, to 0.5, comes when `loss` has not fallen "
        + "for 3 evaluations"
    )
    let twice = try recipe.run(("loss", 200), ("loss", 300)).state
    #expect(
      try recipe.text(.plateau, at: 500, state: twice)
        == "`loss` has made 2 of 3 cuts, the last at update 300; 1 became 0.25; the next, to 0.2, comes "
        + "when `loss` has not fallen for 3 evaluations"
    )
    let all = try recipe.run(("loss", 200), ("loss", 300), ("loss", 400)).state
    #expect(
      try recipe.text(.plateau, at: 500, state: all)
        == "`loss` has made 3 of 3 cuts, the last at update 400; 1 became 0.2, which is the floor; no cut "
        + "is left"
    )
    let explanation = try recipe.explainer.explain(track: 0, at: 500, state: all)
    #expect(explanation.value == 0.2)
    #expect(explanation.cuts?.count == 3 && explanation.cuts?.limit == 3)
    #expect(explanation.cuts?.uncut == 1 && explanation.cuts?.watched == "loss")
    #expect(explanation.text(.events) == "known up to update 400")
  }

  @Test func `a cut curve says its factor, and which of floor and curve holds`() throws {
    let recipe = try Explained(
      """
      recipec: 1
      run: { length: 1000 steps, evaluate: 10 steps }
      schedules:
        lr:
          phases:
            - plateau:
                watch: loss
                factor: 0.5
                patience: 3 evaluations
                max_cuts: 2
                floor: 0.25
                over:
                  - linear: { from: 0, to: 1, for: 100 steps }
                  - linear: { to: 0 }
      """
    )
    let once = try recipe.run(("loss", 0)).state
    // Update 50 is on the way up at 0.5: half of it is the floor itself.
    let texts = try [20, 60, 325].map { update in
      try recipe.text(.plateau, at: Int64(update), state: once)
    }
    let head = "`loss` has made 1 of 2 cuts, the last at update 0; "
    let tail =
      "; the next, to 0.25 of the curve, comes when `loss` has not fallen for 3 evaluations"
    #expect(
      texts[0] == head + "0.2 * 0.5 = 0.1, below the floor 0.25, which is above the uncut value: "
        + "that stays" + tail
    )
    #expect(texts[1] == head + "0.6 * 0.5 = 0.3" + tail)
    #expect(texts[2] == head + "0.75 * 0.5 = 0.375" + tail)
    #expect(try recipe.explainer.explain(track: 0, at: 20, state: once).value == 0.2)
    let twice = try recipe.run(("loss", 0), ("loss", 1)).state
    #expect(
      try recipe.text(.plateau, at: 325, state: twice).contains(
        "0.75 * 0.25 = 0.1875, below the floor 0.25; no cut is left"
      )
    )
    #expect(try recipe.explainer.explain(track: 0, at: 325, state: twice).value == 0.25)
    #expect(
      try recipe.text(.next, at: 1000, state: twice)
        == "the schedule ended before update 1,000: its last value goes on under the plateau (`after: hold`)"
    )
  }

  // MARK: Events

  private func decay(_ length: String = "length: 20 epochs, epoch: 100 steps") throws -> Explained {
    let limit = length.contains("open") ? "" : ", at_most: 12 epochs"
    return try Explained(
      run: length,
      phases: "linear: { from: 0, to: 1, for: 3 epochs }, hold: { until: { signal: go }\(limit) }, "
        + "linear: { to: 0, for: 5 epochs }"
    )
  }

  @Test func `a phase that waits says for what, until when, and what follows`() throws {
    let recipe = try decay()
    #expect(try recipe.text(.events, at: 400) == "none so far; `go` can end `hold` of `lr`")
    #expect(try recipe.text(.length, at: 400) == "at most 12 epochs = 12 × 100 = 1,200 updates")
    #expect(
      try recipe.text(.next, at: 400)
        == "`linear` starts at once when the signal `go` is given, and otherwise at update 1,500, 1,100 "
        + "updates from here"
    )
    #expect(
      try recipe.text(.phase, at: 1600)
        == "`linear`, updates 1,500 to 1,999, unless an event comes earlier"
    )
    #expect(try recipe.text(.phase, at: 100) == "`linear`, updates 0 to 299")
  }

  @Test func `after an event everything is counted from it`() throws {
    let recipe = try decay()
    let state = try recipe.run(("go", 1000)).state
    let explanation = try recipe.explainer.explain(track: 0, at: 1125, state: state)
    #expect(explanation.value == 0.75)
    #expect(
      explanation.text(.phase) == "`linear`, updates 1,000 to 1,499, since an event at update 1,000"
    )
    #expect(explanation.phase?.first == 1000 && explanation.phase?.end == 1500)
    #expect(explanation.text(.progress).hasPrefix("p = 125 / 500 = 0.25; "))
    #expect(explanation.text(.row).contains("region 3 of 3, updates 1,000 to 1,499, of degree 1;"))
    #expect(
      explanation.text(.next)
        == "the last update is 1,499, 374 updates from here; past it 0 goes on (`after: hold`)"
    )
    #expect(explanation.row?.offset == -500 && explanation.row?.sampled == 1625)
    #expect(throws: EvaluationError.beforeState(update: 999, since: 1000)) {
      _ = try recipe.explainer.explain(track: 0, at: 999, state: state)
    }
  }

  @Test func `an open run has phases without an end`() throws {
    let recipe = try decay("length: open, epoch: 100 steps")
    let explanation = try recipe.explainer.explain(track: 0, at: 1_000_000)
    #expect(explanation.text(.phase) == "`hold`, updates 300 and on")
    #expect(explanation.phase?.end == nil)
    #expect(explanation.text(.length).isEmpty)
    #expect(
      explanation.text(.next)
        == "waits until the signal `go` is given, however long it takes; then `linear` starts"
    )
    let state = try recipe.run(("go", 1_000_000)).state
    #expect(
      try recipe.text(.next, at: 1_000_500, state: state)
        == "the schedule ended before update 1,000,500: 0 goes on (`after: hold`)"
    )
  }

  @Test func `an event after which nothing follows ends the schedule`() throws {
    let recipe = try Explained(
      run: "length: 100 steps, evaluate: 1 step",
      phases: "hold: { from: 1, until: { metric: acc, above: 0.9 } }"
    )
    #expect(
      try recipe.text(.next, at: 40)
        == "the schedule ends at once when `acc` is above 0.9, and otherwise at update 100, 60 updates "
        + "from here"
    )
    let state = try recipe.run(("acc", 50)).state
    let explanation = try recipe.explainer.explain(track: 0, at: 50, state: state)
    #expect(explanation.isPastEnd)
    #expect(
      explanation.text(.next) == "the schedule ended before update 50: 1 goes on (`after: hold`)"
    )
  }

  // MARK: Machines

  @Test(arguments: [
    ("{ metric: acc, above: 0.9 }", "`acc` is above 0.9"),
    ("{ metric: acc, below: 0.5, smooth: 0.5 }", "the moving average of `acc` is below 0.5"),
    ("{ metric: acc, stops_improving: 1 evaluation }", "`acc` has not fallen for 1 evaluation"),
    (
      "{ metric: acc, mode: max, stops_improving: 20 steps, smooth: 4 evaluations }",
      "the mean of 4 values of `acc` has not risen for 20 updates"
    ),
    (
      "{ plateau: { watch: acc, patience: 3 evaluations, compat: torch } }",
      "`acc` has not fallen for 3 evaluations, as torch counts"
    ),
    ("{ signal: acc }", "the signal `acc` is given"),
  ])
  func `a condition reads as the recipe means it`(_ until: String, _ says: String) throws {
    let recipe = try Explained(
      run: "length: 1000 steps, evaluate: 10 steps",
      phases: "hold: { from: 1, until: \(until), at_most: 900 steps }, "
        + "linear: { to: 0, for: 100 steps }"
    )
    let summary = MachineSummary(of: recipe.table, machine: 0)
    #expect(summary.condition == says)
    #expect(summary.action == "ends `hold` of `lr`")
    #expect(summary.consequence == "`linear` follows")
    #expect(summary.ability == "end `hold` of `lr`")
  }
}
