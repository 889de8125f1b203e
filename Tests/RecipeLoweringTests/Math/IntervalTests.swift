// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import SeededRandom
import Testing

struct IntervalTests {
  private func interval(_ random: inout SeededGenerator, positive: Bool = false) -> Interval {
    let first = random.number(exponents: 20)
    let second = Bool.random(using: &random) ? random.number(exponents: 20) : first
    return positive
      ? Interval(
        lower: min(first.magnitude, second.magnitude),
        upper: max(first.magnitude, second.magnitude)
      )
      : Interval(lower: min(first, second), upper: max(first, second))
  }

  private func member(_ interval: Interval, _ random: inout SeededGenerator) -> Double {
    Double.random(in: interval.lower...interval.upper, using: &random)
  }

  /// Whether an interval contains a number, judged with both halves of it.
  private func contains(_ interval: Interval, _ value: DoubleDouble) -> Bool {
    DoubleDouble(interval.lower) <= value && value <= DoubleDouble(interval.upper)
  }

  @Test func `results contain the results of all members`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<3_000 {
      let left = interval(&random)
      let right = interval(&random)
      let x = DoubleDouble(member(left, &random))
      let y = DoubleDouble(member(right, &random))
      #expect(contains(left + right, x + y))
      #expect(contains(left - right, x - y))
      #expect(contains(left * right, x * y))
      if y.high != 0 {
        #expect(contains(left / right, x / y))
      }
    }
  }

  @Test func `functions contain the values of all members`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<1_500 {
      let any = interval(&random) * 3
      let x = DoubleDouble(member(any, &random))
      #expect(contains(any.exponential(), x.exponential()))
      let logistic = DoubleDouble(1) / (DoubleDouble(1) + (DoubleDouble(0) - x).exponential())
      #expect(contains(any.logistic().value, logistic))
      #expect(contains(any.logistic().complement, DoubleDouble(1) - logistic))
      #expect(contains(any.sineOfPi(), x.sineOfPi()))
      #expect(contains(any.cosineOfPi(), x.cosineOfPi()))
      let positive = interval(&random, positive: true)
      let y = DoubleDouble(member(positive, &random))
      #expect(contains(positive.logarithm(), y.logarithm()))
      for exponent in [0.5, 0.9, 1.7, -0.3] {
        #expect(contains(positive.power(exponent), y.power(exponent)))
      }
    }
  }

  @Test func `results are not much wider than they must be`() {
    let third = Interval(1) / Interval(3)
    #expect(third.upper - third.lower < 0x1p-50)
    let cosine = Interval(lower: 0.1, upper: 0.2).cosineOfPi()
    #expect(cosine.upper < 0.9511 && cosine.lower > 0.8090)
    #expect(Interval(lower: -0.1, upper: 0.2).cosineOfPi().upper == 1)
    #expect(Interval(lower: 0.9, upper: 1.2).cosineOfPi().lower == -1)
  }

  @Test func `nothing is claimed where nothing is known`() {
    let aroundZero = Interval(lower: -1, upper: 1)
    #expect(Interval(1) / aroundZero == .whole)
    #expect(Interval.whole * Interval(0) == .whole)
    #expect(Interval.whole + Interval(1) == .whole)
    #expect(Interval(1e300) * Interval(1e300) == .whole)
    #expect(aroundZero.logarithm() == .whole)
    #expect(aroundZero.power(0.5) == .whole)
    #expect(Interval(lower: 0, upper: 1e4).exponential() == .whole)
    let far = Interval(lower: -1e4, upper: 1e4).logistic()
    #expect(far.value == Interval(lower: 0, upper: 1) && far.complement == far.value)
    let above = Interval(lower: 1e4, upper: 1e5).logistic()
    #expect(above.value.upper == 1 && above.complement.lower == 0 && above.complement.upper > 0)
    #expect(above.complement.upper < 1e-200)
  }

  @Test func `an exact zero stays exact`() {
    #expect((Interval(0) * Interval(lower: -3, upper: 5)).isZero)
    #expect((Interval(0) + Interval(2)) == Interval(2))
  }
}
