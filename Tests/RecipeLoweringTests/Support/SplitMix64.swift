// SPDX-License-Identifier: Apache-2.0

/// A seeded source of random numbers, so that every run of a test sees the same ones.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number between -1 and 1 with a random exponent down to 2^-range.
  mutating func number(exponents range: Int) -> Double {
    let significand = Double.random(in: -1...1, using: &self)
    return significand
      * Double(sign: .plus, exponent: -Int.random(in: 0...range, using: &self), significand: 1)
  }
}
