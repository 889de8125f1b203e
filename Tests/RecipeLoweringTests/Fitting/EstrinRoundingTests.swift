// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import SeededRandom
import Testing

@testable import RecipeLowering

struct EstrinRoundingTests {
  @Test func `both bounds cover the roundings, and neither is loose by more than 16 on the whole`()
  {
    var random = SeededGenerator(seed: 16)
    var found = 0.0
    for _ in 0..<1_000 {
      var coefficients = SIMD8<Double>.zero
      for index in 0..<8 where Int.random(in: 0..<3, using: &random) > 0 {
        coefficients[index] = random.number(exponents: 6)
      }
      let piece = PiecePolynomial(origin: 0, scale: 1, coefficients: coefficients)
      let rounding = EstrinRounding(coefficients)
      let u = Double.random(in: -1...1, using: &random)
      let exact = piece.exactValue(atScaled: DoubleDouble(u))
      let error =
        (DoubleDouble(piece.value(atScaled: u)) - exact.value).high.magnitude - exact.error
      let counted = rounding.bound(largest: u.magnitude)
      let followed = rounding.bound(over: Interval(u))
      #expect(error <= counted && error <= followed)
      if followed > 0 {
        found = max(found, error / followed)
      }
    }
    #expect(found > 1.0 / 16)
  }

  @Test func `operations with zero cost nothing`() {
    let constant = EstrinRounding(SIMD8(0.1, 0, 0, 0, 0, 0, 0, 0))
    #expect(constant.bound(largest: 1) == 0 && constant.bound(over: Interval(1)) == 0)
    let line = EstrinRounding(SIMD8(0, 0.1, 0, 0, 0, 0, 0, 0))
    #expect(line.bound(largest: 1) <= 0.1 * 0x1p-53 * (1 + 0x1p-30))
  }
}
