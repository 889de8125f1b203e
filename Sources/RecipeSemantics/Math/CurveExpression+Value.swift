// SPDX-License-Identifier: Apache-2.0

/// Where a formula is computed: how far its own clock is, and the time that other clocks read.
package struct CurvePoint: Sendable {
  /// p of the curve's own clock.
  package let progress: TrackedValue
  /// q of the curve's own clock.
  package let remaining: TrackedValue
  /// The update and an exact offset after it; nil where a formula is computed outside of time.
  package let moment: CurveMoment?

  /// A point of a curve.
  package init(progress: TrackedValue, remaining: TrackedValue, moment: CurveMoment? = nil) {
    self.progress = progress
    self.remaining = remaining
    self.moment = moment
  }
}

extension CurveExpression {
  /// The value for a progress and a remainder, with a bound of its error.
  ///
  /// Undefined for a formula that reads other clocks than its curve's own.
  package func value(progress: TrackedValue, remaining: TrackedValue) -> TrackedValue {
    value(at: CurvePoint(progress: progress, remaining: remaining))
  }

  /// The value at a point, with a bound of its error.
  package func value(at point: CurvePoint) -> TrackedValue {
    switch self {
    case .constant(let value):
      value.isFinite ? TrackedValue(exactly: value) : .undefined
    case .progress:
      point.progress
    case .remaining:
      point.remaining
    case .elapsed(let clock):
      point.moment.map { ClockReading(clock).position(at: $0).progress } ?? .undefined
    case .left(let clock):
      point.moment.map { ClockReading(clock).position(at: $0).remaining } ?? .undefined
    case .pi:
      .pi
    case .sum(let left, let right):
      left.value(at: point) + right.value(at: point)
    case .difference(let left, let right):
      left.value(at: point) - right.value(at: point)
    case .product(let left, let right):
      left.value(at: point) * right.value(at: point)
    case .quotient(let left, let right):
      left.value(at: point) / right.value(at: point)
    case .exponential(let argument):
      argument.value(at: point).exponential()
    case .logarithm(let argument):
      argument.value(at: point).logarithm()
    case .logistic(let argument):
      argument.value(at: point).logistic()
    case .power(let argument, let exponent):
      argument.value(at: point).power(exponent)
    case .sineOfPi(let argument):
      argument.value(at: point).sineOfPi()
    case .cosineOfPi(let argument):
      argument.value(at: point).cosineOfPi()
    case .minimum(let left, let right):
      left.value(at: point).minimum(right.value(at: point))
    case .maximum(let left, let right):
      left.value(at: point).maximum(right.value(at: point))
    case .absolute(let argument):
      argument.value(at: point).absolute()
    case .floor(let argument):
      argument.value(at: point).floor()
    case .choice(let condition, let first, let second):
      condition.value(at: point).isNegative.map { ($0 ? second : first).value(at: point) }
        ?? .undefined
    }
  }
}
