// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import Testing

/// The arithmetic of lengths, worked out by hand.
@Suite
struct ExplanationLengthTests {
  private static let imagenet =
    "length: 90 epochs, dataset: 1281167 samples, batch: 256 samples, evaluate: 2 epochs"

  /// A length on a first phase, and the sentence about it.
  struct Case: CustomTestStringConvertible {
    let run: String
    let length: String
    let says: String
    var facts = ""
    var testDescription: String { length }
  }

  // 1,281,167 / 256 = 5,004.56, so an epoch has 5,005 updates, and the run 450,450.
  static let cases = [
    Case(run: imagenet, length: "for: 700 steps", says: "700 updates"),
    Case(run: imagenet, length: "for: 5 epochs", says: "5 epochs = 5 × 5,005 = 25,025 updates"),
    Case(
      run: imagenet,
      length: "for: 2 * 3 epochs",
      says: "2 * 3 epochs = 6 epochs = 6 × 5,005 = 30,030 updates"
    ),
    Case(run: imagenet, length: "for: warm", says: "warm = 4 epochs = 4 × 5,005 = 20,020 updates"),
    Case(
      run: imagenet,
      length: "for: 10%",
      says: "10% of 90 epochs = 9 epochs = 9 × 5,005 = 45,045 updates"
    ),
    Case(
      run: imagenet,
      length: "ends_at: 1/3 of run",
      says: "1/3 of run = 30 epochs = 30 × 5,005 = 150,150 updates"
    ),
    // 5,005 / 2 = 2,502.5: the first update before which that much was consumed is 2,503.
    Case(
      run: imagenet,
      length: "for: 0.5 epochs",
      says: "0.5 epochs = 0.5 × 5,005 = 2502.5, in whole updates 2,503"
    ),
    Case(
      run: imagenet,
      length: "for: 3 evaluations",
      says: "3 evaluations = 3 × 10,010 = 30,030 updates"
    ),
    Case(
      run: imagenet,
      length: "for: 128K samples",
      says: "128K samples = 128,000 / 256 = 500 updates"
    ),
    // Past the first epoch the short batch of 143 samples makes it no division any more.
    Case(run: imagenet, length: "for: 3M samples", says: "3M samples = 11,720 updates"),
    Case(
      run: "length: 2B tokens, batch: 500 samples, sequence: 2000 tokens",
      length: "for: 100.5M tokens",
      says: "100.5M tokens = 100,500,000 / (500 × 2,000) = 100.5, in whole updates 101"
    ),
    Case(
      run: "length: 2B tokens, batch: 1M tokens, sequence: 1000 tokens",
      length: "for: 5000 samples",
      says: "5000 samples = 5,000 / (1,000,000 / 1,000) = 5 updates"
    ),
    Case(
      run: imagenet,
      length: "for: \"max(1 epoch, 9000 steps)\"",
      says: "max(1 epoch, 9000 steps) = 9,000 updates"
    ),
  ]

  @Test(arguments: cases)
  func `a length says how it becomes updates`(_ item: Case) throws {
    let recipe = try Explained(
      run: item.run,
      phases: "linear: { from: 0, to: 1, \(item.length) }, hold",
      and: item.length.contains("warm") ? "vars: { warm: 4 epochs }\n" : ""
    )
    #expect(try recipe.text(.length, at: 0) == item.says)
  }

  @Test func `three million samples end where the short batches say`() {
    // Two epochs of 5,005 updates and 1,281,167 samples each, and 437,666 samples at 256.
    let rest = 3_000_000 - 2 * 1_281_167
    #expect(2 * 5_005 + (rest + 255) / 256 == 11_720)
  }

  @Test func `the rest is what the others leave`() throws {
    let recipe = try Explained(
      run: "length: 1000 steps",
      phases: "linear: { from: 0, to: 1, for: 100 steps }, hold: { for: rest }, "
        + "linear: { to: 0, for: last 25% }"
    )
    #expect(
      try recipe.text(.length, at: 100) == "the rest of the run: 1,000 - 100 - 250 = 650 updates"
    )
    #expect(try recipe.text(.length, at: 999) == "25% of 1,000 steps = 250 updates")
    let end = try Explained(
      run: "length: 1000 steps",
      phases: "linear: { from: 0, to: 1, for: 100 steps }, hold: { ends_at: 400 steps }, hold"
    )
    #expect(try end.text(.length, at: 200) == "up to 400 updates: 400 - 100 = 300")
  }

  @Test(arguments: [
    (
      "dataset: 1281167 samples, batch: 256 samples",
      "1,281,167 / 256 samples, rounded up: 5,005 updates"
    ),
    (
      "dataset: 1281167 samples, batch: 256 samples, last_batch: drop",
      "1,281,167 / 256 samples, rounded down: 5,004 updates"
    ),
    ("dataset: 1024 samples, batch: 256 samples", "1,024 / 256 samples: 4 updates"),
    ("epoch: 100 steps", "100 updates, as `run.epoch: 100 steps` says"),
  ])
  func `an epoch says where it comes from`(_ facts: String, _ says: String) throws {
    let recipe = try Explained(
      run: "length: 9 epochs, " + facts,
      phases: "linear: { from: 0, to: 1, for: 3 epochs }, hold"
    )
    #expect(try recipe.text(.epoch, at: 0) == says)
    let labels = try recipe.explainer.explain(track: 0, at: 0).labels
    let quoted = labels.map { recipe.explainer.sources.text(in: $0.range) }
    let expected =
      facts.hasPrefix("epoch")
      ? ["100 steps"]
      : facts.hasPrefix("dataset: 1024")
        ? ["1024 samples", "256 samples"] : ["1281167 samples", "256 samples"]
    #expect(quoted == ["linear", "3 epochs"] + expected)
  }
}
