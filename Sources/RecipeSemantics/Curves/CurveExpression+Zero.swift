// SPDX-License-Identifier: Apache-2.0

extension CurveExpression {
  /// The order to which the expression vanishes at an update, as far as its form shows it.
  ///
  /// 1 for a clock that reads 0 there; products add orders, powers multiply them, a sum has the least of
  /// its terms'. 0 where the form shows no zero. Terms that cancel each other vanish without showing it.
  package func zeroOrder(at update: Int64) -> Int {
    switch self {
    case .constant(let value):
      return value == 0 ? Self.highestOrder : 0
    case .elapsed(let clock):
      return ClockReading(clock).position(at: CurveMoment(update)).progress.isExactZero ? 1 : 0
    case .left(let clock):
      return ClockReading(clock).position(at: CurveMoment(update)).remaining.isExactZero ? 1 : 0
    case .sum(let left, let right), .difference(let left, let right):
      return min(left.zeroOrder(at: update), right.zeroOrder(at: update))
    case .product(let left, let right):
      let sum = left.zeroOrder(at: update) + right.zeroOrder(at: update)
      return min(sum, Self.highestOrder)
    case .quotient(let top, let bottom):
      return max(top.zeroOrder(at: update) - bottom.zeroOrder(at: update), 0)
    case .power(let argument, let exponent):
      guard let count = exponent.smallInteger, count > 0 else { return 0 }
      return min(argument.zeroOrder(at: update) * count, Self.highestOrder)
    case .sineOfPi(let argument), .absolute(let argument):
      return argument.zeroOrder(at: update)
    case .progress, .remaining, .pi, .exponential, .logarithm, .logistic, .cosineOfPi, .minimum,
      .maximum, .floor, .choice:
      return 0
    }
  }

  /// More than the degree of a piece cannot be used.
  private static let highestOrder = 7
}
