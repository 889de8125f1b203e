// SPDX-License-Identifier: Apache-2.0

/// A number as the unevaluated sum of two f64, about 106 bits wide.
///
/// Only IEEE addition, subtraction, multiplication, division and square root are used, so every
/// machine gives the same bits. Products are split as Dekker does (1971, "A floating-point
/// technique for extending the available precision"), because a fused multiply-add would be a
/// library call on some machines.
///
/// With u = 2^-53 the relative errors are at most 2^-104 for sums and differences, 2^-102 for
/// products, 2^-101 for quotients and 2^-100 for square roots (Joldes, Muller, Popescu 2017, "Tight
/// and rigorous error bounds for basic building blocks of double-word arithmetic", prove tighter
/// figures for most). They hold for operands and results between 2^-900 and 2^900 in magnitude, and
/// for zero; outside, results may be infinite or not a number.
package struct DoubleDouble: Hashable, Sendable {
  /// The sum, rounded to the nearest f64.
  package let high: Double
  /// What `high` leaves out; at most half a unit in its last place.
  package let low: Double

  /// The exact value of an f64.
  @inline(__always)
  package init(_ value: Double) {
    high = value
    low = 0
  }

  /// The sum of two parts that are already normalized: `high` is the sum rounded to nearest.
  @inline(__always)
  package init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// The exact sum of two f64.
  @inline(__always)
  package init(sumOf left: Double, _ right: Double) {
    let sum = left + right
    let rightPart = sum - left
    high = sum
    low = (left - (sum - rightPart)) + (right - rightPart)
  }

  /// The exact sum of two f64 of which the first is the larger in magnitude, or zero.
  @inline(__always)
  private init(larger: Double, smaller: Double) {
    let sum = larger + smaller
    high = sum
    low = smaller - (sum - larger)
  }

  /// The exact product of two f64.
  @inline(__always)
  package init(productOf left: Double, _ right: Double) {
    let product = left * right
    let (leftTop, leftRest) = Self.halves(of: left)
    let (rightTop, rightRest) = Self.halves(of: right)
    high = product
    low =
      ((leftTop * rightTop - product) + leftTop * rightRest + leftRest * rightTop)
      + leftRest * rightRest
  }

  /// Two summands of an f64 with at most 26 bits each, so that products of them are exact
  /// (Veltkamp).
  @inline(__always)
  private static func halves(of value: Double) -> (top: Double, rest: Double) {
    let spread = 0x1.0000002p27 * value
    let top = spread - (spread - value)
    return (top, value - top)
  }
}

// MARK: - Integers

extension DoubleDouble {
  /// The exact value of an integer.
  package init(exactly value: Int64) {
    let top = value >> 32
    self.init(sumOf: Double(top) * 0x1p32, Double(value &- (top << 32)))
  }

  /// The value of an integer, exact below 2^106 in magnitude, else within 2^-104 relative.
  package init(integer value: Int128) {
    if let narrow = Int64(exactly: value) {
      self.init(exactly: narrow)
      return
    }
    let magnitude = value.magnitude
    let top = Self(bits: UInt64(truncatingIfNeeded: magnitude >> 64)).scaled(byPowerOfTwo: 64)
    let sum = top + Self(bits: UInt64(truncatingIfNeeded: magnitude))
    self = value < 0 ? -sum : sum
  }

  private init(bits value: UInt64) {
    self.init(sumOf: Double(value >> 32) * 0x1p32, Double(value & 0xffff_ffff))
  }

  /// The quotient of two integers, within 2^-101 relative.
  package init(ratioOf numerator: Int64, to denominator: Int64) {
    self = Self(exactly: numerator) / Self(exactly: denominator)
  }
}

// MARK: - Arithmetic

extension DoubleDouble {
  /// The number with the opposite sign.
  @inline(__always)
  package static prefix func - (value: Self) -> Self {
    Self(high: -value.high, low: -value.low)
  }

  /// The sum, also accurate when most digits cancel.
  @inline(__always)
  package static func + (left: Self, right: Self) -> Self {
    let highs = Self(sumOf: left.high, right.high)
    let lows = Self(sumOf: left.low, right.low)
    let carried = Self(larger: highs.high, smaller: highs.low + lows.high)
    return Self(larger: carried.high, smaller: carried.low + lows.low)
  }

  /// The difference, also accurate when most digits cancel.
  @inline(__always)
  package static func - (left: Self, right: Self) -> Self {
    left + (-right)
  }

  /// The product.
  @inline(__always)
  package static func * (left: Self, right: Self) -> Self {
    let product = Self(productOf: left.high, right.high)
    let crossed = left.high * right.low + left.low * right.high
    return Self(larger: product.high, smaller: product.low + crossed)
  }

  /// The product with an f64.
  @inline(__always)
  package static func * (left: Self, right: Double) -> Self {
    let product = Self(productOf: left.high, right)
    return Self(larger: product.high, smaller: product.low + left.low * right)
  }

  /// The quotient, by long division with three digits of 53 bits.
  package static func / (left: Self, right: Self) -> Self {
    let first = left.high / right.high
    var rest = left - right * first
    let second = rest.high / right.high
    rest = rest - right * second
    let third = rest.high / right.high
    return Self(larger: first, smaller: second) + Self(third)
  }

  /// The square root; zero of zero, not a number below.
  package func squareRoot() -> Self {
    guard high != 0 else {
      return Self(0)
    }
    let estimate = high.squareRoot()
    let half = 0.5 / estimate
    let better = Self(
      sumOf: estimate,
      (self - Self(productOf: estimate, estimate)).high * half
    )
    return better + Self((self - better * better).high * half)
  }

  /// The number times 2^exponent, exact while the result stays normal; |exponent| at most 1022.
  @inline(__always)
  package func scaled(byPowerOfTwo exponent: Int) -> Self {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    return Self(high: high * factor, low: low * factor)
  }

  /// The magnitude.
  package var magnitude: Self {
    high < 0 ? -self : self
  }
}

extension DoubleDouble: Comparable {
  /// Whether the first number is the smaller.
  package static func < (left: Self, right: Self) -> Bool {
    left.high < right.high || (left.high == right.high && left.low < right.low)
  }
}
