// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

extension Interval {
  /// π.
  static let pi = Interval(lower: 0x1.921fb54442d18p1, upper: 0x1.921fb54442d19p1)

  /// The interval of e to the power of the numbers; `whole` above 620, and from 0 on below -620.
  package func exponential() -> Self {
    guard upper <= 620, !lower.isNaN else {
      return .whole
    }
    guard lower >= -620 else {
      let top = DoubleDouble(max(upper, -620)).exponential().high
      return Interval(lower: 0, upper: Interval(outward: top, top).upper)
    }
    return isZero ? Interval(1) : increasing { $0.exponential() }
  }

  /// The interval of the natural logarithms; `whole` unless all numbers are more than zero.
  package func logarithm() -> Self {
    guard lower > 0, upper.isFinite else {
      return .whole
    }
    return increasing { $0.logarithm() }
  }

  /// The intervals of the logistic function, 1 / (1 + e^-x), and of one minus it.
  package func logistic() -> (value: Self, complement: Self) {
    guard !lower.isNaN, !upper.isNaN else {
      return (Interval(lower: 0, upper: 1), Interval(lower: 0, upper: 1))
    }
    let (first, rest) = Self.logistic(lower)
    let (last, remainder) = lower == upper ? (first, rest) : Self.logistic(upper)
    return (
      Interval(lower: first.lower, upper: last.upper),
      Interval(lower: remainder.lower, upper: rest.upper)
    )
  }

  private static func logistic(_ number: Double) -> (value: Self, complement: Self) {
    let growth = DoubleDouble(-min(number.magnitude, 620)).exponential()
    let sum = DoubleDouble(1) + growth
    let (near, far) = ((growth / sum).high, (DoubleDouble(1) / sum).high)
    // Beyond 620 the value is only known to lie between the one there and the limit.
    let isBeyond = number.magnitude > 620
    let outward = (low: Interval(outward: near, near), high: Interval(outward: far, far))
    let small = Interval(lower: isBeyond ? 0 : outward.low.lower, upper: outward.low.upper)
    let large = Interval(lower: outward.high.lower, upper: min(outward.high.upper, 1))
    return number < 0 ? (small, large) : (large, small)
  }

  /// The interval of the numbers to a fixed power; `whole` unless all numbers are more than zero,
  /// or zero or more and the power positive.
  package func power(_ exponent: Double) -> Self {
    guard lower > 0 || (lower == 0 && exponent > 0), upper.isFinite else {
      return .whole
    }
    if lower == 0 {
      // Through the logarithm only the upper bound has a value.
      let top = upper == 0 ? Interval(0) : Interval(upper).power(exponent)
      return Interval(lower: 0, upper: top.upper)
    }
    if exponent == 0.5 {
      return increasing { $0.squareRoot() }
    }
    return (logarithm() * exponent).exponential()
  }

  /// The interval of the sines of π times the numbers.
  package func sineOfPi() -> Self {
    // Outward, because the shift rounds; a half more or less is exact only for small numbers.
    Interval(outward: lower - 0.5, upper - 0.5).cosineOfPi()
  }

  /// The interval of the cosines of π times the numbers.
  package func cosineOfPi() -> Self {
    guard upper - lower < 1, lower.magnitude < 0x1p40, upper.magnitude < 0x1p40 else {
      return Interval(lower: -1, upper: 1)
    }
    let first = DoubleDouble(lower).cosineOfPi().high
    let last = lower == upper ? first : DoubleDouble(upper).cosineOfPi().high
    let hull = Interval(outward: min(first, last), max(first, last))
    // Inside an interval shorter than 1 lies at most one integer, where the cosine turns.
    let turn = ((lower + upper) * 0.5).nearestInteger
    guard lower <= turn, turn <= upper else {
      return Interval(lower: max(hull.lower, -1), upper: min(hull.upper, 1))
    }
    return Int64(turn) & 1 == 0
      ? Interval(lower: max(hull.lower, -1), upper: 1)
      : Interval(lower: -1, upper: min(hull.upper, 1))
  }

  /// The interval of an increasing function, from its values at the bounds.
  ///
  /// A double-double function's high part is the exact value rounded to nearest, within a hair;
  /// rounding outward covers both.
  private func increasing(_ function: (DoubleDouble) -> DoubleDouble) -> Self {
    let first = function(DoubleDouble(lower)).high
    let last = lower == upper ? first : function(DoubleDouble(upper)).high
    return Interval(outward: first, last)
  }
}
