// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

/// A range of reals that is certain to contain the exact result of what was computed.
///
/// Bounds are f64 and every operation rounds outward: a computed bound x is moved by |x|·2^-51 +
/// 2^-1000, which is at least twice the distance between x and the exact bound (at most 2^-53·|x|
/// for an operation rounded to nearest, and less than 2^-1074 after underflow). Where nothing can
/// be said, as after a division by an interval around zero or when a bound overflows, the result is
/// `whole`.
package struct Interval: Hashable, Sendable {
  /// The lower bound.
  package let lower: Double
  /// The upper bound; not less than the lower one.
  package let upper: Double

  /// The interval of one number.
  @inline(__always)
  package init(_ value: Double) {
    lower = value
    upper = value
  }

  /// The interval between two bounds that are trusted as they are.
  @inline(__always)
  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The whole real line.
  package static let whole = Interval(lower: -.infinity, upper: .infinity)

  /// The interval that a tracked value promises; `whole` if it promises nothing.
  package init(_ tracked: TrackedValue) {
    let reach = tracked.error
    guard reach.isFinite, tracked.value.high.isFinite else {
      self = .whole
      return
    }
    self =
      reach == 0 && tracked.value.low == 0
      ? Interval(tracked.value.high)
      : Interval(outward: tracked.value.high - reach, tracked.value.high + reach)
  }

  /// The interval between two computed bounds, rounded outward.
  @inline(__always)
  init(outward lower: Double, _ upper: Double) {
    // Not a number if a bound is, or if both are infinite with opposite signs.
    guard (upper - lower).isFinite else {
      self = .whole
      return
    }
    self.lower = lower - (lower.magnitude * 0x1p-51 + 0x1p-1000)
    self.upper = upper + (upper.magnitude * 0x1p-51 + 0x1p-1000)
  }

  /// Whether the interval is exactly the number zero.
  @inline(__always)
  package var isZero: Bool {
    lower == 0 && upper == 0
  }

  /// The largest magnitude in the interval.
  @inline(__always)
  package var largestMagnitude: Double {
    max(lower.magnitude, upper.magnitude)
  }

  /// The least magnitude in the interval; zero if it contains zero.
  @inline(__always)
  package var leastMagnitude: Double {
    lower > 0 ? lower : (upper < 0 ? -upper : 0)
  }

  /// Whether the interval contains a number.
  package func contains(_ value: Double) -> Bool {
    lower <= value && value <= upper
  }
}

// MARK: - Arithmetic

extension Interval {
  /// The interval of the sums; exact if an operand is exactly zero.
  @inline(__always)
  package static func + (left: Self, right: Self) -> Self {
    if left.isZero {
      return right
    }
    if right.isZero {
      return left
    }
    return Interval(outward: left.lower + right.lower, left.upper + right.upper)
  }

  /// The interval of the negated numbers.
  @inline(__always)
  package static prefix func - (value: Self) -> Self {
    Interval(lower: -value.upper, upper: -value.lower)
  }

  /// The interval of the differences.
  @inline(__always)
  package static func - (left: Self, right: Self) -> Self {
    left + (-right)
  }

  /// The interval of the products; exactly zero if a finite operand meets an exact zero.
  @inline(__always)
  package static func * (left: Self, right: Self) -> Self {
    let first = left.lower * right.lower
    let second = left.lower * right.upper
    let third = left.upper * right.lower
    let fourth = left.upper * right.upper
    // Infinity times zero is not a number, which `min` and `max` might drop; the sum keeps it.
    guard (first + second + third + fourth).isFinite else {
      return .whole
    }
    if left.isZero || right.isZero {
      return Interval(0)
    }
    return Interval(
      outward: min(min(first, second), min(third, fourth)),
      max(max(first, second), max(third, fourth))
    )
  }

  /// The interval of the quotients; `whole` if the divisor contains zero.
  package static func / (left: Self, right: Self) -> Self {
    guard right.lower > 0 || right.upper < 0 else {
      return .whole
    }
    return left * Interval(outward: 1 / right.upper, 1 / right.lower)
  }

  /// The interval times a number.
  @inline(__always)
  package static func * (left: Self, right: Double) -> Self {
    left * Interval(right)
  }
}
