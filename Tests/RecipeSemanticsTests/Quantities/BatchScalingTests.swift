// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeSemantics
@testable import RecipeSyntax

@Suite struct BatchScalingTests {
  private func recipe(_ run: String, _ scaling: String) -> Recipe {
    Recipe(
      "recipec: 1\nrun: { length: 10 steps, \(run) }\nvars: { top: \(scaling) }\n"
        + "schedules: { lr: top }\n"
    )
  }

  @Test(arguments: [
    ("batch: 512 samples", "{ value: 5e-4, per: 256 samples }", 1e-3),
    ("batch: 8 * 64 samples", "{ value: 0.1, per: 256 samples, rule: linear }", 0.2),
    ("batch: 100 samples", "{ value: 0.1, per: 256 samples }", 0.0390625),
    ("batch: 300 samples", "{ value: 0.7, per: 256 samples }", 0.8203125),
    ("batch: 1024 samples", "{ value: 0.1, per: 256 samples, rule: sqrt }", 0.2),
    ("batch: 64 samples", "{ value: 0.3, per: 256 samples, rule: sqrt }", 0.15),
    ("batch: 512 samples", "{ value: 1, per: 256 samples, rule: sqrt }", 2.0.squareRoot()),
    ("batch: 768 samples", "{ value: 1, per: 256 samples, rule: sqrt }", 3.0.squareRoot()),
    ("batch: 4M tokens", "{ value: 1, per: 0.5M tokens }", 8),
    ("batch: 512 samples, sequence: 2048 tokens", "{ value: 1, per: 256Ki tokens }", 4),
    ("batch: 1Mi tokens, sequence: 2048 tokens", "{ value: 1, per: 256 samples }", 2),
  ])
  func `a value grows with the batch and is rounded once`(
    run: String,
    scaling: String,
    value: Double
  ) {
    let found = recipe(run, scaling)
    #expect(found.findings.isEmpty)
    #expect(found.schedule("lr")?.phases.first?.start == value)
  }

  @Test(arguments: [
    ("epoch: 5 steps", "{ value: 1, per: 256 samples }", "nothing-to-scale-by"),
    ("batch: 512 samples", "{ value: 1, per: 256 tokens }", "nothing-to-scale-by"),
    ("batch: 512 samples", "{ value: 1, per: 0 samples }", "wrong-unit"),
    ("batch: 512 samples", "{ value: 1, per: 2 epochs }", "wrong-unit"),
    ("batch: 512 samples", "{ value: 1, per: 256 }", "missing-unit"),
    ("batch: 512 samples", "{ value: 1 }", "missing-key"),
    ("batch: top * 512 samples", "{ value: 1, per: 256 samples }", "circular-variable"),
  ])
  func `what cannot be scaled is an error`(run: String, scaling: String, rule: String) {
    #expect(recipe(run, scaling).rules.contains(rule))
  }

  @Test func `a batch that is bound at launch scales then`() {
    let found = recipe("batch: required", "{ value: 0.1, per: 256 samples }")
    #expect(found.unbound == ["run.batch"] && found.findings.isEmpty)
    let text = found.text
    let bound = Recipe(text, settings: [("run.batch", "1024 samples")])
    #expect(bound.schedule("lr")?.phases.first?.start == 0.4)
  }

  @Test func `a root that is no ratio has far more digits than a number`() {
    // The square of the root misses the ratio by less than 2^-126 of it, from below.
    for (top, bottom) in [(Int64(2), Int64(1)), (1, 3), (999_999_937, 1_000_003), (1, 1 << 40)] {
      let ratio = Rational(top) / Rational(bottom)
      let root = ratio.squareRoot(digits: 128)
      let miss = ratio - root * root
      #expect(!miss.isNegative)
      let bound = Rational(BigInteger(1), over: BigInteger(1).shiftedLeft(by: 126))
      #expect(miss <= ratio * bound)
    }
    #expect((Rational(49) / Rational(64)).squareRoot(digits: 128) == Rational(7) / Rational(8))
  }

  @Test func `peak is the value of its own schedule`() {
    let found = Recipe(
      """
      recipec: 1
      run: { length: 10 steps, batch: 512 samples }
      schedules:
        lr: { peak: { value: 0.1, per: 256 samples }, phases: [cosine: { from: peak, to: peak / 10 }] }
        momentum: { peak: 0.9, phases: [linear: { from: peak / 2, to: peak }] }
      """
    )
    #expect(found.findings.isEmpty)
    #expect(found.schedule("lr")?.phases.first?.start == 0.2)
    #expect(found.schedule("lr")?.phases.first?.end == 0.02)
    #expect(found.schedule("momentum")?.phases.first?.start == 0.45)
  }

  @Test(arguments: [
    ("vars: { peak: 1 }", "lr: { peak: 2, phases: [hold: { from: peak }] }", "two-owners at peak"),
    ("x_: 0", "lr: { peak: 2, phases: [hold: { from: 1 }] }", "unused-variable at peak"),
    ("x_: 0", "lr: { phases: [hold: { from: peak }] }", "unknown-name at peak"),
  ])
  func `a peak is written once and used`(vars: String, schedule: String, finding: String) {
    let text = "recipec: 1\nrun: { length: 10 steps }\n\(vars)\nschedules: { \(schedule) }"
    #expect(Recipe(text).findings.contains(finding))
  }
}
