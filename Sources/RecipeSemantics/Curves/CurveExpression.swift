// SPDX-License-Identifier: Apache-2.0

/// A curve's formula in its progress p and its remainder q = 1 - p.
///
/// The tree is pure data: it says what is computed, and the domains that compute it (values,
/// proofs, text) are extensions elsewhere. Constants are f64 values that were rounded once, and
/// everything built from them is meant as exact real arithmetic.
///
/// Write formulas with q where they run into the end of a phase: q is exact there, while
/// `1 - p` loses the digits that the end is made of.
///
/// A formula may also read the time by other clocks than its own curve's (`elapsed`, `left`), as it
/// does when several curves make one value. And it may bend or jump (`minimum` and what follows it):
/// such a formula has values but no pieces until it is split where it does (`SmoothCurves`).
package indirect enum CurveExpression: Hashable, Sendable {
  /// A finite number.
  case constant(Double)
  /// The progress p.
  case progress
  /// The remainder q = 1 - p, computed from the integers and not from p.
  case remaining
  /// The progress p of another clock than the curve's own.
  case elapsed(Progress)
  /// The remainder q of another clock than the curve's own.
  case left(Progress)
  /// The number π.
  case pi
  /// The first plus the second.
  case sum(CurveExpression, CurveExpression)
  /// The first minus the second.
  case difference(CurveExpression, CurveExpression)
  /// The first times the second.
  case product(CurveExpression, CurveExpression)
  /// The first divided by the second; undefined where the second is zero.
  case quotient(CurveExpression, CurveExpression)
  /// e to the power of the argument.
  case exponential(CurveExpression)
  /// The natural logarithm; undefined for arguments of zero or less.
  case logarithm(CurveExpression)
  /// The logistic function, 1 / (1 + e^-argument).
  case logistic(CurveExpression)
  /// The argument to a fixed power; for a power that is no integer, undefined below zero.
  ///
  /// Zero to the power zero is 1, and zero to a negative power is undefined.
  case power(CurveExpression, Double)
  /// sin(π · argument).
  case sineOfPi(CurveExpression)
  /// cos(π · argument).
  case cosineOfPi(CurveExpression)
  /// The smaller of the two.
  case minimum(CurveExpression, CurveExpression)
  /// The larger of the two.
  case maximum(CurveExpression, CurveExpression)
  /// The magnitude.
  case absolute(CurveExpression)
  /// The largest integer that is not above the argument.
  case floor(CurveExpression)
  /// The second where the first is zero or more, and the third where it is less.
  case choice(CurveExpression, CurveExpression, CurveExpression)
}

// MARK: - Construction

extension CurveExpression: ExpressibleByFloatLiteral {
  /// A literal is a constant, so that formulas read as formulas.
  package init(floatLiteral value: Double) {
    self = .constant(value)
  }

  /// The sum of two expressions.
  package static func + (left: CurveExpression, right: CurveExpression) -> CurveExpression {
    .sum(left, right)
  }

  /// The difference of two expressions.
  package static func - (left: CurveExpression, right: CurveExpression) -> CurveExpression {
    .difference(left, right)
  }

  /// The product of two expressions.
  package static func * (left: CurveExpression, right: CurveExpression) -> CurveExpression {
    .product(left, right)
  }

  /// The quotient of two expressions.
  package static func / (left: CurveExpression, right: CurveExpression) -> CurveExpression {
    .quotient(left, right)
  }
}

// MARK: - Shape

extension CurveExpression {
  /// The expressions that this one is made of, from left to right.
  package var operands: [CurveExpression] {
    switch self {
    case .constant, .progress, .remaining, .elapsed, .left, .pi:
      []
    case .exponential(let argument), .logarithm(let argument), .logistic(let argument),
      .power(let argument, _), .sineOfPi(let argument), .cosineOfPi(let argument),
      .absolute(let argument),
      .floor(let argument):
      [argument]
    case .sum(let left, let right), .difference(let left, let right),
      .product(let left, let right), .quotient(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right):
      [left, right]
    case .choice(let condition, let first, let second):
      [condition, first, second]
    }
  }

  /// The expression with a function applied to each of its operands.
  package func mapOperands(_ function: (CurveExpression) -> CurveExpression) -> CurveExpression {
    switch self {
    case .constant, .progress, .remaining, .elapsed, .left, .pi: self
    case .sum(let left, let right): .sum(function(left), function(right))
    case .difference(let left, let right): .difference(function(left), function(right))
    case .product(let left, let right): .product(function(left), function(right))
    case .quotient(let left, let right): .quotient(function(left), function(right))
    case .exponential(let argument): .exponential(function(argument))
    case .logarithm(let argument): .logarithm(function(argument))
    case .logistic(let argument): .logistic(function(argument))
    case .power(let argument, let exponent): .power(function(argument), exponent)
    case .sineOfPi(let argument): .sineOfPi(function(argument))
    case .cosineOfPi(let argument): .cosineOfPi(function(argument))
    case .minimum(let left, let right): .minimum(function(left), function(right))
    case .maximum(let left, let right): .maximum(function(left), function(right))
    case .absolute(let argument): .absolute(function(argument))
    case .floor(let argument): .floor(function(argument))
    case .choice(let condition, let first, let second):
      .choice(function(condition), function(first), function(second))
    }
  }

  /// Whether the expression is the same at every time.
  package var isConstant: Bool {
    switch self {
    case .progress, .remaining, .elapsed, .left: false
    default: operands.allSatisfy(\.isConstant)
    }
  }

  /// Whether the expression may bend or jump between two updates.
  package var hasKinks: Bool {
    switch self {
    case .minimum, .maximum, .absolute, .floor, .choice: true
    default: operands.contains(where: \.hasKinks)
    }
  }

  /// The same expression where the curve's own clock is the given one, and is then read as any other.
  package func reading(_ clock: Progress) -> CurveExpression {
    switch self {
    case .progress: .elapsed(clock)
    case .remaining: .left(clock)
    default: mapOperands { $0.reading(clock) }
    }
  }
}
