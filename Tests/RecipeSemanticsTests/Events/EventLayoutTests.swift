// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

@Suite struct EventLayoutTests {
  static let run = "{ length: 90 epochs, epoch: 10 steps }"
  static let imageNet = "{ length: 90 epochs, dataset: 1281167 samples, batch: 256 samples }"

  @Test(arguments: [
    (["hold: { from: 1, U }"], [0, 900]),
    (["hold: { from: 1, U }", "linear: { to: 0, for: 10 epochs }"], [0, 800, 900]),
    (["hold: { from: 1, U, at_most: rest }", "linear: { to: 0, for: 10% }"], [0, 810, 900]),
    (
      [
        "hold: { from: 1, for: rest }", "hold: { U, at_most: 5 epochs }",
        "linear: { to: 0, for: 7 steps }",
      ],
      [0, 843, 893, 900]
    ),
    (
      ["hold: { from: 1, U, at_most: 80 epochs }", "hold: { U, at_most: 100 steps }"],
      [0, 800, 900]
    ),
    (
      [
        "hold: { from: 1, U }", "hold: { U, at_most: 4 epochs }",
        "linear: { to: 0, for: 1/90 of run }",
      ],
      [0, 850, 890, 900]
    ),
    // Two and a third updates are three after an event, wherever it comes: not five for two of them before it.
    (
      [
        "hold: { from: 1, for: (7/3) steps }", "hold: { for: (7/3) steps }", "hold: { U }",
        "hold: (7/3) steps", "hold: (7/3) steps",
      ],
      [0, 3, 5, 895, 898, 900]
    ),
  ])
  func `phases lie where they are when no event comes`(phases: [String], boundaries: [Int64]) {
    let waiting = phases.map { $0.replacing("U", with: "until: { signal: go }") }
    let recipe = Recipe(run: Self.run, phases: waiting)
    #expect(recipe.rules.isEmpty)
    #expect(recipe.boundaries == boundaries)
    #expect(recipe.phases.allSatisfy { !$0.startsAtEvent })
  }

  @Test(arguments: [
    ("linear: { to: 0 }", "linear", "for: "),
    ("linear: { to: 0, for: rest }", "rest", "for: "),
    ("linear: { to: 0, for: last 10 epochs }", "10 epochs", "for: 10 epochs"),
    ("linear: { to: 0, for: last 1000 samples }", "1000 samples", "for: 4 steps"),
    ("linear: { to: 0, for: 10.5 epochs }", "10.5 epochs", "for: 52553 steps"),
    ("linear: { to: 0, for: 0.5% }", "0.5%", "for: 2253 steps"),
    (
      "linear: { to: 0, for: 'max(5 steps, 300 samples)' }", "max(5 steps, 300 samples)",
      "for: 5 steps"
    ),
    ("linear: { to: 0, ends_at: 90 epochs }", "90 epochs", "for: "),
    ("hold: { until: { signal: b } }", "hold", "at_most"),
    ("hold: { until: { signal: b }, at_most: 1000 samples }", "1000 samples", "at_most: 4 steps"),
  ])
  func `a length after an event that depends on it is an error with a fixed length`(
    next: String,
    place: String,
    help: String
  ) {
    let waiting = "hold: { from: 1, until: { signal: go }, at_most: 80 epochs }"
    let recipe = Recipe(run: Self.imageNet, phases: [waiting, next])
    #expect(recipe.findings == ["length-depends-on-event at \(place)"])
    let text = recipe.diagnostics.first?.help.map(\.text).joined(separator: "; ") ?? ""
    #expect(text.contains(help) || help == "for: " && text.contains("steps"), "\(text)")
    #expect(text.contains("amend"))
  }

  @Test func `the fixed length is the one when the event comes as late as it can`() {
    for (next, steps) in [
      ("linear: { to: 0 }", 5005 * 10), ("hold: { ends_at: 85 epochs }", 5005 * 5),
    ] {
      let waiting = "hold: { from: 1, until: { signal: go }, at_most: 80 epochs }"
      let recipe = Recipe(run: Self.imageNet, phases: [waiting, next])
      let help = recipe.diagnostics.first?.help.first?.text ?? ""
      #expect(help.contains("for: \(steps) steps"), "\(help)")
    }
  }

  @Test(arguments: [
    ("linear: { to: 0, for: 10 epochs }", []),
    ("linear: { to: 0, for: 50050 steps }", []),
    ("linear: { to: 0, for: 10 * 1281167 samples }", []),
    ("linear: { to: 0, for: 1/9 of run }", []),
    ("linear: { to: 0, for: 10 epochs, over: 12 epochs }", ["curve-cut at over"]),
    (
      "linear: { to: 0, for: 10 epochs, over: 12.5 epochs }",
      ["length-depends-on-event at 12.5 epochs"]
    ),
    ("staircase: { factor: 0.5, every: 2 epochs, for: 10 epochs }", []),
    (
      "staircase: { factor: 0.5, every: 300 samples, for: 10 epochs }",
      ["length-depends-on-event at 300 samples"]
    ),
    (
      "staircase: { factor: 0.5, at: [85 epochs], for: 10 epochs }",
      ["length-depends-on-event at [85 epochs]"]
    ),
    (
      "exponential: { half_life: 0.3 epochs, for: 10 epochs }",
      ["length-depends-on-event at 0.3 epochs"]
    ),
  ])
  func `times inside of a phase after an event do not depend on it either`(
    next: String,
    findings: [String]
  ) {
    let waiting = "hold: { from: 1, until: { signal: go } }"
    #expect(Recipe(run: Self.imageNet, phases: [waiting, next]).findings == findings)
  }

  @Test func `without a short batch samples are as many updates everywhere`() {
    let run = "{ length: 90 epochs, dataset: 2560 samples, batch: 256 samples }"
    let phases = [
      "hold: { from: 1, until: { signal: go } }", "linear: { to: 0, for: 1000 samples }",
    ]
    #expect(Recipe(run: run, phases: phases).boundaries == [0, 896, 900])
    let dropped =
      "{ length: 9 epochs, dataset: 2600 samples, batch: 256 samples, last_batch: drop }"
    #expect(Recipe(run: dropped, phases: phases).boundaries == [0, 86, 90])
  }

  @Test(arguments: [
    (["hold: { from: 1, U }", "hold: { for: 90 epochs }"], "no-time-left at hold"),
    (
      ["hold: { from: 1, U, at_most: 5 epochs }", "hold: 6 epochs"],
      "phases-do-not-fill-run at 6 epochs"
    ),
    (["hold: { from: 1, for: rest }", "hold: { U }"], "several-rests at hold"),
    (["hold: { from: 1, U, at_most: 0 steps }", "hold: 6 epochs"], "empty-phase at 0 steps"),
    (["hold: { from: 1, U, at_most: 5 }", "hold: 6 epochs"], "missing-unit at 5"),
  ])
  func `a layout with events that cannot be is one error`(phases: [String], finding: String) {
    let waiting = phases.map { $0.replacing("U", with: "until: { signal: go }") }
    #expect(Recipe(run: Self.run, phases: waiting).findings == [finding])
  }

  /// The length of a phase is the ceiling of the exact one from a whole update, so it is the same when the
  /// phases before the event are longer or shorter.
  @Test func `phases after an event have one length wherever the event comes`() {
    var source = SeededGenerator(seed: 71)
    for _ in 0..<40 {
      let (top, bottom) = (
        Int64.random(in: 3...50, using: &source), Int64.random(in: 1...7, using: &source)
      )
      let expected = (top + bottom - 1) / bottom
      let rounding = ["ceil", "floor", "nearest"].randomElement(using: &source) ?? "ceil"
      var lengths: Set<Int64> = []
      for wait in 0..<4 {
        let waiting = "hold: { from: 1, until: { signal: a }, at_most: \(40 + wait) steps }"
        let run = "{ length: open, rounding: \(rounding) }"
        let phases = [waiting, "hold: (\(top)/\(bottom)) steps", "hold"]
        let updates = Recipe(run: run, phases: phases).phases.dropFirst().first?.updates
        lengths.insert(Int64(updates?.count ?? 0))
      }
      #expect(lengths.count == 1, "\(top)/\(bottom) \(rounding)")
      if rounding == "ceil" { #expect(lengths == [expected]) }
    }
  }

  @Test func `steps inside of a phase after an event are rounded from where the phase starts`() {
    // 2.5 and 7.5 steps are rounded to 2 and 8, from an odd update as from an even one.
    for wait in [40, 41] {
      let phases = [
        "hold: { from: 1, until: { signal: a }, at_most: \(wait) steps }",
        "staircase: { factor: 0.5, every: 2.5 steps, for: 9 steps }",
      ]
      let levels = Recipe(run: "{ length: open, rounding: nearest }", phases: phases).levels
      let starts = levels.dropFirst().map { $0.start - Int64(wait) }
      #expect(starts == [0, 2, 5, 8])
    }
  }
}
