// SPDX-License-Identifier: Apache-2.0

extension DoubleDouble {
  /// The number to a real power, within (1 + |y·ln x|)·2^-101 relative.
  ///
  /// Zero to a positive power is zero, anything to the power zero is 1; not a number for a negative
  /// number, or for zero to a negative power. |y·ln x| is at most 620.
  package func power(_ exponent: Double) -> Self {
    if exponent == 0 {
      return Self(1)
    }
    if high == 0 {
      return Self(exponent > 0 ? 0 : .nan)
    }
    if exponent == 0.5 {
      return squareRoot()
    }
    return (logarithm() * exponent).exponential()
  }
}
