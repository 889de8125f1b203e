// SPDX-License-Identifier: Apache-2.0

extension Double {
  /// The nearest integer, ties to even; for magnitudes below 2^51.
  ///
  /// The standard library's rounding is a call of the C mathematics library on some machines.
  @inline(__always)
  package var nearestInteger: Double {
    (self + 0x1.8p52) - 0x1.8p52
  }

  /// The largest integer that is not above the number; for magnitudes below 2^51.
  @inline(__always)
  package var integerBelow: Double {
    nearestInteger > self ? nearestInteger - 1 : nearestInteger
  }

  /// The number as an integer, if it is one of at most 64 in magnitude: a power that is taken by
  /// multiplying.
  package var smallInteger: Int? {
    magnitude <= 64 && nearestInteger == self ? Int(self) : nil
  }
}
