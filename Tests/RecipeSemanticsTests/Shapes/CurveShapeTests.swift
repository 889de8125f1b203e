// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct CurveShapeTests {
  static let names = CurveShapeRegistry.words

  /// The value of a curve at a progress of quarters, by the tree that lowering reads.
  private func values(_ recipe: Recipe) -> [Double] {
    guard let curve = recipe.curves.first else { return [] }
    return (0...4).map { quarter in
      let progress = TrackedValue(exactly: Double(quarter) / 4)
      let remaining = TrackedValue(exactly: Double(4 - quarter) / 4)
      return curve.expression.value(progress: progress, remaining: remaining).value.high
    }
  }

  @Test(arguments: names)
  func `a shape is a kind of phase, and the same as a ramp or a warmup of it`(name: String) {
    let phases = [
      "\(name): { from: 0.5, to: 0.25 }", "ramp: { shape: \(name), from: 0.5, to: 0.25 }",
      "ramp: { shape: { \(name): {} }, from: 0.5, to: 0.25 }",
      "warmup: { shape: \(name), from: 0.5, to: 0.25 }",
    ]
    let isAlias = !CurveShapeRegistry.all.contains { $0.spec.name == name }
    for phase in isAlias ? [phases[0], phases[1], phases[3]] : phases {
      let recipe = Recipe(run: "{ length: 400 steps }", phases: [phase])
      #expect(recipe.rules.isEmpty, "\(phase): \(recipe.findings)")
      #expect(recipe.curves == Recipe(run: "{ length: 400 steps }", phases: [phases[0]]).curves)
      #expect(recipe.curves.count == 1)
    }
  }

  @Test(arguments: names)
  func `a shape goes from one value to the other and never turns`(name: String) throws {
    for (from, to) in [("0.5", "0.25"), ("0.25", "0.5")] {
      let recipe = Recipe(
        run: "{ length: 400 steps }",
        phases: ["\(name): { from: \(from), to: \(to) }"]
      )
      let values = values(recipe)
      let sorted = from > to ? values.sorted(by: >) : values.sorted()
      #expect(values == sorted && Set(values).count == 5, "\(name): \(values)")
      #expect(values.first.map { abs($0 - (Double(from) ?? 0)) < 1e-15 } == true)
      #expect(values.last.map { abs($0 - (Double(to) ?? 0)) < 1e-15 } == true)
    }
  }

  /// Values worked out by hand at p = 1/4, 1/2 and 3/4.
  static let worked: [(phase: String, values: [Double])] = [
    ("linear: { from: 1, to: 0 }", [0.75, 0.5, 0.25]),
    ("1-sqrt: { from: 1, to: 0 }", [0.5, 0.292_893_218_813_452_5, 0.133_974_596_215_561_4]),
    (
      "one_minus_sqrt: { from: 0, to: 1 }", [0.5, 0.707_106_781_186_547_5, 0.866_025_403_784_438_6]
    ),
    ("quadratic: { from: 0, to: 1 }", [0.0625, 0.25, 0.5625]),
    ("1-square: { from: 1, to: 0 }", [0.9375, 0.75, 0.4375]),
    ("rex: { from: 1, to: 0 }", [0.857_142_857_142_857_1, 0.666_666_666_666_666_6, 0.4]),
    (
      "rex: { from: 1, to: 0, bend: 0.1 }",
      [0.967_741_935_483_871, 0.909_090_909_090_909_1, 0.769_230_769_230_769_2]
    ),
    ("rex: { from: 1, to: 0, bend: 1 }", [0.75, 0.5, 0.25]),
    (
      "inverse_time: { from: 1, to: 0.25 }",
      [0.571_428_571_428_571_4, 0.4, 0.307_692_307_692_307_7]
    ),
    (
      "inverse_sqrt: { from: 1, to: 0.25 }",
      [0.458_831_467_741_123_5, 0.342_997_170_285_017_6, 0.285_714_285_714_285_7]
    ),
    (
      "exponential: { from: 1, to: 0.25 }", [0.707_106_781_186_547_5, 0.5, 0.353_553_390_593_273_8]
    ),
    (
      "cosine: { from: 1, to: 0, exponent: 2 }",
      [0.728_553_390_593_273_8, 0.25, 0.021_446_609_406_726_2]
    ),
    (
      "cosine: { from: 1, to: 0, exponent: 0.5 }",
      [0.923_879_532_511_286_7, 0.707_106_781_186_547_5, 0.382_683_432_365_089_8]
    ),
    (
      "cosine: { from: 1, to: 0, part: quarter }",
      [0.923_879_532_511_286_7, 0.707_106_781_186_547_5, 0.382_683_432_365_089_8]
    ),
    (
      "cosine: { from: 1, to: 0, part: last_quarter }",
      [0.617_316_567_634_910_2, 0.292_893_218_813_452_5, 0.076_120_467_488_713_3]
    ),
    ("k_decay: { from: 1, to: 0, k: 1 }", [0.853_553_390_593_273_8, 0.5, 0.146_446_609_406_726_2]),
    (
      "k_decay: { from: 1, to: 0 }",
      [0.990_392_640_201_615_2, 0.853_553_390_593_273_8, 0.402_454_838_991_935_9]
    ),
    (
      "k_decay: { from: 1, to: 0, k: 0.5 }",
      [0.5, 0.197_150_066_460_593_3, 0.043_637_900_948_911_0]
    ),
    (
      "log: { from: 0, to: 1, base: 16 }",
      [0.561_981_878_360_896_4, 0.771_865_710_312_584_9, 0.903_677_461_028_802_1]
    ),
    (
      "tanh: { from: 1, to: 0, lower: -1, upper: 1 }",
      [0.803_388_066_758_518_1, 0.5, 0.196_611_933_241_481_9]
    ),
  ]

  @Test(arguments: worked)
  func `a shape has the values of its formula`(phase: String, expected: [Double]) {
    let recipe = Recipe(run: "{ length: 400 steps }", phases: [phase])
    #expect(recipe.rules.isEmpty, "\(recipe.findings)")
    let found = values(recipe).dropFirst().dropLast()
    for (value, wanted) in zip(found, expected) {
      #expect(abs(value - wanted) < 4e-16, "\(phase): \(found)")
    }
    #expect(found.count == 3)
  }

  @Test(arguments: [
    ("ramp: { from: 1, to: 0 }", "missing-key at ramp"),
    ("ramp: { from: 1, to: 0, shape: cosin }", "unknown-word at cosin"),
    ("ramp: { from: 1, to: 0, shape: { cosine: {}, rex: {} } }", "contradictory-keys at rex"),
    ("ramp: { from: 1, to: 0, shape: {} }", "contradictory-keys at {}"),
    ("ramp: { from: 1, to: 0, shape: exponential }", "value-out-of-reach at 0"),
    ("ramp: { from: 0, to: 1, shape: inverse_sqrt }", "value-out-of-reach at 0"),

    ("ramp: { from: 1, to: 0, shape: { rex: 0 } }", "value-out-of-reach at 0"),
    ("ramp: { from: 1, to: 0, shape: { log: 1 } }", "value-out-of-reach at 1"),
    ("cosine: { from: 1, to: 0, exponent: 64 }", "value-out-of-reach at 64"),
    ("cosine: { from: 1, to: 0, part: third }", "unknown-word at third"),
    ("k_decay: { from: 1, to: 0, k: 0 }", "value-out-of-reach at 0"),
    ("tanh: { from: 1, to: 0, lower: 3 }", "value-out-of-reach at 3"),
    ("tanh: { from: 1, to: 0, upper: 50 }", "value-out-of-reach at 50"),
  ])
  func `a shape that says no curve is one error`(phase: String, finding: String) {
    let recipe = Recipe(run: "{ length: 400 steps }", phases: [phase])
    #expect(recipe.findings == [finding])
  }
}
