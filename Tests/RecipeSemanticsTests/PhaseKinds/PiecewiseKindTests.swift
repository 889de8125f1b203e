// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

/// Kinds that consist of several curves.
@Suite struct PiecewiseKindTests {
  /// First update and length of every part.
  private func parts(_ recipe: Recipe) -> [Range<Int64>] {
    recipe.phases.flatMap(\.segments).map(\.updates)
  }

  /// The values at both ends of every part.
  private func ends(_ recipe: Recipe) -> [[Double]] {
    recipe.phases.flatMap(\.segments).map { segment in
      switch segment {
      case .constant(let value, _): [value]
      case .curve(let curve): [curve.start?.value ?? .nan, curve.end?.value ?? .nan]
      }
    }
  }

  // MARK: Restarts

  @Test func `a cycle is as many times as long as the one before`() {
    let recipe = Recipe(
      run: "{ length: 70 steps }",
      phases: ["restarts: { from: 1, to: 0, first: 10 steps, grow: 2 }"]
    )
    #expect(recipe.rules.isEmpty)
    #expect(parts(recipe) == [0..<10, 10..<30, 30..<70])
    #expect(ends(recipe) == [[1, 0], [1, 0], [1, 0]])
  }

  @Test func `cycles that grow by a fraction keep exact positions`() {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: ["restarts: { from: 1, to: 0, first: 5 steps, grow: 1.5 }"]
    )
    // 5, 12.5, 23.75, 40.625, 65.9375, 103.90625, each rounded up.
    #expect(parts(recipe) == [0..<5, 5..<13, 13..<24, 24..<41, 41..<66, 66..<100])
    #expect(recipe.rules == ["curve-cut"])
  }

  @Test func `peaks and floors decay, exactly`() {
    let recipe = Recipe(
      run: "{ length: 30 steps }",
      phases: [
        "restarts: { from: 1, to: 0.1, first: 10 steps, peak_decay: 0.1, floor_decay: 0.5, "
          + "shape: linear }"
      ]
    )
    #expect(ends(recipe) == [[1, 0.1], [0.1, 0.05], [0.01, 0.025]])
    #expect(recipe.schedule("lr")?.bounds.lower == 0.01)
  }

  @Test func `jagged cycles rise from where the one before ended, and may hold`() {
    let recipe = Recipe(
      run: "{ length: 20 steps }",
      phases: [
        "restarts: { from: 1, to: 0.5, first: 10 steps, warmup: 2 steps, decay: 3 steps, "
          + "peak_decay: 0.9 }"
      ]
    )
    #expect(parts(recipe) == [0..<7, 7..<10, 10..<12, 12..<17, 17..<20])
    #expect(ends(recipe) == [[1], [1, 0.5], [0.5, 0.9], [0.9], [0.9, 0.5]])
  }

  @Test func `so many cycles are as long as they are`() {
    let recipe = Recipe(
      run: "{ length: 50 steps }",
      phases: ["restarts: { from: 1, to: 0, first: 10 steps, grow: 2, cycles: 2 }", "hold"]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.boundaries == [0, 30, 50])
  }

  @Test(arguments: [
    ("first: 10 steps, cycles: 2, for: 100 steps", "contradictory-keys at cycles"),
    ("first: 10 steps, cycles: 0", "value-out-of-reach at 0"),
    ("first: 10 steps, cycles: 1.5", "value-out-of-reach at 1.5"),
    ("first: 10 steps, cycles: 1e6", "too-many-steps at 1e6"),
    ("first: 10 steps, grow: 0", "value-out-of-reach at 0"),
    ("first: 10 steps, grow: 0.5", "duration-not-positive at 10 steps"),
    ("first: 0 steps", "duration-not-positive at 0 steps"),
    ("first: 10 steps, warmup: 9 steps, decay: 5 steps", "contradictory-keys at 5 steps"),
    ("first: 10 steps, shape: exponential", "value-out-of-reach at 0"),
    ("grow: 2", "missing-key at restarts"),
  ])
  func `restarts that cannot be are one error`(keys: String, finding: String) {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: ["restarts: { from: 1, to: 0, \(keys) }"]
    )
    #expect(recipe.findings == [finding])
  }

  // MARK: Waves

  @Test func `a wave rises and falls`() {
    let recipe = Recipe(
      run: "{ length: 30 steps }",
      phases: ["cyclic: { from: 1, to: 3, up: 4 steps, down: 6 steps }"]
    )
    #expect(recipe.rules.isEmpty)
    #expect(parts(recipe) == [0..<4, 4..<10, 10..<14, 14..<20, 20..<24, 24..<30])
    #expect(ends(recipe) == [[1, 3], [3, 1], [1, 3], [3, 1], [1, 3], [3, 1]])
  }

  @Test func `the amplitude halves with every cycle, or by what is written`() {
    for (keys, peaks) in [
      ("mode: triangular2", [3.0, 2, 1.5]), ("amplitude_decay: 0.1", [3, 1.2, 1.02]),
    ] {
      let recipe = Recipe(
        run: "{ length: 24 steps }",
        phases: ["cyclic: { from: 1, to: 3, up: 4 steps, \(keys) }"]
      )
      #expect(ends(recipe).flatMap { $0 } == peaks.flatMap { [1, $0, $0, 1] })
    }
  }

  @Test func `so many waves are as long as they are, in whatever units`() {
    let recipe = Recipe(
      run: "{ length: 50 steps, epoch: 4 steps }",
      phases: ["cyclic: { from: 1, to: 3, up: 1 epoch, down: 6 steps, cycles: 3 }", "hold"]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.boundaries == [0, 30, 50])
  }

  @Test func `halves may have shapes`() {
    let recipe = Recipe(
      run: "{ length: 8 steps }",
      phases: ["cyclic: { from: 0, to: 1, up: 4 steps, up_shape: linear, down_shape: cosine }"]
    )
    #expect(
      recipe.curves.map(\.expression.description) == ["1.0 * p", "1.0 * sin(pi * (0.5 * q))^2.0"]
    )
  }

  @Test(arguments: [
    ("up: 4 steps, mode: exp_range", "contradictory-keys at mode"),
    ("up: 4 steps, gamma: 0.9", "contradictory-keys at gamma"),
    ("up: 4 steps, mode: exp_range, gamma: 1.1", "value-out-of-reach at 1.1"),
    ("up: 4 steps, amplitude_decay: 0", "value-out-of-reach at 0"),
    ("up: 4 steps, cycles: 2, ends_at: 100 steps", "contradictory-keys at cycles"),
    ("up: 0.3 steps", "duration-not-positive at 0.3 steps"),
    ("down: 4 steps", "missing-key at cyclic"),
  ])
  func `a wave that cannot be is one error`(keys: String, finding: String) {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: ["cyclic: { from: 1, to: 3, \(keys) }"]
    )
    #expect(recipe.findings == [finding])
  }

  @Test func `more cycles than a table should hold are an error`() {
    let recipe = Recipe(
      run: "{ length: 1M steps }",
      phases: ["cyclic: { from: 1, to: 3, up: 1 step }"]
    )
    #expect(recipe.findings == ["too-many-steps at 1 step"])
  }

  // MARK: Points

  @Test func `points are joined, and the last one stays`() {
    let recipe = Recipe(
      run: "{ length: 40 steps }",
      phases: ["points: { from: 4, at: [10 steps, 30 steps], values: [2, 1] }"]
    )
    #expect(recipe.rules.isEmpty)
    #expect(parts(recipe) == [0..<10, 10..<30, 30..<40])
    #expect(ends(recipe) == [[4, 2], [2, 1], [1]])
  }

  @Test func `steps keep each value up to the next position`() {
    let recipe = Recipe(
      run: "{ length: 40 steps }",
      phases: [
        "points: { at: [0 steps, 10 steps, 40 steps], values: [2, 1, 3], interpolate: step }"
      ],
      schedule: "after: hold"
    )
    #expect(parts(recipe) == [0..<10, 10..<40])
    #expect(ends(recipe) == [[2], [1]])
    #expect(recipe.schedule("lr")?.after == .hold(3))
  }

  @Test func `a monotone cubic stays between its points`() throws {
    let recipe = Recipe(
      run: "{ length: 40 steps }",
      phases: [
        "points: { at: [0 steps, 4 steps, 5 steps, 40 steps], values: [0, 0.1, 0.9, 1], "
          + "interpolate: monotone }"
      ],
      channel: "own",
      schedule: "bounds: [0, 1]"
    )
    let segments = recipe.schedule("own")?.phases.first?.segments ?? []
    #expect(segments.count == 3)
    var last = 0.0
    for case .curve(let curve) in segments {
      for update in curve.updates {
        let place = update - curve.progress.zero
        let value = try #require(
          curve.expression.value(atUpdate: place, of: curve.progress.span)
        )
        #expect(value >= last)
        last = value
      }
    }
  }

  @Test(arguments: [
    ("at: [0 steps, 10 steps], values: [1]", "level-count at [1]"),
    ("at: [], values: []", "level-count at []"),
    ("at: [0 steps, 10 steps, 10 steps], values: [1, 2, 3]", "positions-not-rising at 10 steps"),
    ("at: [0 steps, 200 steps], values: [1, 2]", "position-outside-phase at 200 steps"),
    ("from: 2, at: [0 steps, 10 steps], values: [1, 2]", "contradictory-keys at [1, 2]"),
    ("at: [5 steps, 10 steps], values: [1, 2]", "missing-start at points"),
    ("at: [0 steps], values: [1], interpolate: spline", "unknown-word at spline"),
    ("at: [0 steps]", "missing-key at points"),
  ])
  func `points that cannot be are one error`(keys: String, finding: String) {
    let recipe = Recipe(run: "{ length: 100 steps }", phases: ["points: { \(keys) }"])
    #expect(recipe.findings == [finding])
  }

  // MARK: Rounds

  @Test func `a list of phases is played several times`() {
    let recipe = Recipe(
      run: "{ length: 40 steps, epoch: 4 steps }",
      phases: [
        "repeat: { times: 2, phases: [linear: { from: 0, to: 1, for: 2 epochs }, "
          + "linear: { to: 0, for: 7 steps }] }", "hold",
      ]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.boundaries == [0, 30, 40])
    #expect(parts(recipe).dropLast() == [0..<8, 8..<15, 15..<23, 23..<30])
    #expect(ends(recipe).dropLast() == [[0, 1], [1, 0], [0, 1], [1, 0]])
  }

  @Test func `shares and the rest are of one round`() {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: [
        "hold: { from: 0, for: 10 steps }",
        "repeat: { times: 3, phases: [linear: { to: 1, for: 10% }, hold, "
          + "linear: { to: 0, for: 20% }] }",
      ]
    )
    #expect(recipe.rules.isEmpty)
    #expect(
      parts(recipe) == [
        0..<10, 10..<13, 13..<34, 34..<40, 40..<43, 43..<64, 64..<70, 70..<73, 73..<94, 94..<100,
      ]
    )
  }

  @Test func `rounds fill the phase, and the last is cut`() {
    let recipe = Recipe(
      run: "{ length: 25 steps }",
      phases: [
        "repeat: { phases: [linear: { from: 0, to: 1, for: 10 steps, jump: true }] }"
      ]
    )
    #expect(recipe.rules == ["curve-cut"])
    #expect(parts(recipe) == [0..<10, 10..<20, 20..<25])
    #expect(recipe.phases.first?.end == 0.5)
  }

  @Test(arguments: [
    (
      "repeat: { times: 10, phases: [linear: { from: 0, to: 1, for: 10 steps }] }",
      "undeclared-jump at 0"
    ),
    ("repeat: { times: 2, phases: [] }", "cannot-repeat at []"),
    ("repeat: { phases: [linear: { from: 0, to: 1, for: 10% }] }", "cannot-repeat at repeat"),
    (
      "repeat: { times: 2, phases: [hold: { from: 1 }, hold] }", "cannot-repeat at repeat"
    ),
    (
      "repeat: { times: 2, phases: [hold: { from: 1, for: 10% }, hold: { for: 20% }] }",
      "cannot-repeat at repeat"
    ),
    (
      "repeat: { times: 2, for: 20 steps, phases: [hold: { from: 1, for: 10 steps }] }",
      "contradictory-keys at times"
    ),
    (
      "repeat: { times: 2, phases: [hold: { from: 1, ends_at: 10 steps }] }",
      "cannot-repeat at ends_at"
    ),
    (
      "repeat: { times: 2, phases: [repeat: { times: 2, phases: [] }] }", "cannot-repeat at repeat"
    ),
    ("repeat: { times: 0, phases: [hold: { from: 1, for: 1 step }] }", "value-out-of-reach at 0"),
    (
      "repeat: { times: 200, phases: [hold: { from: 1 }] }", "duration-not-positive at hold"
    ),
  ])
  func `rounds that cannot be are one error`(phase: String, finding: String) {
    let recipe = Recipe(run: "{ length: 100 steps }", phases: [phase])
    #expect(recipe.findings.first == finding, "\(recipe.findings)")
    #expect(Set(recipe.rules).count == 1 || recipe.rules.contains("phases-do-not-fill-run"))
  }

  // MARK: Decays

  @Test func `the timescale of an inverse square root is where it starts`() {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: ["warmup: { from: 0, to: 1, for: 25 steps }", "inverse_sqrt"]
    )
    #expect(recipe.rules.isEmpty)
    // √(25 / 100), as fairseq has it.
    #expect(recipe.phases.last?.end == 0.5)
  }

  @Test(arguments: [
    ("inverse_sqrt: { from: 1 }", "contradictory-keys at inverse_sqrt"),
    ("inverse_sqrt: { from: 1, to: 0.1, timescale: 1 step }", "contradictory-keys at inverse_sqrt"),
    ("inverse_sqrt: { from: 0, timescale: 1 step }", "value-out-of-reach at 0"),
    ("inverse_sqrt: { from: 1, to: 0 }", "value-out-of-reach at 0"),
    ("inverse_time: { from: 1 }", "contradictory-keys at inverse_time"),
    ("inverse_time: { from: 1, rate: 0, every: 1 step }", "value-out-of-reach at 0"),
    ("inverse_time: { from: 1, rate: 1 }", "contradictory-keys at inverse_time"),
    ("power: { from: 1 }", "missing-key at power"),
    ("power: { from: 1, exponent: -0.5 }", "contradictory-keys at power"),
    ("power: { from: 1, exponent: 64, timescale: 1 step }", "value-out-of-reach at 64"),
    ("exponential: { from: 1, time_constant: 0 steps }", "duration-not-positive at 0 steps"),
    ("range_test: { from: 0, to: 1 }", "value-out-of-reach at 0"),
    ("range_test: { from: 1, to: 2, shape: cosine }", "unknown-word at cosine"),
  ])
  func `a decay that cannot be is one error`(phase: String, finding: String) {
    let recipe = Recipe(run: "{ length: 100 steps }", phases: [phase])
    #expect(recipe.findings == [finding])
  }
}
