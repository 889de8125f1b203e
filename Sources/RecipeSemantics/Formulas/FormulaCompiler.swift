// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Turns a formula as it is written into the expression of a curve.
///
/// Arithmetic of numbers and variables is exact and rounded to binary64 once, where it meets the time or a
/// function.
struct FormulaCompiler {
  /// A part of a formula.
  private enum Term {
    case number(Rational)
    case curve(CurveExpression)

    var expression: CurveExpression {
      switch self {
      case .number(let value): .constant(value.double)
      case .curve(let expression): expression
      }
    }
  }

  /// What the names of the place mean; variables come after them.
  let names: FormulaNames
  var evaluator: ExpressionEvaluator

  /// The expression of a formula; nil when something in it is not bound or was reported.
  mutating func expression(_ formula: FormulaSyntax) -> CurveExpression? {
    term(formula)?.expression
  }

  private mutating func term(_ formula: FormulaSyntax) -> Term? {
    switch formula.kind {
    case .number(let value):
      return .number(value)
    case .name(let name):
      return self.name(name, formula)
    case .negation(let inner):
      return combined(FormulaSyntax(.number(Rational(0)), of: formula), inner, -, -)
    case .sum(let left, let right):
      return combined(left, right, +) { .halfAngleSum($0, $1) ?? $0 + $1 }
    case .difference(let left, let right):
      return difference(left, right)
    case .product(let left, let right):
      return combined(left, right, *, *)
    case .quotient(let left, let right):
      return quotient(left, right)
    case .power(let base, let exponent):
      return power(base, exponent)
    case .call(let function, let operands):
      let expressions = operands.compactMap { expression($0) }
      guard expressions.count == operands.count else { return nil }
      return .curve(function.expression(of: expressions))
    case .choice(let comparison, let left, let right, let first, let second):
      let parts = [left, right, first, second].compactMap { expression($0) }
      guard parts.count == 4 else { return nil }
      return .curve(comparison.choice(parts[0], parts[1], then: parts[2], otherwise: parts[3]))
    }
  }

  private mutating func name(_ name: String, _ formula: FormulaSyntax) -> Term? {
    if name == "pi" { return .curve(.pi) }
    if let meaning = names.known[name] { return .curve(meaning) }
    if let reason = names.unknown[name] {
      evaluator.sink.emit(FormulaDiagnostics.noMeaning(name, reason, at: formula.range))
      return nil
    }
    guard evaluator.bindings.index(of: name) != nil || name == "peak" else {
      let known = names.known.keys.sorted() + evaluator.bindings.variables.map(\.name)
      evaluator.sink.emit(QuantityDiagnostics.unknownName(name, at: formula.range, known: known))
      return nil
    }
    let variable = ExpressionSyntax(.name(name), range: formula.range, text: formula.text)
    return evaluator.number(variable).map { .number($0) }
  }

  // MARK: Arithmetic

  private mutating func combined(
    _ left: FormulaSyntax,
    _ right: FormulaSyntax,
    _ exact: (Rational, Rational) -> Rational,
    _ formula: (CurveExpression, CurveExpression) -> CurveExpression
  ) -> Term? {
    guard let first = term(left), let second = term(right) else { return nil }
    if case .number(let a) = first, case .number(let b) = second { return .number(exact(a, b)) }
    return .curve(formula(first.expression, second.expression))
  }

  private mutating func difference(_ left: FormulaSyntax, _ right: FormulaSyntax) -> Term? {
    let term = combined(left, right, -) { .halfAngleDifference($0, $1) ?? $0 - $1 }
    // 1 - p is the remainder, which keeps its digits where it runs into zero.
    if case .curve(.difference(.constant(1), .elapsed(let clock)))? = term {
      return .curve(.left(clock))
    }
    return term
  }

  private mutating func quotient(_ left: FormulaSyntax, _ right: FormulaSyntax) -> Term? {
    guard let first = term(left), let second = term(right) else { return nil }
    if case .number(let divisor) = second {
      guard !divisor.isZero else {
        let zero = ExpressionSyntax(.number(divisor), range: right.range, text: right.text)
        evaluator.sink.emit(QuantityDiagnostics.divisionByZero(zero))
        return nil
      }
      if case .number(let value) = first { return .number(value / divisor) }
    }
    return .curve(first.expression / second.expression)
  }

  /// The largest power of exact numbers that is computed exactly.
  private static let exactPower = 64

  private mutating func power(_ base: FormulaSyntax, _ exponent: FormulaSyntax) -> Term? {
    guard let first = term(base), let second = term(exponent) else { return nil }
    guard case .number(let power) = second else {
      return .curve(.exponential(second.expression * .logarithm(first.expression)))
    }
    if case .number(let value) = first, let count = power.double.smallInteger,
      power.isInteger, !value.isZero || count >= 0
    {
      var product = Rational(1)
      for _ in 0..<count.magnitude { product = product * value }
      return .number(count < 0 ? Rational(1) / product : product)
    }
    return .curve(.power(first.expression, power.double))
  }
}

extension FormulaSyntax {
  /// A part that is not written, at the place of the whole.
  fileprivate init(_ kind: Kind, of formula: FormulaSyntax) {
    self.init(kind, range: formula.range, text: formula.text)
  }
}

extension FormulaSyntax.Comparison {
  /// What an `if` is: only "zero or more" is known to curves.
  fileprivate func choice(
    _ left: CurveExpression,
    _ right: CurveExpression,
    then first: CurveExpression,
    otherwise second: CurveExpression
  ) -> CurveExpression {
    switch self {
    case .greaterOrEqual: .choice(left - right, first, second)
    case .lessOrEqual: .choice(right - left, first, second)
    case .less: .choice(left - right, second, first)
    case .greater: .choice(right - left, second, first)
    }
  }
}
