// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// A factor and a power of one channel: c · x^q.
///
/// It is what keeps an order: where c and q are positive, the smaller of two values stays the smaller, so what
/// cuts and floors do to a channel they do to its monomial as well.
struct Monomial {
  let factor: Rational
  let power: Rational

  /// The monomial that a formula is of a channel; nil if it is none.
  ///
  /// - Parameters:
  ///   - formula: the formula.
  ///   - name: the channel.
  ///   - evaluator: knows the variables.
  init?(_ formula: FormulaSyntax, of name: String, _ evaluator: inout ExpressionEvaluator) {
    let (zero, one) = (Rational(0), Rational(1))
    switch formula.kind {
    case .number(let value):
      self.init(factor: value, power: zero)
    case .name(name):
      self.init(factor: one, power: one)
    case .name(let other):
      guard evaluator.bindings.index(of: other) != nil else { return nil }
      let variable = ExpressionSyntax(.name(other), range: formula.range, text: formula.text)
      guard let value = evaluator.number(variable) else { return nil }
      self.init(factor: value, power: zero)
    case .product(let left, let right):
      guard let first = Monomial(left, of: name, &evaluator),
        let second = Monomial(right, of: name, &evaluator)
      else { return nil }
      self.init(factor: first.factor * second.factor, power: first.power + second.power)
    case .quotient(let left, let right):
      guard let first = Monomial(left, of: name, &evaluator),
        let second = Monomial(right, of: name, &evaluator), !second.factor.isZero
      else { return nil }
      self.init(factor: first.factor / second.factor, power: first.power - second.power)
    case .power(let base, let exponent):
      guard let first = Monomial(base, of: name, &evaluator),
        let second = Monomial(exponent, of: name, &evaluator), second.power.isZero,
        first.factor == one
      else { return nil }
      self.init(factor: one, power: first.power * second.factor)
    case .negation, .sum, .difference, .call, .choice:
      return nil
    }
  }

  private init(factor: Rational, power: Rational) {
    self.factor = factor
    self.power = power
  }

  /// The same power without the factor: what becomes of a factor of the channel.
  var factorless: Monomial { Monomial(factor: Rational(1), power: power) }

  /// Whether the smaller of two values of the channel leads to the smaller value.
  var keepsOrder: Bool { factor > Rational(0) && power > Rational(0) }

  /// The monomial of a formula.
  func expression(of value: CurveExpression) -> CurveExpression {
    let raised = power == Rational(1) ? value : .power(value, power.double)
    return factor == Rational(1) ? raised : .constant(factor.double) * raised
  }

  /// The monomial of a number, rounded once; nil where it is none that a table holds.
  func value(of number: Double) -> Double? {
    expression(of: .constant(number)).limit(at: 0)
  }
}
