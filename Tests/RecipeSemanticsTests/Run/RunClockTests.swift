// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

@Suite struct RunClockTests {
  private func length(_ run: String) -> Int64? {
    Recipe("recipec: 1\nrun: \(run)\nschedules: { lr: 0.1 }").resolved?.length
  }

  @Test(arguments: [
    // ImageNet: the last of 5,005 batches of an epoch has 127 samples, or is dropped.
    ("{ length: 90 epochs, dataset: 1281167 samples, batch: 256 samples }", 450_450),
    (
      "{ length: 90 epochs, dataset: 1281167 samples, batch: 256 samples, last_batch: drop }",
      450_360
    ),
    ("{ length: 90 epochs, epoch: 5005 steps }", 450_450),
    // 90 epochs by their samples are the same run when the short batch counts what it has.
    ("{ length: 90 * 1281167 samples, dataset: 1281167 samples, batch: 256 samples }", 450_450),
    ("{ length: 115305030 samples, batch: 256 samples }", 450_411),
    // LLaMA-7B: 1T tokens in batches of 4M tokens, 2^22 in truth.
    ("{ length: 1T tokens, batch: 4M tokens }", 250_000),
    ("{ length: 1T tokens, batch: 4Mi tokens }", 238_419),
    ("{ length: 1T tokens, batch: 2048 samples, sequence: 2048 tokens }", 238_419),
    ("{ length: 252M tokens, batch: 4Mi tokens, sequence: 8192 tokens }", 61),
    ("{ length: 252M tokens, batch: 4Mi tokens, rounding: floor }", 60),
    ("{ length: 252M tokens, batch: 4Mi tokens, rounding: nearest }", 60),
    ("{ length: (5/2) steps, rounding: nearest }", 2),
    ("{ length: (7/2) steps, rounding: nearest }", 4),
    ("{ length: 'max(3 epochs, 100 steps)', epoch: 30 steps }", 100),
    ("{ length: 'max(3 epochs, 50 steps, 20 steps)', epoch: 30 steps }", 90),
    ("{ length: 10 evaluations, evaluate: 30 steps }", 300),
    ("{ length: 9007199254740991 steps }", 9_007_199_254_740_991),
  ])
  func `a run has as many updates as its facts say`(run: String, updates: Int64) {
    #expect(length(run) == updates)
  }

  @Test(arguments: [
    ("{ length: 90 epochs }", ["missing-fact"]),
    ("{ length: 90 epochs, dataset: 100 samples }", ["missing-fact"]),
    ("{ length: 1T tokens, batch: 4 samples }", ["missing-fact"]),
    ("{ length: 100 samples, batch: 3000 tokens, sequence: 2048 tokens }", ["missing-fact"]),
    ("{ length: 5 evaluations }", ["missing-fact"]),
    ("{ length: 5 evaluations, evaluate: 10% }", ["wrong-unit"]),
    ("{ length: 5 steps, evaluate: 2 evaluations }", ["wrong-unit"]),
    ("{ length: 5 steps, evaluate: 0 steps }", ["duration-not-positive"]),
    ("{ length: 50% }", ["wrong-unit"]),
    ("{ length: 'max(1/2 of run, 5 steps)' }", ["wrong-unit"]),
    ("{ length: 100 }", ["missing-unit"]),
    ("{ length: 0 steps }", ["run-length-out-of-range"]),
    ("{ length: -5 steps }", ["run-length-out-of-range"]),
    ("{ length: 9007199254740992 steps }", ["run-length-out-of-range"]),
    ("{ length: 1e300 steps }", ["run-length-out-of-range"]),
    (
      "{ length: 1 epoch, dataset: 10 samples, batch: 20 samples, last_batch: drop }",
      ["empty-epoch"]
    ),
    ("{ length: 1 epoch, dataset: 10 steps, batch: 20 samples }", ["wrong-unit"]),
    ("{ length: 1 epoch, dataset: 10.5 samples, batch: 20 samples }", ["not-a-count"]),
    ("{ length: 1 epoch, dataset: 10 samples, batch: 0 samples }", ["not-a-count"]),
    ("{ length: 5 steps, clock: rollouts }", ["unknown-unit"]),
    ("{ length: 5 steps, clock: epochs }", ["reserved-name"]),
    ("{ length: 5 steps, clock: env-steps }", ["reserved-name"]),
    // `5 ep` would be five of these, and `5 k` thousands or not.
    ("{ length: 5 steps, clock: eps }", ["reserved-name"]),
    ("{ length: 5 steps, clock: ks }", ["reserved-name"]),
    ("{ length: 5 steps, batch: scheduled }", ["nothing-scheduled"]),
    ("{ length: 5 steps + 1 epoch, epoch: 5 steps }", ["mixed-dimensions"]),
  ])
  func `a run that cannot be is one error`(run: String, rules: [String]) {
    let recipe = Recipe("recipec: 1\nrun: \(run)\nschedules: { lr: 0.1 }")
    #expect(recipe.rules == rules)
    #expect(recipe.resolved == nil)
  }

  @Test func `only the facts that are missing are asked for`() {
    let messages = [
      "{ length: 1 epoch, dataset: 9 samples }", "{ length: 1 token, batch: 4 samples }",
    ]
    .map { Recipe("recipec: 1\nrun: \($0)\nschedules: { lr: 0.1 }").diagnostics.first?.message }
    #expect(messages[0]?.hasSuffix("without `run.batch`") == true)
    #expect(messages[1]?.hasSuffix("without `run.sequence`") == true)
  }

  /// S(t) = ⌊t/E⌋·D + min((t mod E)·B, D), the samples that t updates have consumed.
  @Test func `samples and updates agree with a count by hand`() throws {
    var source = SeededGenerator(seed: 31)
    for _ in 0..<8 {
      let dataset = Int64.random(in: 1...60, using: &source)
      let batch = Int64.random(in: 1...dataset + 5, using: &source)
      let recipe = Recipe(
        """
        recipec: 1
        run: { length: 5 epochs, dataset: \(dataset) samples, batch: \(batch) samples }
        schedules: { lr: 0.1 }
        """
      )
      let clock = try #require(recipe.resolved?.clock)
      var consumed: Int64 = 0
      var leftInEpoch = dataset
      var update: Int64 = 0
      for wanted in 0...4 * dataset {
        // The first update before which at least `wanted` samples have been consumed.
        while consumed < wanted {
          let taken = min(batch, leftInEpoch)
          consumed += taken
          leftInEpoch = leftInEpoch == taken ? dataset : leftInEpoch - taken
          update += 1
        }
        let position = try clock.position(from: Rational(0), by: Rational(wanted), .samples)
        #expect(clock.update(at: position) == update, "\(dataset) \(batch) \(wanted)")
        let back = try clock.position(from: position, by: Rational(-wanted), .samples)
        #expect(back == Rational(0))
      }
    }
  }

  @Test(arguments: [(5003, true), (5004, false), (5005, false), (5006, true)])
  func `a stated epoch may drop or keep the short batch, and is questioned otherwise`(
    steps: Int,
    isQuestioned: Bool
  ) {
    // ImageNet-1k in batches of 256 is 5004.56 batches.
    let run =
      "{ length: 1 epoch, epoch: \(steps) steps, dataset: 1281167 samples, batch: 256 samples }"
    let recipe = Recipe(run: run, phases: ["hold: { from: 0.1 }"])
    #expect(recipe.findings == (isQuestioned ? ["facts-disagree at \(steps) steps"] : []))
    #expect(recipe.resolved?.length == Int64(steps))
  }
}

/// A clock with a word of its own.
@Suite struct ClockWordTests {
  private func recipe(_ run: String, phase: String = "linear: { from: 1, to: 0 }") -> Recipe {
    Recipe(run: run, phases: [phase])
  }

  @Test(arguments: [
    ("{ clock: rollouts, length: 100 rollouts }", 100), ("{ clock: games, length: 1 game }", 1),
    ("{ clock: rollouts, length: 2 epochs, epoch: 30 rollouts }", 60),
    ("{ length: 1K samples, batch: 10 samples, clock: rollouts }", 100),
    ("{ clock: updates, length: 7 steps }", 7),
  ])
  func `the word of the clock is a unit wherever it stands`(run: String, updates: Int64) {
    let found = recipe(run)
    #expect(found.findings.isEmpty)
    #expect(found.resolved?.length == updates)
  }

  @Test func `facts speak in the word of the clock, and other recipes are other recipes`() {
    let found = recipe("{ clock: rollouts, length: 100 rollouts }")
    #expect(found.resolved?.clockWord.word == "rollouts")
    #expect(found.resolved?.facts.map(\.value) == ["100 rollouts"])
    #expect(recipe("{ length: 100 steps }").resolved?.clockWord == .steps)
  }

  @Test func `steps are no unit where something else is counted`() {
    let phase = "linear: { from: 1, to: 0, for: 10 steps }"
    let found = recipe("{ clock: rollouts, length: 100 rollouts }", phase: phase)
    #expect(found.findings == ["unknown-unit at steps"])
    let without = recipe(
      "{ length: 100 steps }",
      phase: "linear: { from: 1, to: 0, for: 1 rollout }"
    )
    #expect(without.findings == ["unknown-unit at rollout"])
  }
}
