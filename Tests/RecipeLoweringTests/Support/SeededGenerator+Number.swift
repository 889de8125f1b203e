// SPDX-License-Identifier: Apache-2.0

import SeededRandom

extension SeededGenerator {
  /// A number between -1 and 1 with a random exponent down to 2^-range.
  mutating func number(exponents range: Int) -> Double {
    let significand = Double.random(in: -1...1, using: &self)
    return significand
      * Double(sign: .plus, exponent: -Int.random(in: 0...range, using: &self), significand: 1)
  }
}
