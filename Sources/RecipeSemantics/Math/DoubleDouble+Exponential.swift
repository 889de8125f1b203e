// SPDX-License-Identifier: Apache-2.0

extension DoubleDouble {
  /// e to the power of the number, within 2^-101 relative for arguments in [-620, 620].
  ///
  /// Infinite above 700, zero below -700; between 620 and 700 in magnitude the low part
  /// may lose bits to underflow.
  package func exponential() -> Self {
    guard high <= 700 else {
      return Self(.infinity)
    }
    guard high >= -700 else {
      return Self(0)
    }
    let (rest, count) = reducedByLogarithmOfTwo()
    return (rest.smallExponentialMinusOne() + Self(1)).scaled(byPowerOfTwo: count)
  }

  /// e to the power of the number, minus 1, within 2^-101 relative for arguments in [-620, 620].
  package func exponentialMinusOne() -> Self {
    high.magnitude < 0.34 ? smallExponentialMinusOne() : exponential() - Self(1)
  }

  /// The number minus k·ln 2 with k the nearest integer; the remainder is at most 0.35 in
  /// magnitude.
  ///
  /// ln 2 is taken in parts whose products with k are exact: a plain double-double product
  /// would put an error of k·2^-103 into the remainder, and so into every digit of the exponential.
  private func reducedByLogarithmOfTwo() -> (rest: Self, count: Int) {
    let count = (high * 0x1.71547652b82fep0).nearestInteger
    let first = self - Self(count * 0x1.62e42fefa38p-1)
    let second = first - Self(count * 0x1.ef35793c76p-45)
    return (second - Self(productOf: count, 0x1.cc01f97b57a08p-87), Int(count))
  }

  /// e^x - 1 for |x| <= 0.35: the Taylor series at x/64, then six times (1 + s)^2 - 1 = 2s + s^2.
  private func smallExponentialMinusOne() -> Self {
    let part = scaled(byPowerOfTwo: -6)
    // |part| < 2^-7.5: from the seventh power on a term is below 2^-57 of the first, and f64 is
    // enough for it.
    var tail = 0.0
    for power in stride(from: 12, through: 7, by: -1) {
      tail = tail * part.high + InverseFactorials.table[power].high
    }
    var series = Self(tail)
    for power in stride(from: 6, through: 1, by: -1) {
      series = series * part + InverseFactorials.table[power]
    }
    series = series * part
    for _ in 0..<6 {
      series = series.scaled(byPowerOfTwo: 1) + series * series
    }
    return series
  }
}
