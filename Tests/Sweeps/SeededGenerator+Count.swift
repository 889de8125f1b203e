// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

extension SeededGenerator {
  /// A number of updates from 1 to 2^bits, short ones as likely as long ones.
  mutating func count(bits: Int) -> Int64 {
    let largest: Int64 = 1 << Int64.random(in: 0...Int64(bits), using: &self)
    return Int64.random(in: (largest + 1) / 2...largest, using: &self)
  }
}
