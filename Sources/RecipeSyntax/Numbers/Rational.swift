// SPDX-License-Identifier: Apache-2.0

/// An exact fraction in lowest terms with a positive denominator.
///
/// Every number of a recipe, and all arithmetic on it, is exact until it is rounded to binary64 once
/// (`double`). Rounding earlier would make `10%` of a run depend on how it was written.
package struct Rational: Hashable, Sendable {
  package let numerator: BigInteger
  package let denominator: BigInteger

  /// Creates numerator over denominator, reduced.
  ///
  /// - Precondition: `denominator` is not zero.
  package init(_ numerator: BigInteger, over denominator: BigInteger) {
    let divisor = BigInteger.greatestCommonDivisor(numerator, denominator)
    let top = numerator.dividedTowardsZero(by: divisor).quotient
    let bottom = denominator.dividedTowardsZero(by: divisor).quotient
    self.numerator = bottom.isNegative ? -top : top
    self.denominator = bottom.isNegative ? -bottom : bottom
  }

  /// Creates the whole number.
  package init(_ value: Int64) {
    numerator = BigInteger(value)
    denominator = BigInteger(1)
  }

  /// Creates the fraction that a finite binary64 number is exactly; nil for NaN and infinities.
  package init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    guard value != 0 else {
      self.init(0)
      return
    }
    let exponent = Int(value.exponent) - 52
    let significand = BigInteger(Int64((value.significand.magnitude * 0x1p52)))
    let signed = value < 0 ? -significand : significand
    if exponent >= 0 {
      self.init(signed.shiftedLeft(by: exponent), over: BigInteger(1))
    } else {
      self.init(signed, over: BigInteger(1).shiftedLeft(by: -exponent))
    }
  }

  /// Whether the value is zero.
  package var isZero: Bool { numerator.isZero }

  /// Whether the value is below zero.
  package var isNegative: Bool { numerator.isNegative }

  /// Whether the value is a whole number.
  package var isInteger: Bool { denominator == BigInteger(1) }
}

// MARK: - Arithmetic

extension Rational {
  /// The value with the opposite sign.
  package static prefix func - (value: Rational) -> Rational {
    Rational(-value.numerator, over: value.denominator)
  }

  /// The exact sum.
  package static func + (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator
    )
  }

  /// The exact difference.
  package static func - (left: Rational, right: Rational) -> Rational { left + -right }

  /// The exact product.
  package static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// The exact quotient.
  ///
  /// - Precondition: `right` is not zero.
  package static func / (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  /// The largest whole number that is not above the value.
  package var floor: BigInteger {
    let (quotient, remainder) = numerator.dividedTowardsZero(by: denominator)
    return remainder.isNegative ? quotient - BigInteger(1) : quotient
  }

  /// The smallest whole number that is not below the value.
  package var ceiling: BigInteger { -((-self).floor) }

  /// The nearest whole number; halves go to the even neighbour.
  package var nearest: BigInteger {
    let below = floor
    let twice = (self - Rational(below, over: BigInteger(1))) * Rational(2)
    let one = Rational(1)
    if twice == one {
      let half = below.dividedTowardsZero(by: BigInteger(2))
      return half.remainder.isZero ? below : below + BigInteger(1)
    }
    return twice < one ? below : below + BigInteger(1)
  }
}

extension Rational: Comparable {
  /// Whether the left value is the smaller one.
  package static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}

// MARK: - Rounding

extension Rational {
  /// The nearest binary64 number, ties to even, subnormals included; infinity on overflow.
  ///
  /// The significand is cut to 55 bits or more with a sticky bit below, so that the one rounding at the
  /// end sees which side of a tie the value lies on. `strtod` is not used: it would round decimals only.
  package var double: Double { Self.nearestDouble(to: numerator, over: denominator) }

  /// The same for a fraction that need not be reduced; the denominator is positive.
  package static func nearestDouble(
    to numerator: BigInteger,
    over denominator: BigInteger
  ) -> Double {
    guard !numerator.isZero else { return 0 }
    let isNegative = numerator.isNegative
    let magnitude = isNegative ? -numerator : numerator
    var shift = 55 - (magnitude.bitWidth - denominator.bitWidth)
    // Below the smallest normal number fewer bits are kept, so that subnormals are rounded once too.
    shift = min(shift, 1074 + 2)
    let top = shift > 0 ? magnitude.shiftedLeft(by: shift) : magnitude
    let bottom = shift < 0 ? denominator.shiftedLeft(by: -shift) : denominator
    let (quotient, remainder) = top.dividedTowardsZero(by: bottom)
    guard let bits = quotient.int64 else { return isNegative ? -.infinity : .infinity }
    let rounded = roundToEven(
      UInt64(bits),
      isInexact: !remainder.isZero,
      exponent: -shift
    )
    return isNegative ? -rounded : rounded
  }

  /// Rounds `bits · 2^exponent` (plus something below one unit when inexact) to binary64.
  private static func roundToEven(_ bits: UInt64, isInexact: Bool, exponent: Int) -> Double {
    let width = UInt64.bitWidth - bits.leadingZeroBitCount
    let excess = max(width - 53, -1074 - exponent)
    guard excess > 0 else { return scaled(Double(bits), by: exponent) }
    var kept = bits >> UInt64(excess)
    let cut = bits & ((1 << UInt64(excess)) - 1)
    let half: UInt64 = 1 << UInt64(excess - 1)
    if cut > half || (cut == half && (isInexact || kept & 1 == 1)) { kept += 1 }
    return scaled(Double(kept), by: exponent + excess)
  }

  /// Multiplies by a power of two in exact steps.
  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    if exponent > 1023 { return scaled(value * 0x1p1023, by: exponent - 1023) }
    if exponent < -1022 {
      // The value is an integer of at most 53 bits and the result a multiple of 2^-1074: both factors are exact.
      return Double(sign: .plus, exponent: exponent, significand: value)
    }
    return value * Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
