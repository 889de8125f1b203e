// SPDX-License-Identifier: Apache-2.0

/// A time at which a curve is computed: an update, and an exact offset after it.
package struct CurveMoment: Hashable, Sendable {
  package let update: Int64
  /// In updates.
  package let offset: Double

  /// A time at an update or after it.
  package init(_ update: Int64, offset: Double = 0) {
    self.update = update
    self.offset = offset
  }
}

/// A clock that is ready to be read.
package struct ClockReading: Sendable {
  private let clock: Progress
  private let denominator: DoubleDouble
  private let span: DoubleDouble
  private let reciprocalOfSpan: DoubleDouble

  /// Prepares a clock.
  package init(_ clock: Progress) {
    self.clock = clock
    denominator = DoubleDouble(exactly: clock.denominator)
    span = DoubleDouble(exactly: clock.span)
    reciprocalOfSpan = clock.span == 1 ? DoubleDouble(1) : DoubleDouble(1) / span
  }

  /// p and q at a time.
  ///
  /// Both come from exact integers. Where they are f64 they are exact; otherwise the product with
  /// the rounded reciprocal of the span is within 2^-100.
  package func position(
    at moment: CurveMoment
  ) -> (progress: TrackedValue, remaining: TrackedValue) {
    let passed = Int128(moment.update) * Int128(clock.denominator) - Int128(clock.zero)
    let left = Int128(clock.span) - passed
    if moment.offset == 0, passed == 0 {
      return (TrackedValue(exactly: 0), TrackedValue(exactly: 1))
    }
    if moment.offset == 0, left == 0 {
      return (TrackedValue(exactly: 1), TrackedValue(exactly: 0))
    }
    let moved = denominator * moment.offset
    return (
      fraction(DoubleDouble(integer: passed) + moved),
      fraction(DoubleDouble(integer: left) - moved)
    )
  }

  /// How far p moves in a number of updates.
  package func growth(over updates: DoubleDouble) -> TrackedValue {
    fraction(denominator * updates)
  }

  private func fraction(_ numerator: DoubleDouble) -> TrackedValue {
    let value = numerator * reciprocalOfSpan
    // Quarters and the like are exact, so that a formula that is zero or undefined there is seen to
    // be.
    if span.low == 0, DoubleDouble(productOf: value.high, span.high) == numerator {
      return TrackedValue(exactly: value.high)
    }
    return TrackedValue(value, error: value.high.magnitude * 0x1p-100)
  }
}
