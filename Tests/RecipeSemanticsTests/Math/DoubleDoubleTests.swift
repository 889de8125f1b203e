// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import SeededRandom
import Testing

struct DoubleDoubleTests {
  @Test func `an integer converts exactly`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      let number = Int64(bitPattern: random.next()) >> Int64.random(in: 0..<63, using: &random)
      let value = DoubleDouble(exactly: number)
      #expect(Int128(value.high) + Int128(value.low) == Int128(number))
      #expect(value.high + value.low == value.high)
    }
    for number in [Int64.min, -1, 0, 1, Int64.max] {
      let value = DoubleDouble(exactly: number)
      #expect(Int128(value.high) + Int128(value.low) == Int128(number))
    }
  }

  @Test func `a wide integer converts exactly below 2^106`() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<2_000 {
      let wide = Int128(Int64(bitPattern: random.next())) << 42
      let number = (wide + Int128(random.next() >> 22)) >> Int128.random(in: 0..<60, using: &random)
      let value = DoubleDouble(integer: number)
      #expect(Int128(value.high) + Int128(value.low) == number)
    }
  }

  @Test func `sums and products of integers that fit are exact`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let left = Int64(bitPattern: random.next()) >> 13
      let right = Int64(bitPattern: random.next()) >> 13
      let product = DoubleDouble(exactly: left) * DoubleDouble(exactly: right)
      #expect(Int128(product.high) + Int128(product.low) == Int128(left) * Int128(right))
      let difference = DoubleDouble(integer: Int128(left) << 40) - DoubleDouble(exactly: right)
      let exact = (Int128(left) << 40) - Int128(right)
      #expect(Int128(difference.high) + Int128(difference.low) == exact)
    }
  }

  @Test func `a sum that cancels keeps its relative accuracy`() {
    // (1 + 2^-70) - 1 has all its digits in the low part.
    let sum = DoubleDouble(high: 1, low: 0x1p-70) + DoubleDouble(-1)
    #expect(sum.high == 0x1p-70 && sum.low == 0)
  }

  @Test func `a quotient times its divisor is the dividend within 2^-100`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<2_000 {
      let left = DoubleDouble(exactly: Int64(bitPattern: random.next()) | 1)
      let right = DoubleDouble(exactly: Int64(bitPattern: random.next()) | 1)
      let rest = (left / right) * right - left
      #expect(rest.high.magnitude <= 0x1p-100 * left.high.magnitude)
    }
  }

  @Test func `numbers compare by both parts`() {
    let small = DoubleDouble(high: 1, low: -0x1p-60)
    #expect(small < DoubleDouble(1))
    #expect(DoubleDouble(1) > small)
    #expect((-small).magnitude == small)
  }
}
