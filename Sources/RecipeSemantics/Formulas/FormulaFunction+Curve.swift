// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension FormulaFunction {
  /// The function of its operands, as many as it takes.
  func expression(of operands: [CurveExpression]) -> CurveExpression {
    let first = operands[0]
    switch self {
    case .sqrt: return .power(first, 0.5)
    case .exp: return .exponential(first)
    case .log: return .logarithm(first)
    case .log2: return .logarithm(first) / .logarithm(.constant(2))
    case .log10: return .logarithm(first) / .logarithm(.constant(10))
    case .sin: return .sineOfPi(first.overPi)
    case .cos: return .cosineOfPi(first.overPi)
    case .tanh: return .constant(2) * .logistic(.constant(2) * first) - .constant(1)
    case .sigmoid: return .logistic(first)
    case .abs: return .absolute(first)
    case .floor: return .floor(first)
    case .ceil: return .constant(0) - .floor(.constant(0) - first)
    case .round: return .floor(first + .constant(0.5))
    case .min: return operands.dropFirst().reduce(first) { .minimum($0, $1) }
    case .max: return operands.dropFirst().reduce(first) { .maximum($0, $1) }
    case .clamp: return .minimum(.maximum(first, operands[1]), operands[2])
    }
  }
}

extension CurveExpression {
  /// The expression divided by π, without the π that is a factor of it: `cos(pi * p / 2)` then turns
  /// exactly at quarters.
  fileprivate var overPi: CurveExpression {
    withoutPi ?? self / .pi
  }

  private var withoutPi: CurveExpression? {
    switch self {
    case .pi: .constant(1)
    case .product(.pi, let other), .product(let other, .pi): other
    case .product(let left, let right):
      left.withoutPi.map { $0 * right } ?? right.withoutPi.map { left * $0 }
    case .quotient(let top, let bottom): top.withoutPi.map { $0 / bottom }
    case .difference(.constant(0), let inner): inner.withoutPi.map { .constant(0) - $0 }
    default: nil
    }
  }
}
