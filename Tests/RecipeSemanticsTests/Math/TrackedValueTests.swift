// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import SeededRandom
import Testing

struct TrackedValueTests {
  private func tracked(_ numerator: Int64, _ denominator: Int64) -> TrackedValue {
    let value = DoubleDouble(ratioOf: numerator, to: denominator)
    return TrackedValue(value, error: value.high.magnitude * 0x1p-101)
  }

  @Test func `the error bound covers what cancellation really does`() {
    // 1 + cos(πp) against 2·sin²(πq/2), which does not cancel.
    for exponent: Int64 in 1...40 {
      let remaining = tracked(1, 1 << exponent)
      let progress = TrackedValue(exactly: 1) - remaining
      let naive = TrackedValue(exactly: 1) + progress.cosineOfPi()
      let half = (remaining * TrackedValue(exactly: 0.5)).sineOfPi()
      let sound = TrackedValue(exactly: 2) * half * half
      let difference = (naive.value - sound.value).high.magnitude
      #expect(difference <= naive.error + sound.error)
      #expect(sound.error <= 0x1p-92 * sound.value.high)
    }
    let last =
      TrackedValue(exactly: 1) + (TrackedValue(exactly: 1) - tracked(1, 1 << 40)).cosineOfPi()
    #expect(last.error > 0x1p-40 * last.value.high)
  }

  @Test func `the error bound covers an error that comes in`() {
    var random = SeededGenerator(seed: 5)
    let functions: [(TrackedValue) -> TrackedValue] = [
      { $0.exponential() }, { $0.logarithm() }, { $0.sineOfPi() }, { $0.cosineOfPi() },
      { $0.logistic() }, { (TrackedValue(exactly: 0) - $0).logistic() },
      { $0.power(0.5) }, { $0.power(1.7) }, { $0.power(5) }, { $0.power(-3) },
      { TrackedValue(exactly: 3) / $0 }, { $0 * $0 }, { $0 - TrackedValue(exactly: 0.7) },
    ]
    for _ in 0..<300 {
      // Few enough bits that value ± error is exact.
      let value = Double(Int.random(in: 0x4000...0x40000, using: &random)) * 0x1p-17
      let error = Double(Int.random(in: 1...0x400, using: &random)) * 0x1p-40
      for function in functions {
        let result = function(TrackedValue(DoubleDouble(value), error: error))
        for moved in [value - error, value + error] {
          let exact = function(TrackedValue(exactly: moved))
          let distance = (exact.value - result.value).high.magnitude
          #expect(distance <= result.error + exact.error)
        }
        #expect(result.error < 0x1p-12)
      }
    }
  }

  @Test func `what has no value says so, and what is too large says that`() {
    let zero = TrackedValue(exactly: 0)
    let one = TrackedValue(exactly: 1)
    #expect((one / zero).isUndefined)
    #expect(zero.logarithm().isUndefined)
    #expect(zero.power(-0.5).isUndefined)
    #expect(TrackedValue(exactly: -1).power(0.5).isUndefined)
    #expect((one / zero + one).isUndefined)
    #expect((zero * (one / zero)).isUndefined)
    let large = TrackedValue(exactly: 600).exponential()
    #expect(!(large * large).isUndefined && (large * large).value.high == .infinity)
    let uncertain = TrackedValue(DoubleDouble(0), error: 1)
    #expect(!(one / uncertain).isUndefined && (one / uncertain).error == .infinity)
  }

  @Test func `zero and one come through exactly`() {
    let zero = TrackedValue(exactly: 0)
    let third = tracked(1, 3)
    #expect((zero * third).isExactZero)
    #expect((zero / third).isExactZero)
    #expect((TrackedValue(exactly: 1) - TrackedValue(exactly: 1)).isExactZero)
    #expect(zero.power(0.9).isExactZero)
  }

  @Test func `a logistic function keeps its digits where it is nearly 0 and nearly 1`() {
    let one = TrackedValue(exactly: 1)
    for argument in [0.25, 3, 40, 300, 600] as [Double] {
      let high = TrackedValue(exactly: argument).logistic()
      let low = TrackedValue(exactly: -argument).logistic()
      let growth = TrackedValue(exactly: argument).exponential()
      #expect(((high + low).value - DoubleDouble(1)).high.magnitude <= 0x1p-99)
      // s(-x) = s(x) / e^x holds in relative terms, however small both sides are.
      let ratio = low * growth / high
      #expect((ratio - one).value.high.magnitude <= ratio.error)
      #expect(ratio.error <= 0x1p-88 && low.error <= 0x1p-90 * low.value.high)
    }
    #expect(TrackedValue(exactly: 0).logistic().value == DoubleDouble(0.5))
    #expect((one / TrackedValue(exactly: 0)).logistic().isUndefined)
  }
}
