// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct StaircaseTests {
  static let imageNet = "{ length: 90 epochs, dataset: 1281167 samples, batch: 256 samples }"

  @Test func `the ImageNet example of torchvision has exact levels`() {
    let phase = "staircase: { from: 0.1, factor: 0.1, every: 30 epochs }"
    let recipe = Recipe(run: Self.imageNet, phases: [phase])
    #expect(recipe.levels.map(\.value) == [0.1, 0.01, 0.001])
    #expect(recipe.levels.map(\.start) == [0, 150_150, 300_300])
    #expect(recipe.schedule("lr")?.bounds.lower == 0.001)
    #expect(recipe.schedule("lr")?.after == .hold(0.001))
  }

  /// The schedule of Goyal and others, 2017: a warmup of 5 epochs, tenths at the epochs 30, 60 and 80.
  @Test func `milestones are positions in the run, also after a warmup`() {
    let recipe = Recipe(
      run: "{ length: 90 epochs, dataset: 1281167 samples, batch: 8Ki samples }",
      phases: [
        "warmup: { from: 0.1, to: 3.2, for: 5 epochs }",
        "staircase: { factor: 0.1, at: [30 epochs, 60 epochs, 80 epochs] }",
      ]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.curves.map(\.updates) == [0..<785])
    #expect(recipe.levels.map(\.start) == [785, 4710, 9420, 12_560])
    #expect(recipe.levels.map(\.value) == [3.2, 0.32, 0.032, 0.0032])
  }

  @Test(arguments: [
    ("from: 1, values: [0.5, 0.25], at: [3 steps, 6 steps]", [1, 0.5, 0.25]),
    ("values: [1, 0.5, 0.25], at: [3 steps, 6 steps]", [1, 0.5, 0.25]),
    ("from: 1, values: [1, 0.5, 0.25], at: [3 steps, 6 steps]", [1, 0.5, 0.25]),
    ("values: [1, 0.5, 0.25, 2], every: 3 steps", [1, 0.5, 0.25, 2]),
    ("from: 1, factor: 0.5, every: 4 steps", [1, 0.5, 0.25]),
    ("from: 1, factor: 0.5, every: 10 steps", [1]),
    // Half an update cannot be a step of its own: the later of two levels is used.
    ("from: 1, factor: 0.5, every: (5/2) steps", [1, 0.5, 0.25, 0.125]),
  ])
  func `levels are what is written`(keys: String, values: [Double]) {
    let recipe = Recipe(run: "{ length: 10 steps }", phases: ["staircase: { \(keys) }"])
    #expect(recipe.rules.isEmpty)
    #expect(recipe.levels.map(\.value) == values)
  }

  @Test func `the first level may be where the phase before ends`() {
    let recipe = Recipe(
      run: "{ length: 10 steps }",
      phases: [
        "warmup: { from: 0, to: 1, for: 2 steps }", "staircase: { values: [0.5], at: [5 steps] }",
      ]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.levels.map(\.value) == [1, 0.5])
  }

  @Test(arguments: [
    ("from: 1, factor: 0.1", "contradictory-keys at staircase"),
    ("from: 1, factor: 0.1, values: [1], every: 3 steps", "contradictory-keys at staircase"),
    ("from: 1, factor: 0.1, at: [6 steps, 3 steps]", "positions-not-rising at 3 steps"),
    ("from: 1, factor: 0.1, at: [3 steps, 3 steps]", "positions-not-rising at 3 steps"),
    ("from: 1, factor: 0.1, at: [10 steps]", "position-outside-phase at 10 steps"),
    ("from: 1, factor: 0.1, at: [0 steps]", "position-outside-phase at 0 steps"),
    ("from: 1, factor: 0.1, at: [1e300 steps]", "position-out-of-range at 1e300 steps"),
    ("values: [1, 2], at: [2 steps, 4 steps]", "level-count at [1, 2]"),
    ("values: [], every: 10 steps", "level-count at []"),
    ("values: [], at: []", "level-count at []"),
    ("from: 3, values: [1, 2], at: [2 steps]", "contradictory-keys at [1, 2]"),
    ("from: 1, factor: 1e300, every: 2 steps", "value-out-of-reach at 1e300"),
    ("from: 1, factor: 0.5, every: 0 steps", "duration-not-positive at 0 steps"),
    ("from: 1, factor: 0.5, every: 1e-9 steps", "too-many-steps at 1e-9 steps"),
  ])
  func `a staircase that cannot be is one error`(keys: String, finding: String) {
    let recipe = Recipe(run: "{ length: 10 steps }", phases: ["staircase: { \(keys) }"])
    #expect(recipe.findings == [finding])
  }

  /// Levels by exact fractions, against those carried between two bounds.
  @Test(arguments: ["0.1", "0.5", "0.97", "1.01", "-0.9", "1/3", "0.123456789012345678", "0"])
  func `levels by a factor are rounded once`(factor: String) {
    let recipe = Recipe(
      run: "{ length: 60 steps }",
      phases: ["staircase: { from: 9007199254740993, factor: \(factor), every: 2 steps }"],
      channel: "own",
      schedule: "bounds: [-1e17, 1e17]"
    )
    let parts = factor.split(separator: "/").compactMap { Rational(decimal: String($0)) }
    let ratio = parts.count == 2 ? parts[0] / parts[1] : parts[0]
    var exact = Rational(9_007_199_254_740_993)
    let segments = recipe.schedule("own")?.phases.first?.segments ?? []
    #expect(segments.count == 30)
    for segment in segments {
      guard case .constant(let value, _) = segment else { continue }
      #expect(value == exact.double)
      exact = exact * ratio
    }
  }

  @Test func `as many steps as there may be take little time`() {
    let clock = ContinuousClock()
    var recipe = Recipe("")
    let elapsed = clock.measure {
      recipe = Recipe(
        run: "{ length: 16385 steps }",
        phases: ["staircase: { from: 1, factor: 0.9991234567, every: 1 step }"]
      )
    }
    // Exact powers up to the last step would have some 200,000 digits.
    #expect(recipe.levels.count == 16_385)
    #expect(elapsed < .seconds(20))
  }
}
