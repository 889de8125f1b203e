// SPDX-License-Identifier: Apache-2.0

/// Bounds a piece's error relative to the curve's value, splitting the range of u where bounds are
/// too loose.
struct RelativeErrorSearch {
  let coefficients: SIMD8<Double>
  let rounding: EstrinRounding
  /// A bound of |curve - polynomial| / |u|^order.
  let approximation: Double
  /// The power of |u| that the approximation's error carries.
  let order: Int
  /// Whether polynomial and curve vanish to that order at u = 0, so that both are compared without
  /// it.
  let vanishes: Bool

  /// How often a range is halved at most; values that differ by many binades need ever shorter
  /// ranges of u.
  private static let deepest = 60

  /// The largest relative error over a range, as small as it takes to fulfil the contract; infinite
  /// where the polynomial may be zero.
  func relativeError(over u: ClosedRange<Double>, depth: Int = 0) -> Double {
    let bound = directBound(over: u)
    guard bound > PieceProof.contract * EstrinRounding.unit, depth < Self.deepest else {
      return bound
    }
    let middle = (u.lowerBound + u.upperBound) / 2
    guard u.lowerBound < middle, middle < u.upperBound else {
      return bound
    }
    // Where the bound fails for a single u, no splitting helps.
    let atMiddle = directBound(over: middle...middle)
    guard atMiddle <= PieceProof.contract * EstrinRounding.unit else {
      return bound.isFinite ? bound : atMiddle
    }
    let left = relativeError(over: u.lowerBound...middle, depth: depth + 1)
    guard left <= PieceProof.contract * EstrinRounding.unit else {
      return left
    }
    return max(left, relativeError(over: middle...u.upperBound, depth: depth + 1))
  }

  /// The largest absolute error over a range.
  func absoluteError(over u: ClosedRange<Double>) -> Double {
    let largest = max(u.lowerBound.magnitude, u.upperBound.magnitude)
    return
      (approximation * power(largest)
      + min(rounding.bound(largest: largest), rounding.bound(over: Interval(u))))
      * (1 + 0x1p-40)
  }

  private func directBound(over u: ClosedRange<Double>) -> Double {
    let largest = max(u.lowerBound.magnitude, u.upperBound.magnitude)
    let least = u.contains(0) ? 0 : min(u.lowerBound.magnitude, u.upperBound.magnitude)
    let removed = vanishes ? order : 0
    let quotient = PolynomialRange.exactQuotientBounds(coefficients, order: removed, u: u)
    let error = vanishes ? approximation : approximation * power(largest) * (1 + 0x1p-40)
    let size =
      Interval(lower: quotient.lower, upper: quotient.upper).leastMagnitude * (1 - 0x1p-40) - error
    guard size > 0 else {
      return .infinity
    }
    let counted = rounding.bound(largest: largest, overPower: removed)
    let bound = (error + counted) / size * (1 + 0x1p-40)
    guard bound > PieceProof.contract * EstrinRounding.unit else {
      return bound
    }
    let followed = rounding.bound(over: Interval(u)) / (vanishes ? power(least) : 1)
    // Zero over zero where the range begins at the end itself.
    guard followed < counted else {
      return bound
    }
    return (error + followed) / size * (1 + 0x1p-40)
  }

  private func power(_ u: Double) -> Double {
    var result = 1.0
    for _ in 0..<order {
      result *= u
    }
    return result
  }
}

extension Interval {
  /// The interval of a closed range.
  fileprivate init(_ range: ClosedRange<Double>) {
    self.init(lower: range.lowerBound, upper: range.upperBound)
  }
}
