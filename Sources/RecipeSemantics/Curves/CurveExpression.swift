// SPDX-License-Identifier: Apache-2.0

/// A curve's formula in its progress p and its remainder q = 1 - p.
///
/// The tree is pure data: it says what is computed, and the domains that compute it (values,
/// proofs, text) are extensions elsewhere. Constants are f64 values that were rounded once, and
/// everything built from them is meant as exact real arithmetic.
///
/// Write formulas with q where they run into the end of a phase: q is exact there, while
/// `1 - p` loses the digits that the end is made of.
package indirect enum CurveExpression: Hashable, Sendable {
  /// A finite number.
  case constant(Double)
  /// The progress p.
  case progress
  /// The remainder q = 1 - p, computed from the integers and not from p.
  case remaining
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
  /// The argument to a fixed power; for a power that is no integer, undefined below zero.
  ///
  /// Zero to the power zero is 1, and zero to a negative power is undefined.
  case power(CurveExpression, Double)
  /// sin(π · argument).
  case sineOfPi(CurveExpression)
  /// cos(π · argument).
  case cosineOfPi(CurveExpression)
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
  /// Whether the expression mentions neither p nor q.
  package var isConstant: Bool {
    switch self {
    case .constant:
      true
    case .progress, .remaining:
      false
    case .sum(let left, let right), .difference(let left, let right),
      .product(let left, let right), .quotient(let left, let right):
      left.isConstant && right.isConstant
    case .exponential(let argument), .logarithm(let argument), .power(let argument, _),
      .sineOfPi(let argument), .cosineOfPi(let argument):
      argument.isConstant
    }
  }
}
