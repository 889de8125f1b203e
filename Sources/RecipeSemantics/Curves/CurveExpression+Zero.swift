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
    case .sineOfPi(let argument):
      let order = argument.zeroOrder(at: update)
      return order == 0 && argument.isWholeTurn(at: update, afterQuarters: 0) ? 1 : order
    case .cosineOfPi(let argument):
      return argument.isWholeTurn(at: update, afterQuarters: 1) ? 1 : 0
    case .absolute(let argument):
      return argument.zeroOrder(at: update)
    case .progress, .remaining, .pi, .exponential, .logarithm, .logistic, .minimum, .maximum,
      .floor, .choice:
      return 0
    }
  }

  /// Whether π times the expression, known exactly at an update, is a multiple of π a number of quarter turns
  /// later.
  private func isWholeTurn(at update: Int64, afterQuarters quarters: Int64) -> Bool {
    let point = CurvePoint(
      progress: .undefined,
      remaining: .undefined,
      moment: CurveMoment(update)
    )
    return value(at: point).quarterTurns.map { ($0 + quarters).isMultiple(of: 2) } ?? false
  }

  /// More than the degree of a piece cannot be used.
  private static let highestOrder = 7
}
