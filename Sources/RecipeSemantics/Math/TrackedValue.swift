// SPDX-License-Identifier: Apache-2.0

/// A computed number together with a bound of its own error.
///
/// The exact result of the computation lies within `error` of `value`. The bound covers rounding at
/// every step and what the steps do to errors that came in, so a formula that cancels its digits
/// away says so instead of returning noise. Each bound is computed in f64 and then widened by
/// 2^-40, which is more than the roundings of its own few operations.
package struct TrackedValue: Sendable {
  /// The computed value; not a number for `undefined`, infinite for `overflow`.
  package let value: DoubleDouble
  /// The bound of its absolute error; zero for a value known to be exact, infinite if nothing is
  /// known.
  package let error: Double

  /// A value within an error of the exact one.
  @inline(__always)
  package init(_ value: DoubleDouble, error: Double) {
    self.value = value
    self.error = error
  }

  /// An exact value.
  package init(exactly value: Double) {
    self.init(DoubleDouble(value), error: 0)
  }

  /// No value: the exact computation divides by zero or leaves the domain of a function.
  package static let undefined = TrackedValue(DoubleDouble(.nan), error: .infinity)

  /// A value too large in magnitude to be worked with.
  package static let overflow = TrackedValue(DoubleDouble(.infinity), error: .infinity)

  /// Whether the computation has no value.
  package var isUndefined: Bool {
    value.high.isNaN
  }

  /// Whether the value is known to be exactly zero.
  package var isExactZero: Bool {
    value.high == 0 && error == 0
  }

  /// Whether the value is known to be an f64.
  @inline(__always)
  var isBinary64: Bool {
    error == 0 && value.low == 0
  }

  /// Values are kept below this magnitude, where Dekker's products cannot overflow.
  private static let largest = 0x1p900

  /// Added to a bound when a result is so small that its low bits may have been lost to underflow.
  private static let underflow = 0x1p-1000

  /// A result that carries the relative error of the last operation on top of the absolute error
  /// that came in with its operands.
  @inline(__always)
  static func rounded(
    _ value: DoubleDouble,
    by rounding: Double,
    inheriting inherited: Double
  ) -> TrackedValue {
    let magnitude = value.high.magnitude
    guard magnitude < largest else {
      return value.high.isNaN ? .undefined : .overflow
    }
    var error = (inherited + rounding * magnitude) * (1 + 0x1p-40)
    if magnitude < 0x1p-800, magnitude > 0 || inherited > 0 {
      error += underflow
    }
    return TrackedValue(value, error: error)
  }
}

// MARK: - Arithmetic

extension TrackedValue {
  /// The sum.
  package static func + (left: Self, right: Self) -> Self {
    // The sum of two f64 is one double-double: `t + 1` is exact, and so 1 at t = 0.
    if left.isBinary64, right.isBinary64 {
      let sum = DoubleDouble(sumOf: left.value.high, right.value.high)
      if sum.high.magnitude < largest { return Self(sum, error: 0) }
    }
    return .rounded(left.value + right.value, by: 0x1p-104, inheriting: left.error + right.error)
      .unless(left, or: right)
  }

  /// The difference.
  package static func - (left: Self, right: Self) -> Self {
    left + Self(-right.value, error: right.error)
  }

  /// The product; exact if both factors are f64, and exactly zero if one of them is.
  package static func * (left: Self, right: Self) -> Self {
    if left.isExactZero || right.isExactZero {
      return Self(exactly: 0).unless(left, or: right)
    }
    guard (left.value.high * right.value.high).magnitude < largest else {
      return .overflow.unless(left, or: right)
    }
    // Two f64 have one double-double as their product, where no low bit underflows.
    if left.isBinary64, right.isBinary64 {
      let product = DoubleDouble(productOf: left.value.high, right.value.high)
      if product.high.magnitude > 0x1p-800 { return Self(product, error: 0) }
    }
    let inherited =
      left.value.high.magnitude * right.error + right.value.high.magnitude * left.error
      + left.error * right.error
    // A product that underflowed to zero is not exactly zero.
    let tiny = left.value.high * right.value.high == 0 ? underflow : 0
    return .rounded(left.value * right.value, by: 0x1p-102, inheriting: inherited + tiny)
      .unless(left, or: right)
  }

  /// The quotient; `undefined` if the divisor is exactly zero.
  package static func / (left: Self, right: Self) -> Self {
    guard !right.isExactZero, !left.isUndefined, !right.isUndefined else {
      return .undefined
    }
    let least = right.value.high.magnitude * (1 - 0x1p-50) - right.error
    guard least > 0 else {
      return Self(DoubleDouble(1), error: .infinity).unless(left, or: right)
    }
    if left.isExactZero {
      return left
    }
    guard (left.value.high / right.value.high).magnitude < largest else {
      return .overflow
    }
    let quotient = left.value / right.value
    // A quotient that is an f64 is known by the product that leads back: 3000 / 3000 is 1.
    if left.isBinary64, right.isBinary64, quotient.high.magnitude > 0x1p-800,
      DoubleDouble(productOf: quotient.high, right.value.high) == left.value
    {
      return Self(exactly: quotient.high)
    }
    let inherited = (left.error + quotient.high.magnitude * right.error) / least
    let tiny = quotient.high == 0 ? underflow : 0
    return .rounded(quotient, by: 0x1p-101, inheriting: inherited + tiny)
      .unless(left, or: right)
  }

  /// The result itself, unless an operand had no value or was too large: then that.
  @inline(__always)
  private func unless(_ left: Self, or right: Self) -> Self {
    if left.value.high.isFinite && right.value.high.isFinite {
      return self
    }
    return left.isUndefined || right.isUndefined ? .undefined : .overflow
  }
}
