// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

/// The levels of plateaus: exact ones against products of fractions, those of other libraries against what
/// the libraries themselves gave.
@Suite struct PlateauLevelsTests {
  private func recipe(_ keys: String) -> Recipe {
    Recipe(
      run: "{ length: 90 steps }",
      phases: ["plateau: { watch: a, \(keys) }"]
    )
  }

  private func levels(_ keys: String) -> ResolvedPlateau.Levels? {
    recipe(keys).phases.first?.plateau?.levels
  }

  @Test func `levels are exact multiples, rounded once, down to the floor`() throws {
    var source = SeededGenerator(seed: 61)
    for _ in 0..<40 {
      let base = Int64.random(in: 1...999, using: &source)
      let factor = Int64.random(in: 5...98, using: &source)
      let floor = Int64.random(in: 1...base * 90, using: &source)
      // The base is base / 1000, the factor of a hundred parts, the floor a part in a hundred thousand.
      let keys =
        "from: \(base) / 1000, factor: \(factor) / 100, floor: \(floor) / 100000, patience: 3 steps"
      guard case .values(let found)? = levels(keys) else {
        Issue.record("\(keys)")
        continue
      }
      var (top, bottom) = (BigInteger(base), BigInteger(1000))
      var expected = [Rational.nearestDouble(to: top, over: bottom)]
      while top * BigInteger(100_000) > BigInteger(floor) * bottom {
        top = top * BigInteger(factor)
        bottom = bottom * BigInteger(100)
        let isAbove = top * BigInteger(100_000) > BigInteger(floor) * bottom
        expected.append(
          isAbove
            ? Rational.nearestDouble(to: top, over: bottom)
            : Rational.nearestDouble(to: BigInteger(floor), over: BigInteger(100_000))
        )
      }
      #expect(found == expected, "\(keys)")
    }
  }

  @Test func `the number of cuts can be limited`() {
    #expect(
      levels("from: 1, factor: 0.1, max_cuts: 3, patience: 1 step")
        == .values([1, 0.1, 0.01, 1e-3])
    )
    let both = levels("from: 1, factor: 0.1, max_cuts: 9, floor: 0.05, patience: 1 step")
    #expect(both == .values([1, 0.1, 0.05]))
  }

  // MARK: Other libraries

  /// torch 2.x: `optimizer.param_groups[0]["lr"]` after every cut; Paddle: `scheduler.last_lr`.
  @Test(arguments: [
    (
      "from: 0.1, factor: 0.1, compat: torch",
      [
        0.1, 0.010000000000000002, 0.0010000000000000002, 0.00010000000000000003,
        1.0000000000000004e-05, 1.0000000000000004e-06, 1.0000000000000005e-07,
        1.0000000000000005e-08,
      ]
    ),
    (
      "from: 0.1, factor: 0.3, floor: 1e-5, compat: torch",
      [
        0.1, 0.03, 0.009, 0.0026999999999999997, 0.0008099999999999998, 0.00024299999999999994,
        7.289999999999998e-05, 2.1869999999999996e-05, 1e-05,
      ]
    ),
    (
      "from: 0.05, factor: 0.7, eps: 1e-4, compat: torch",
      [
        0.05, 0.034999999999999996, 0.024499999999999997, 0.01715, 0.012004999999999998,
        0.008403499999999998, 0.005882449999999998, 0.004117714999999998, 0.0028824004999999987,
        0.002017680349999999, 0.0014123762449999991, 0.0009886633714999993, 0.0006920643600499994,
        0.00048444505203499953, 0.00033911153642449967, 0.00023737807549714974,
      ]
    ),
    (
      "from: 0.1, factor: 0.3, eps: 1e-4, compat: paddle",
      [
        0.1, 0.03, 0.009, 0.0026999999999999997, 0.0008099999999999998, 0.00024299999999999994,
        7.289999999999998e-05,
      ]
    ),
    ("from: 0.1, factor: 0.1, max_cuts: 1, compat: torch", [0.1, 0.010000000000000002]),
  ])
  func `PyTorch and Paddle chain their cuts in binary64`(keys: String, expected: [Double]) {
    #expect(levels("\(keys), patience: 0 evaluations") == .values(expected))
  }

  /// Keras 3: the optimizer's `learning_rate` variable, which is a float32.
  @Test(arguments: [
    (
      "from: 0.1, factor: 0.3, floor: 1e-3",
      [
        0.10000000149011612, 0.030000001192092896, 0.009000000543892384, 0.0027000000700354576,
        0.0010000000474974513,
      ]
    ),
    (
      "from: 0.1, factor: 0.1, floor: 1e-7",
      [
        0.10000000149011612, 0.009999999776482582, 0.0009999999310821295, 9.99999901978299e-05,
        9.99999883788405e-06, 9.99999883788405e-07, 1.0000000116860974e-07,
      ]
    ),
  ])
  func `Keras rounds every level to single precision`(keys: String, expected: [Double]) {
    let phase = recipe("\(keys), patience: 1 evaluation, compat: keras").phases.first
    #expect(phase?.plateau?.levels == .values(expected))
    #expect(phase?.plateau?.floor == expected.last)
    #expect(phase?.start == expected.first)
    #expect(phase?.segments == [.constant(expected[0], 0..<90)])
  }

  /// optax: `state.scale` after every cut, with the floor's share of the base as `min_scale`.
  @Test(arguments: [
    (
      "from: 0.1, factor: 0.3, floor: 1e-3",
      [1, 0.30000001192092896, 0.09000000357627869, 0.027000002562999725, 0.009999999776482582]
    ),
    (
      "from: 2, factor: 0.1, floor: 2e-3",
      [1, 0.10000000149011612, 0.010000000707805157, 0.0010000000474974513]
    ),
  ])
  func `optax multiplies by a scale in single precision`(keys: String, expected: [Double]) {
    let found = levels("\(keys), patience: 1 evaluation, compat: optax")
    #expect(found == .factors(expected))
  }

  @Test(arguments: [
    ("from: 0.1, factor: 0.5, compat: torch, eps: 0", "plateau-without-end at plateau"),
    ("from: 1e-9, factor: 0.5, compat: torch", "plateau-cannot-cut at plateau"),
    ("from: 1, factor: 0.5, compat: paddle, eps: 0.5", "plateau-cannot-cut at 0.5"),
    (
      "from: 1, factor: 0.5, compat: keras, smooth: 2 evaluations", "not-in-library at smooth"
    ),
    ("from: 1, factor: 0.5, compat: optax, smooth: 0.5", "not-in-library at smooth"),
    ("from: 1, factor: 0.5, compat: keras, floor: 0.1, eps: 1", "not-in-library at eps"),
    (
      "from: 1, factor: 0.5, compat: keras, floor: 0.1, threshold: { relative: 0.1 }",
      "not-in-library at relative"
    ),
    ("from: 1, factor: 0.5, compat: optax, floor: 0.1, mode: max", "not-in-library at max"),
    (
      "from: 1, factor: 0.5, compat: torch, cooldown: 3 steps", "not-in-library at 3 steps"
    ),
  ])
  func `what a library does not have is refused`(keys: String, finding: String) {
    #expect(recipe("\(keys), patience: 1 evaluation").findings == [finding])
  }

  @Test func `a floor of 0 lets cuts go on as long as there are smaller numbers`() {
    let wanted = levels("from: 1, factor: 0.5, floor: 0, patience: 1 evaluation")
    // 2^-500 is the smallest number of a table.
    #expect(wanted == .values((0...500).map { Double(sign: .plus, exponent: -$0, significand: 1) }))
    // The smallest number of single precision is 2^-149.
    for (library, count) in [("keras", 150), ("optax", 150)] {
      let found = levels("from: 1, factor: 0.5, patience: 1 evaluation, compat: \(library)")
      #expect(found?.all.count == count)
      #expect(found?.all.last == 0x1p-149)
    }
  }

  @Test func `a library's patience may be zero where it has one, and counts evaluations`() {
    for (library, isFine) in [("torch", true), ("paddle", true), ("keras", true), ("optax", false)]
    {
      let keys = "from: 1, factor: 0.5, floor: 0.1, compat: \(library), patience: 0 evaluations"
      #expect(recipe(keys).rules == (isFine ? [] : ["event-number-out-of-range"]))
    }
    let updates = recipe("from: 1, factor: 0.5, floor: 0.1, compat: torch, patience: 5 steps")
    #expect(updates.findings == ["not-in-library at 5 steps"])
    let keras = recipe("from: 1, factor: 0.5, floor: 0.1, compat: keras, patience: 1 evaluation")
    let threshold = ResolvedMachine.Threshold(kind: .absolute, value: 1e-4)
    #expect(keras.machines.first?.threshold == threshold)
  }
}
