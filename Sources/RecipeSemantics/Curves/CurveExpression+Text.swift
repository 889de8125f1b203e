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
    case .power(let argument, let exponent):
      exponent < 0
        ? "\(argument.text(atLeast: .atom))^(\(exponent))"
        : "\(argument.text(atLeast: .atom))^\(exponent)"
    case .sineOfPi(let argument):
      "sin(pi * \(argument.text(atLeast: .power)))"
    case .cosineOfPi(let argument):
      "cos(pi * \(argument.text(atLeast: .power)))"
    }
  }

  /// How tightly the outermost operation of a formula binds.
  private enum Binding: Int {
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
    case .progress, .remaining, .exponential, .logarithm, .sineOfPi, .cosineOfPi:
      .atom
    }
  }

  /// The text, in parentheses if it binds less tightly than its surroundings need.
  private func text(atLeast needed: Binding) -> String {
    binding.rawValue < needed.rawValue ? "(\(description))" : description
  }
}
