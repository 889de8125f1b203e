// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct CurveTests {
  /// p at an update as the resolved curve has it, clamped to its stretch.
  private func progress(_ recipe: Recipe, at update: Int64) -> Double? {
    guard let curve = recipe.curves.first(where: { $0.updates.contains(update) }) else {
      return nil
    }
    let progress = curve.progress
    return Double(update * progress.denominator - progress.zero) / Double(progress.span)
  }

  @Test(arguments: [
    ("start", 0.0, 0.0), ("end", 1, 0), ("both", 0, -1), ("neither", 1, 1),
    ("{ offset: 1/2, span: 0 }", 0.5, 0), ("{ offset: 0.25, span: 1/3 }", 0.25, 1.0 / 3),
  ])
  func `progress is (k + s) over (n + d)`(endpoints: String, s: Double, d: Double) throws {
    for place in ["phase", "schedule", "recipe"] {
      let inPhase = place == "phase" ? ", endpoints: \(endpoints)" : ""
      let recipe = Recipe(
        """
        recipec: 1
        run: { length: 20 steps }
        \(place == "recipe" ? "endpoints: \(endpoints)" : "x_: 0")
        schedules:
          lr:
            phases: [hold: { from: 1, for: 4 steps }, linear: { to: 0.5, for: 10 steps\(inPhase) }, hold]
            \(place == "schedule" ? "endpoints: \(endpoints)" : "x_: 0")
        """
      )
      #expect(recipe.rules.isEmpty)
      for k in 0..<10 {
        let expected = (Double(k) + s) / (10 + d)
        let found = try #require(progress(recipe, at: 4 + Int64(k)))
        #expect(abs(found - expected) < 1e-15, "\(endpoints) at \(k)")
      }
    }
  }

  @Test func `offsets outside of the phase hold the end values`() {
    let recipe = Recipe(
      run: "{ length: 10 steps }",
      phases: ["linear: { from: 1, to: 0.5, endpoints: { offset: -3, span: -5 } }"]
    )
    #expect(recipe.rules.isEmpty)
    #expect(recipe.levels.map(\.value) == [1, 0.5])
    #expect(recipe.levels.map(\.start) == [0, 9])
    #expect(recipe.curves.map(\.updates) == [3..<9])
  }

  @Test func `a phase of one update with both ends holds its end`() {
    let recipe = Recipe(
      run: "{ length: 2 steps }",
      phases: ["linear: { from: 1, to: 0.5, for: 1 step, endpoints: both }", "hold"]
    )
    #expect(recipe.levels.map(\.value) == [0.5, 0.5])
  }

  @Test(arguments: [
    ("{ offset: 1/1000, span: 0 }", "1 step"), ("{ offset: 1/511, span: 1/509 }", "1 step"),
    ("{ offset: 2000000, span: 0 }", "1 step"), ("{ offset: 1000000, span: 0 }", "1T steps"),
    ("{ offset: 1000000, span: 0 }", "5000T steps"),
  ])
  func `offsets that do not fit into integers are refused`(endpoints: String, grid: String) {
    let recipe = Recipe(
      run: "{ length: 9000T steps }",
      phases: ["linear: { from: 1, to: 0.5, grid: \(grid), endpoints: \(endpoints) }"]
    )
    let isFine = recipe.rules.isEmpty && recipe.curves.first?.progress.zero != 0
    #expect(recipe.rules == ["endpoints-too-fine"] || (grid == "1T steps" && isFine))
  }

  @Test func `a curve may be longer than it is played`() throws {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: ["linear: { from: 1, to: 0, over: 200 steps, for: 50 steps }", "linear: { to: 0 }"]
    )
    #expect(recipe.rules == ["curve-cut"])
    let curves = recipe.curves
    #expect(curves.map(\.updates) == [0..<50, 50..<100])
    #expect(curves.first?.progress.span == 200)
    #expect(recipe.phases.map(\.start) == [1, 0.75])
  }

  @Test func `the end of a cut curve need not lie inside the bounds`() {
    let recipe = Recipe(
      run: "{ length: 100 steps }",
      phases: ["linear: { from: 1, to: 0, over: 200 steps }"],
      schedule: "bounds: [0.4, 1]"
    )
    #expect(recipe.rules == ["curve-cut"] && recipe.resolved != nil)
  }

  @Test func `a curve shorter than its phase is refused`() {
    let phase = "linear: { from: 1, to: 0, over: 99 steps }"
    let recipe = Recipe(run: "{ length: 100 steps }", phases: [phase])
    #expect(recipe.findings == ["over-shorter-than-for at 99 steps"])
  }

  @Test(arguments: [
    ("linear: { from: 1, to: 0.5 }", "1.0 * q + 0.5 * p"),
    ("warmup: { from: 0, to: 0.5 }", "0.5 * p"),
    ("linear: { from: 0.5, to: 0 }", "0.5 * q"),
    ("cosine: { from: 1, to: 0 }", "1.0 * sin(pi * (0.5 * q))^2.0"),
    ("polynomial: { from: 1, to: 0, power: 2 }", "1.0 * q^2.0"),
    ("polynomial: { from: 1, to: 0.5, power: 0.9 }", "0.5 + (1.0 - 0.5) * q^0.9"),
    ("exponential: { from: 1, to: 0.5 }", "1.0 * exp(p * log(0.5 / 1.0))"),
    ("exponential: { from: 1, half_life: 30 steps }", "1.0 * exp(p * (100.0 / 3.0 * log(0.5)))"),
  ])
  func `a kind is its formula`(phase: String, formula: String) {
    let recipe = Recipe(run: "{ length: 1000 steps }", phases: [phase])
    #expect(recipe.rules.isEmpty)
    #expect(recipe.curves.first?.expression.description == formula)
  }

  @Test(arguments: [
    ("exponential: { from: 0, to: 1 }", "value-out-of-reach at 0"),
    ("exponential: { from: 1, to: 0 }", "value-out-of-reach at 0"),
    ("exponential: { from: 1 }", "contradictory-keys at exponential"),
    ("exponential: { from: 1, to: 2, half_life: 1 step }", "contradictory-keys at exponential"),
    ("exponential: { from: 1, rate: 0.5 }", "contradictory-keys at exponential"),
    ("exponential: { from: 1, rate: -1, every: 1 step }", "value-out-of-reach at -1"),
    ("exponential: { from: 1, half_life: 0 steps }", "duration-not-positive at 0 steps"),
    ("polynomial: { from: 1, to: 0, power: 0 }", "value-out-of-reach at 0"),
    ("polynomial: { from: 1, to: 0, power: 64 }", "value-out-of-reach at 64"),
    ("linear: { to: 0 }", "missing-start at linear"),
    ("hold", "missing-start at hold"),
    ("linear: { from: 01, to: 0 }", "malformed-number at 01"),
    ("linear: { from: 5 steps, to: 0 }", "expected-number at 5 steps"),
    ("linear: { from: 1, to: 10% }", "expected-number at 10%"),
  ])
  func `a phase that says no curve is one error`(phase: String, finding: String) {
    let recipe = Recipe(run: "{ length: 1000 steps }", phases: [phase])
    #expect(recipe.findings == [finding])
  }
}
