// SPDX-License-Identifier: Apache-2.0

extension TrackedValue {
  /// A value of which nothing is known but that it exists.
  private static let unknown = TrackedValue(DoubleDouble(1), error: .infinity)

  /// e to the power of the value.
  package func exponential() -> Self {
    guard value.high.isFinite else {
      return isUndefined || value.high > 0 ? self : .overflow
    }
    guard value.high < 620 else {
      return .overflow
    }
    guard error < 0.5 else {
      return .unknown
    }
    if isExactZero {
      return Self(exactly: 1)
    }
    guard value.high > -620 else {
      return Self(DoubleDouble(0), error: 0x1p-800)
    }
    let result = value.exponential()
    // e^d - 1 <= 2d for d <= 0.5, and likewise for 1 - e^-d.
    return .rounded(result, by: 0x1p-101, inheriting: result.high * error * 2)
  }

  /// The natural logarithm; `undefined` for values that are zero or less for certain.
  package func logarithm() -> Self {
    guard value.high.isFinite else {
      return self
    }
    guard value.high - error > 0 else {
      return value.high + error > 0 || value.high == 0 && error > 0 ? .unknown : .undefined
    }
    // The derivative is at most 1 over the least value that the argument may have.
    let least = value.high * (1 - 0x1p-50) - error
    guard least > 0 else {
      return .unknown
    }
    return .rounded(value.logarithm(), by: 0x1p-101, inheriting: error / least)
  }

  /// The logistic function, 1 / (1 + e^-value), without cancellation on either side of 0.
  package func logistic() -> Self {
    guard value.high.isFinite else {
      return isUndefined ? self : .unknown
    }
    let one = Self(exactly: 1)
    let isNegative = value.high < 0
    let growth = (isNegative ? self : Self(exactly: 0) - self).exponential()
    return (isNegative ? growth : one) / (one + growth)
  }

  /// sin(π · value); exact where the value is known to be a whole number of halves.
  package func sineOfPi() -> Self {
    periodic(quarter: 0) { $0.sineOfPi() }
  }

  /// cos(π · value); exact where the value is known to be a whole number of halves.
  package func cosineOfPi() -> Self {
    periodic(quarter: 1) { $0.cosineOfPi() }
  }

  /// How many quarters of a turn the value is, if it is known to be a whole number of them.
  package var quarterTurns: Int64? {
    guard isBinary64, value.high.magnitude < 0x1p40 else { return nil }
    return Int64(exactly: value.high * 2)
  }

  private func periodic(quarter: Int64, _ function: (DoubleDouble) -> DoubleDouble) -> Self {
    guard value.high.isFinite else {
      return self
    }
    if let quarterTurns {
      switch (quarterTurns + quarter) & 3 {
      case 1: return Self(exactly: 1)
      case 3: return Self(exactly: -1)
      default: return Self(exactly: 0)
      }
    }
    guard value.high.magnitude < 0x1p40 else {
      return .unknown
    }
    return .rounded(function(value), by: 0x1p-101, inheriting: error * 3.1416)
  }

  /// The value to a fixed power.
  ///
  /// Integer powers up to 64 in magnitude are products, which also holds for negative values; other
  /// powers go through the logarithm and are `undefined` for negative values. The zeroth power is
  /// 1.
  package func power(_ exponent: Double) -> Self {
    guard value.high.isFinite else {
      return self
    }
    if exponent == 0 {
      return Self(exactly: 1)
    }
    if let count = exponent.smallInteger {
      let product = power(count.magnitude)
      return count < 0 ? Self(exactly: 1) / product : product
    }
    if isExactZero {
      return exponent > 0 ? self : .undefined
    }
    let least = value.high * (1 - 0x1p-50) - error
    guard least > 0 else {
      return value.high + error < 0 ? .undefined : .unknown
    }
    if exponent == 0.5 {
      let root = value.high.squareRoot()
      if isBinary64, root > 0x1p-400, DoubleDouble(productOf: root, root) == value {
        return Self(exactly: root)
      }
      return .rounded(
        value.squareRoot(),
        by: 0x1p-101,
        inheriting: error / (2 * least.squareRoot())
      )
    }
    return (logarithm() * Self(exactly: exponent)).exponential()
  }

  /// The value times itself, `count` factors in all, by repeated squaring.
  private func power(_ count: UInt) -> Self {
    var result: Self?
    var square = self
    var left = count
    while true {
      if left & 1 == 1 {
        result = result.map { $0 * square } ?? square
      }
      left >>= 1
      if left == 0 {
        return result ?? Self(exactly: 1)
      }
      square = square * square
    }
  }
}
