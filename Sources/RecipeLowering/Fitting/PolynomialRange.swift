// SPDX-License-Identifier: Apache-2.0

/// Rigorous bounds of a polynomial's values over an interval of u in [-1, 1].
///
/// A polynomial lies between the least and the largest of its Bernstein coefficients on the
/// interval. They are computed in plain f64 and then moved outward by 64·2^-53 times the sum of the
/// terms' magnitudes, which is more than the roundings of the shift (at most 16 on any path), the
/// scaling (14) and the conversion (9) can amount to.
package struct PolynomialRange {
  /// Bounds of the evaluated values: what Estrin's scheme returns in f64, roundings included.
  ///
  /// Next to u = 0 the bound on the side that the polynomial leaves to is c0 itself, exactly,
  /// where the first coefficient after it outweighs the others: there a piece provably
  /// never overshoots its end value.
  package static func bounds(
    coefficients: SIMD8<Double>,
    u: ClosedRange<Double>
  ) -> (lower: Double, upper: Double) {
    let order = leadingZeros(coefficients)
    guard order < 8 else {
      return (0, 0)
    }
    let rounding = EstrinRounding(coefficients)
    let largest = max(u.lowerBound.magnitude, u.upperBound.magnitude)
    let slack = rounding.bound(largest: largest, overPower: order)
    let quotient = exactQuotientBounds(coefficients, order: order, u: u)
    let outward = Interval(outward: quotient.lower - slack, quotient.upper + slack)
    var (lower, upper) = (outward.lower, outward.upper)
    if order > 0 {
      let factor = power(of: u, order)
      let product = outward * factor
      // The sign of a product is exact, whatever its outward rounding makes of a zero.
      let isPositive =
        (outward.lower >= 0 && factor.lower >= 0) || (outward.upper <= 0 && factor.upper <= 0)
      let isNegative =
        (outward.lower >= 0 && factor.upper <= 0) || (outward.upper <= 0 && factor.lower >= 0)
      lower = isPositive ? max(product.lower, 0) : product.lower
      upper = isNegative ? min(product.upper, 0) : product.upper
    }
    switch sideOfFirstCoefficient(coefficients, u: u, largest: largest) {
    case .below:
      upper = min(upper, coefficients[0])
    case .above:
      lower = max(lower, coefficients[0])
    case .constant:
      (lower, upper) = (coefficients[0], coefficients[0])
    case nil:
      break
    }
    return (lower, upper)
  }

  /// How many of the first coefficients are zero.
  static func leadingZeros(_ coefficients: SIMD8<Double>) -> Int {
    var count = 0
    while count < 8, coefficients[count] == 0 {
      count += 1
    }
    return count
  }

  /// Bounds of the exact polynomial over u^order, where all coefficients below that order are zero.
  static func exactQuotientBounds(
    _ coefficients: SIMD8<Double>,
    order: Int,
    u: ClosedRange<Double>
  ) -> (lower: Double, upper: Double) {
    var shifted = SIMD8<Double>.zero
    for power in order..<8 {
      shifted[power - order] = coefficients[power]
    }
    guard u.lowerBound < 0, u.upperBound > 0 else {
      return oneSidedBounds(shifted, from: u.lowerBound, to: u.upperBound)
    }
    // Each half starts at zero, so its shift is none and its terms do not outgrow the polynomial's.
    let left = oneSidedBounds(shifted, from: u.lowerBound, to: 0)
    let right = oneSidedBounds(shifted, from: 0, to: u.upperBound)
    return (min(left.lower, right.lower), max(left.upper, right.upper))
  }

  private static func oneSidedBounds(
    _ coefficients: SIMD8<Double>,
    from first: Double,
    to last: Double
  ) -> (lower: Double, upper: Double) {
    // From the end nearer to zero: all terms of the shift then stay below those at the farther end.
    let (near, far) = first < 0 ? (last, first) : (first, last)
    var c = coefficients
    if near != 0 {
      for start in 0..<7 {
        for power in stride(from: 6, through: start, by: -1) {
          c[power] += near * c[power + 1]
        }
      }
    }
    let width = far - near
    var factor = width
    for power in 1..<8 {
      c[power] *= factor
      factor *= width
    }
    var bernstein = SIMD8(repeating: c[0])
    for power in 1..<8 {
      bernstein += bernsteinColumns[power] * c[power]
    }
    var magnitude = 0.0
    for power in stride(from: 7, through: 0, by: -1) {
      magnitude = magnitude * far.magnitude + coefficients[power].magnitude
    }
    let slack = magnitude * 0x1p-47
    return (bernstein.min() - slack, bernstein.max() + slack)
  }

  /// Column k holds C(j, k) / C(7, k) for j from 0 to 7: what sᵏ contributes to Bernstein
  /// coefficient j.
  private static let bernsteinColumns: [SIMD8<Double>] = (0..<8).map { power in
    var column = SIMD8<Double>.zero
    for index in 0..<8 {
      column[index] = binomial(index, power) / binomial(7, power)
    }
    return column
  }

  private static func binomial(_ total: Int, _ chosen: Int) -> Double {
    var result = 1.0
    for index in 0..<chosen {
      result *= Double(total - index) / Double(index + 1)
    }
    return result
  }

  /// The interval of u^order.
  private static func power(of u: ClosedRange<Double>, _ order: Int) -> Interval {
    let base = Interval(lower: u.lowerBound, upper: u.upperBound)
    // An even power of an interval around zero is not negative, which repeated products would
    // forget.
    let isEvenAroundZero = order.isMultiple(of: 2) && base.contains(0)
    let start = isEvenAroundZero ? Interval(lower: 0, upper: base.largestMagnitude) : base
    var result = start
    for _ in 1..<order {
      result = result * start
    }
    // Nor does outward rounding make a power of one-sided numbers change its sign.
    if base.lower >= 0 || isEvenAroundZero {
      return Interval(lower: max(result.lower, 0), upper: result.upper)
    }
    if base.upper <= 0 {
      return order.isMultiple(of: 2)
        ? Interval(lower: max(result.lower, 0), upper: result.upper)
        : Interval(lower: result.lower, upper: min(result.upper, 0))
    }
    return result
  }
}
