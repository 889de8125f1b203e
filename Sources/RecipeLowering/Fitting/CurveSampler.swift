// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// A curve ready to be computed: values with their error, and jets, at updates and between them.
struct CurveSampler {
  let curve: Curve
  private let denominator: DoubleDouble
  private let span: DoubleDouble
  private let reciprocalOfSpan: DoubleDouble
  /// The ends that fall on updates, where the curve's value is known without computing it.
  private var knownEnds: [(update: Int64, value: Double)] = []

  /// Prepares a curve.
  init(_ curve: Curve) {
    self.curve = curve
    denominator = DoubleDouble(exactly: curve.progress.denominator)
    span = DoubleDouble(exactly: curve.progress.span)
    reciprocalOfSpan = DoubleDouble(1) / span
    for (end, isStart) in [(curve.start, true), (curve.end, false)] {
      if let end, let update = updateOfEnd(isStart: isStart), confirms(end.value, at: update) {
        knownEnds.append((update, end.value))
      }
    }
  }

  /// The curve's value at an update plus an offset; the offset is exact.
  ///
  /// At an end of which the curve states the value, it is that value: what the formula cancels to
  /// there, as to + (from - to)·q³ does for from = 0, carries less than the statement.
  func value(at update: Int64, offset: Double = 0) -> TrackedValue {
    if offset == 0, let known = knownEnds.first(where: { $0.update == update }) {
      return TrackedValue(exactly: known.value)
    }
    let (progress, remaining) = position(update, offset)
    return curve.expression.value(progress: progress, remaining: remaining)
  }

  /// The curve's value minus a number, at an update plus an offset.
  ///
  /// A formula that adds the number itself, as to + (from - to)·q³ does, is computed without it:
  /// next to the end the rest is far smaller than the digits that adding and subtracting the number
  /// would leave.
  func excess(over value: Double, at update: Int64, offset: Double) -> TrackedValue {
    let rest: CurveExpression
    switch curve.expression {
    case .sum(.constant(value), let other), .sum(let other, .constant(value)):
      rest = other
    default:
      return self.value(at: update, offset: offset) - TrackedValue(exactly: value)
    }
    let (progress, remaining) = position(update, offset)
    return rest.value(progress: progress, remaining: remaining)
  }

  /// Whether the formula's value at an update agrees with a stated one within its own error.
  private func confirms(_ value: Double, at update: Int64) -> Bool {
    let computed = self.value(at: update)
    let difference = (computed.value - DoubleDouble(value)).high.magnitude
    return value.isFinite && difference <= computed.error * (1 + 0x1p-40)
  }

  /// p and q at an update plus an offset.
  ///
  /// Both come from exact integers. Where they are f64 they are exact; otherwise the product with
  /// the rounded reciprocal of the span is within 2^-100.
  private func position(
    _ update: Int64,
    _ offset: Double
  ) -> (progress: TrackedValue, remaining: TrackedValue) {
    let passed =
      Int128(update) * Int128(curve.progress.denominator) - Int128(curve.progress.zero)
    let left = Int128(curve.progress.span) - passed
    if offset == 0, passed == 0 {
      return (TrackedValue(exactly: 0), TrackedValue(exactly: 1))
    }
    if offset == 0, left == 0 {
      return (TrackedValue(exactly: 1), TrackedValue(exactly: 0))
    }
    let moved = denominator * offset
    return (
      fraction(DoubleDouble(integer: passed) + moved),
      fraction(DoubleDouble(integer: left) - moved)
    )
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

  /// The jet of the curve from one offset after an update to another, with the distance between as
  /// its unit.
  func jet(from update: Int64, offsets: ClosedRange<Double>) -> Jet {
    let (firstProgress, firstRemaining) = position(update, offsets.lowerBound)
    let (lastProgress, lastRemaining) = position(update, offsets.upperBound)
    let width = DoubleDouble(sumOf: offsets.upperBound, -offsets.lowerBound)
    let growth = Interval(fraction(denominator * width))
    let progress = Jet(
      values: Interval(
        lower: Interval(firstProgress).lower,
        upper: Interval(lastProgress).upper
      ),
      growth: growth
    )
    let remaining = Jet(
      values: Interval(
        lower: Interval(lastRemaining).lower,
        upper: Interval(firstRemaining).upper
      ),
      growth: -growth
    )
    return curve.expression.jet(progress: progress, remaining: remaining)
  }

  /// The jet at a single update, with the whole curve from p = 0 to p = 1 as its unit.
  func jet(at update: Int64) -> Jet {
    let (progress, remaining) = position(update, 0)
    return curve.expression.jet(
      progress: Jet(values: Interval(progress), growth: Interval(1)),
      remaining: Jet(values: Interval(remaining), growth: Interval(-1))
    )
  }

  /// The update at which a progress of zero, or of one, falls; nil if it falls between updates or
  /// outside the closed range of the curve's updates.
  func updateOfEnd(isStart: Bool) -> Int64? {
    let progress = curve.progress
    let numerator = Int128(progress.zero) + (isStart ? 0 : Int128(progress.span))
    guard progress.denominator > 0, numerator % Int128(progress.denominator) == 0 else {
      return nil
    }
    guard let update = Int64(exactly: numerator / Int128(progress.denominator)),
      curve.updates.lowerBound <= update, update <= curve.updates.upperBound
    else {
      return nil
    }
    return update
  }
}
