// SPDX-License-Identifier: Apache-2.0

extension CurveExpression: CustomStringConvertible {
  /// The formula as text, with p and q for progress and remainder: `0.1 * sin(pi * (q / 2.0))^2.0`.
  ///
  /// Parentheses stand exactly where the tree differs from what precedence and left association
  /// would read, so two different trees never print alike.
  package var description: String {
    switch self {
    case .constant(let value):
      value.description
    case .progress:
      "p"
    case .remaining:
      "q"
    case .elapsed(let clock):
      clock.elapsedText
    case .left(let clock):
      clock.leftText
    case .pi:
      "pi"
    case .sum(let left, let right):
      "\(left.text(atLeast: .sum)) + \(right.text(atLeast: .product))"
    case .difference(let left, let right):
      "\(left.text(atLeast: .sum)) - \(right.text(atLeast: .product))"
    case .product(let left, let right):
      "\(left.text(atLeast: .product)) * \(right.text(atLeast: .power))"
    case .quotient(let left, let right):
      "\(left.text(atLeast: .product)) / \(right.text(atLeast: .power))"
    case .exponential(let argument):
      "exp(\(argument))"
    case .logarithm(let argument):
      "log(\(argument))"
    case .logistic(let argument):
      "sigmoid(\(argument))"
    case .power(let argument, let exponent):
      exponent < 0
        ? "\(argument.text(atLeast: .atom))^(\(exponent))"
        : "\(argument.text(atLeast: .atom))^\(exponent)"
    case .sineOfPi(let argument):
      "sin(pi * \(argument.text(atLeast: .power)))"
    case .cosineOfPi(let argument):
      "cos(pi * \(argument.text(atLeast: .power)))"
    case .minimum(let left, let right):
      "min(\(left), \(right))"
    case .maximum(let left, let right):
      "max(\(left), \(right))"
    case .absolute(let argument):
      "abs(\(argument))"
    case .floor(let argument):
      "floor(\(argument))"
    case .choice(let condition, let first, let second):
      "if(\(condition) >= 0, \(first), \(second))"
    }
  }

  /// How tightly the outermost operation of a formula binds.
  fileprivate enum Binding: Int {
    case sum
    case product
    case power
    case atom
  }

  private var binding: Binding {
    switch self {
    case .sum, .difference:
      .sum
    case .product, .quotient:
      .product
    case .power:
      .power
    case .constant(let value):
      // "2.0 - -1.0" and "-1.0^2.0" are what a missing pair of parentheses would print.
      value.sign == .minus ? .sum : .atom
    case .elapsed(let clock):
      clock.elapsedBinding
    case .left(let clock):
      clock.span == 1 && clock.denominator == 1 ? .sum : .product
    case .progress, .remaining, .pi, .exponential, .logarithm, .logistic, .sineOfPi, .cosineOfPi,
      .minimum, .maximum, .absolute, .floor, .choice:
      .atom
    }
  }

  /// The text, in parentheses if it binds less tightly than its surroundings need.
  private func text(atLeast needed: Binding) -> String {
    binding.rawValue < needed.rawValue ? "(\(description))" : description
  }
}

extension Progress {
  /// p as a formula in t: `t`, `t - 100`, `(t - 100) / 900`.
  fileprivate var elapsedText: String {
    let time = denominator == 1 ? "t" : "\(denominator) * t"
    let sign = zero < 0 ? "+" : "-"
    let top = zero == 0 ? time : "\(time) \(sign) \(zero.magnitude)"
    if span == 1 { return top }
    return zero == 0 ? "\(top) / \(span)" : "(\(top)) / \(span)"
  }

  /// How tightly that formula binds.
  fileprivate var elapsedBinding: CurveExpression.Binding {
    if span > 1 { return .product }
    if zero != 0 { return .sum }
    return denominator == 1 ? .atom : .product
  }

  /// q as a formula in t: `(1000 - t) / 900`.
  fileprivate var leftText: String {
    let time = denominator == 1 ? "t" : "\(denominator) * t"
    let top = "\(zero + span) - \(time)"
    return span == 1 ? top : "(\(top)) / \(span)"
  }
}
