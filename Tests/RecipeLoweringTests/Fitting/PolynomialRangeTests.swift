// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import SeededRandom
import Testing

struct PolynomialRangeTests {
  private func polynomial(_ random: inout SeededGenerator) -> SIMD8<Double> {
    var coefficients = SIMD8<Double>.zero
    for index in 0..<8 where Int.random(in: 0..<4, using: &random) > 0 {
      coefficients[index] = random.number(exponents: 10)
    }
    return coefficients
  }

  @Test func `bounds contain every evaluated value`() {
    var random = SeededGenerator(seed: 13)
    for _ in 0..<400 {
      let coefficients = polynomial(&random)
      let (first, last) = (
        Double.random(in: -1...1, using: &random), Double.random(in: -1...1, using: &random)
      )
      let range = min(first, last)...max(first, last)
      let bounds = PolynomialRange.bounds(coefficients: coefficients, u: range)
      let piece = PiecePolynomial(origin: 0, scale: 1, coefficients: coefficients)
      for step in 0...32 {
        let u =
          step == 32
          ? range.upperBound
          : range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / 32
        let value = piece.value(atScaled: u)
        #expect(bounds.lower <= value && value <= bounds.upper)
      }
    }
  }

  @Test func `bounds over short intervals are tight`() {
    var random = SeededGenerator(seed: 14)
    for _ in 0..<200 {
      let coefficients = polynomial(&random)
      let u = Double.random(in: -1...1, using: &random)
      let bounds = PolynomialRange.bounds(coefficients: coefficients, u: u...u)
      let magnitude = (0..<8).reduce(0.0) { $0 + coefficients[$1].magnitude }
      #expect(bounds.upper - bounds.lower <= magnitude * 0x1p-44)
    }
  }

  @Test func `a vanishing polynomial keeps its sign next to its zero`() {
    let square = SIMD8<Double>(0, 0, 0.25, -0.01, 0, 0, 0, 0)
    let bounds = PolynomialRange.bounds(coefficients: square, u: -0x1p-40...0)
    #expect(bounds.lower == 0 && bounds.upper < 0x1p-81)
    let line = SIMD8<Double>(0, -0.1, 0, 0, 0, 0, 0, 0)
    #expect(PolynomialRange.bounds(coefficients: line, u: -1...0).lower == 0)
  }

  @Test func `a flat start is never passed, and the bound says so exactly`() {
    var random = SeededGenerator(seed: 15)
    var met = 0
    for _ in 0..<2_000 {
      var coefficients = SIMD8<Double>.zero
      coefficients[0] = random.number(exponents: 3)
      let leading = Int.random(in: 1...3, using: &random)
      for index in leading..<8 {
        coefficients[index] = random.number(exponents: 6)
      }
      let width = Double(
        sign: .plus,
        exponent: -Int.random(in: 3...30, using: &random),
        significand: 1
      )
      let bounds = PolynomialRange.bounds(coefficients: coefficients, u: 0...width)
      guard bounds.upper == coefficients[0] || bounds.lower == coefficients[0] else {
        continue
      }
      met += 1
      let piece = PiecePolynomial(origin: 0, scale: 1, coefficients: coefficients)
      for _ in 0..<40 {
        let value = piece.value(
          atScaled: width * Double.random(in: 0...1, using: &random)
            * Double(sign: .plus, exponent: -Int.random(in: 0...30, using: &random), significand: 1)
        )
        #expect(bounds.lower <= value && value <= bounds.upper)
      }
    }
    #expect(met > 1_000)
  }

  @Test func `a constant is its own range`() {
    let bounds = PolynomialRange.bounds(coefficients: SIMD8(0.1, 0, 0, 0, 0, 0, 0, 0), u: -1...1)
    #expect(bounds.lower == 0.1 && bounds.upper == 0.1)
    let zero = PolynomialRange.bounds(coefficients: .zero, u: -1...1)
    #expect(zero.lower == 0 && zero.upper == 0)
  }
}
