// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// A curve ready to be computed: values with their error, and jets, at updates and between them.
struct CurveSampler {
  let curve: Curve
  private let clock: ClockReading
  /// The ends that fall on updates, where the curve's value is known without computing it.
  private var knownEnds: [(update: Int64, value: Double)] = []

  /// Prepares a curve.
  init(_ curve: Curve) {
    self.curve = curve
    clock = ClockReading(curve.progress)
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
    return curve.expression.value(at: point(update, offset))
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
    return rest.value(at: point(update, offset))
  }

  /// Whether the formula's value at an update agrees with a stated one within its own error.
  private func confirms(_ value: Double, at update: Int64) -> Bool {
    let computed = self.value(at: update)
    let difference = (computed.value - DoubleDouble(value)).high.magnitude
    return value.isFinite && difference <= computed.error * (1 + 0x1p-40)
  }

  private func point(_ update: Int64, _ offset: Double) -> CurvePoint {
    let moment = CurveMoment(update, offset: offset)
    let (progress, remaining) = clock.position(at: moment)
    return CurvePoint(progress: progress, remaining: remaining, moment: moment)
  }

  /// The jet of the curve from one offset after an update to another, with the distance between as
  /// its unit.
  func jet(from update: Int64, offsets: ClosedRange<Double>) -> Jet {
    curve.expression.jet(over: CurveStretch(clock, from: update, offsets: offsets))
  }

  /// The jet at a single update, with the whole curve from p = 0 to p = 1 as its unit.
  func jet(at update: Int64) -> Jet {
    curve.expression.jet(over: CurveStretch(clock, of: curve.progress, at: update))
  }

  /// The jet at a single update, with a number of updates as its unit.
  func jet(at update: Int64, unit: Int64) -> Jet {
    curve.expression.jet(over: CurveStretch(clock, at: update, unit: unit))
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
