// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// The levels `start · factor^j`, each the binary64 number nearest to its exact value.
///
/// Exact products grow with every step, and 16,384 of them would take minutes. The product is carried
/// between two bounds of 192 binary digits instead, which nearly always round to the same number;
/// where they do not, the exact product decides.
struct GeometricLevels {
  private let start: Rational
  private let factor: Rational
  private let factorBounds: (lower: Scaled, upper: Scaled)
  /// Bounds of the magnitude of the present level.
  private var lower: Scaled
  private var upper: Scaled
  private var step = 0

  init(start: Rational, factor: Rational) {
    self.start = start
    self.factor = factor
    factorBounds = (Scaled(magnitudeOf: factor, up: false), Scaled(magnitudeOf: factor, up: true))
    lower = Scaled(magnitudeOf: start, up: false)
    upper = Scaled(magnitudeOf: start, up: true)
  }

  /// Goes on to the next level.
  mutating func advance() {
    step += 1
    lower = lower.times(factorBounds.lower, up: false)
    upper = upper.times(factorBounds.upper, up: true)
  }

  /// The level, rounded once.
  var double: Double {
    let below = lower.double
    let magnitude = below == upper.double ? below : exact.double.magnitude
    let isNegative = start.isNegative != (factor.isNegative && step % 2 == 1)
    return isNegative ? -magnitude : magnitude
  }

  /// The exact level while it is short, else the number it rounds to, from which a later phase starts.
  var value: Rational? {
    let bits = factor.numerator.bitWidth + factor.denominator.bitWidth
    return bits * step < 4096 ? exact : Rational(exactly: double)
  }

  private var exact: Rational {
    let numerator = start.numerator * factor.numerator.power(step)
    return Rational(numerator, over: start.denominator * factor.denominator.power(step))
  }

  /// A magnitude m · 2^e with a short m.
  private struct Scaled {
    static let bits = 192

    let significand: BigInteger
    let exponent: Int

    /// The magnitude of a fraction, rounded down or up to few digits.
    init(magnitudeOf value: Rational, up: Bool) {
      let numerator = value.isNegative ? -value.numerator : value.numerator
      let shift = max(0, Self.bits + value.denominator.bitWidth - numerator.bitWidth)
      let (quotient, remainder) = numerator.shiftedLeft(by: shift)
        .dividedTowardsZero(by: value.denominator)
      let whole = up && !remainder.isZero ? quotient + BigInteger(1) : quotient
      self.init(cutting: whole, exponent: -shift, up: up)
    }

    /// Cuts a significand to few digits, rounding it down or up.
    private init(cutting significand: BigInteger, exponent: Int, up: Bool) {
      let excess = max(0, significand.bitWidth - Self.bits)
      guard excess > 0 else {
        (self.significand, self.exponent) = (significand, exponent)
        return
      }
      let unit = BigInteger(1).shiftedLeft(by: excess)
      let (quotient, remainder) = significand.dividedTowardsZero(by: unit)
      self.significand = up && !remainder.isZero ? quotient + BigInteger(1) : quotient
      self.exponent = exponent + excess
    }

    func times(_ other: Scaled, up: Bool) -> Scaled {
      Scaled(
        cutting: significand * other.significand,
        exponent: exponent + other.exponent,
        up: up
      )
    }

    var double: Double {
      // Beyond these exponents every binary64 number is infinite or zero, whatever the digits.
      if exponent > 1100, !significand.isZero { return .infinity }
      if exponent < -1400 { return 0 }
      let power = BigInteger(1).shiftedLeft(by: abs(exponent))
      return exponent < 0
        ? Rational.nearestDouble(to: significand, over: power)
        : Rational.nearestDouble(to: significand * power, over: BigInteger(1))
    }
  }
}
