// SPDX-License-Identifier: Apache-2.0

extension CurveExpression {
  /// The value for a progress and a remainder, with a bound of its error.
  package func value(progress: TrackedValue, remaining: TrackedValue) -> TrackedValue {
    switch self {
    case .constant(let value):
      value.isFinite ? TrackedValue(exactly: value) : .undefined
    case .progress:
      progress
    case .remaining:
      remaining
    case .sum(let left, let right):
      left.value(progress: progress, remaining: remaining)
        + right.value(progress: progress, remaining: remaining)
    case .difference(let left, let right):
      left.value(progress: progress, remaining: remaining)
        - right.value(progress: progress, remaining: remaining)
    case .product(let left, let right):
      left.value(progress: progress, remaining: remaining)
        * right.value(progress: progress, remaining: remaining)
    case .quotient(let left, let right):
      left.value(progress: progress, remaining: remaining)
        / right.value(progress: progress, remaining: remaining)
    case .exponential(let argument):
      argument.value(progress: progress, remaining: remaining).exponential()
    case .logarithm(let argument):
      argument.value(progress: progress, remaining: remaining).logarithm()
    case .power(let argument, let exponent):
      argument.value(progress: progress, remaining: remaining).power(exponent)
    case .sineOfPi(let argument):
      argument.value(progress: progress, remaining: remaining).sineOfPi()
    case .cosineOfPi(let argument):
      argument.value(progress: progress, remaining: remaining).cosineOfPi()
    }
  }
}
