// SPDX-License-Identifier: Apache-2.0

/// What the f64 roundings of Estrin's scheme can do to a piece's value.
///
/// All bounds are absolute errors of the evaluated value against the exact polynomial with the same
/// stored coefficients. An operation with an operand that is exactly zero makes no error and costs
/// nothing. Coefficients of at least 2^-500 and u of at least 2^-53 keep every intermediate far
/// from underflow.
struct EstrinRounding {
  /// Half a unit in the last place of 1: the relative error of one rounding.
  static let unit = 0x1p-53

  private let coefficients: SIMD8<Double>
  /// How many roundings a monomial passes on its way to the value.
  private let counts: SIMD8<Double>

  /// The bounds for one set of coefficients.
  init(_ coefficients: SIMD8<Double>) {
    self.coefficients = coefficients
    counts = Self.counts(coefficients)
  }

  /// A bound of the error for |u| up to a given one, over |u|^order, where all coefficients below
  /// that order are zero.
  ///
  /// Each monomial is multiplied by at most (1 + 2^-53)^n, n its number of roundings, so the error
  /// is at most Σ n·2^-53·|cₖ|·|u|ᵏ; the factor for the higher terms of the powers is covered by
  /// 2^-40.
  func bound(largest u: Double, overPower order: Int = 0) -> Double {
    var sum = 0.0
    for power in stride(from: 7, through: order, by: -1) {
      sum = sum * u + counts[power] * coefficients[power].magnitude
    }
    return sum * Self.unit * (1 + 0x1p-40)
  }

  /// A bound of the error for u in an interval, following every operation with the range of its
  /// result.
  ///
  /// Tighter than the other bound where terms of opposite sign shrink the sums on the way.
  func bound(over u: Interval) -> Double {
    let argument = Term(range: u, error: 0)
    let square = argument * argument
    let fourth = square * square
    let c = coefficients
    let top = (argument * c[7] + Term(c[6])) * square + (argument * c[5] + Term(c[4]))
    let bottom = (argument * c[3] + Term(c[2])) * square + (argument * c[1] + Term(c[0]))
    return (top * fourth + bottom).error * (1 + 0x1p-40)
  }

  /// An intermediate result: the range of its exact value, and the error it has gathered.
  private struct Term {
    var range: Interval
    var error: Double

    init(_ coefficient: Double) {
      self.init(range: Interval(coefficient), error: 0)
    }

    init(range: Interval, error: Double) {
      self.range = range
      self.error = error
    }

    static func + (left: Term, right: Term) -> Term {
      if left.range.isZero {
        return right
      }
      if right.range.isZero {
        return left
      }
      let range = left.range + right.range
      let error = left.error + right.error
      return Term(range: range, error: error + unit * (range.largestMagnitude + error))
    }

    static func * (left: Term, right: Term) -> Term {
      if left.range.isZero || right.range.isZero {
        return Term(0)
      }
      let range = left.range * right.range
      let error =
        left.range.largestMagnitude * right.error + right.range.largestMagnitude * left.error
        + left.error * right.error
      return Term(range: range, error: error + unit * (range.largestMagnitude + error))
    }

    static func * (left: Term, right: Double) -> Term {
      left * Term(right)
    }
  }

  private static func counts(_ c: SIMD8<Double>) -> SIMD8<Double> {
    func both(_ left: Bool, _ right: Bool) -> Double {
      left && right ? 1 : 0
    }
    let pair01 = both(c[0] != 0, c[1] != 0)
    let pair23 = both(c[2] != 0, c[3] != 0)
    let pair45 = both(c[4] != 0, c[5] != 0)
    let pair67 = both(c[6] != 0, c[7] != 0)
    let has01 = c[0] != 0 || c[1] != 0
    let has23 = c[2] != 0 || c[3] != 0
    let has45 = c[4] != 0 || c[5] != 0
    let has67 = c[6] != 0 || c[7] != 0
    let last = both(has01 || has23, has45 || has67)
    // u² carries one rounding and u⁴ three: two from the square, one of its own. Each is then one
    // more product.
    let low = both(has01, has23) + last
    let high = both(has45, has67) + 3 + 1 + last
    return SIMD8(
      pair01 + low,
      1 + pair01 + low,
      pair23 + 2 + low,
      1 + pair23 + 2 + low,
      pair45 + high,
      1 + pair45 + high,
      pair67 + 2 + high,
      1 + pair67 + 2 + high
    )
  }
}
