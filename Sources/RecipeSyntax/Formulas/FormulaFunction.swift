// SPDX-License-Identifier: Apache-2.0

/// A function of the formula grammar (grammar/formula.ebnf); the list is closed.
package enum FormulaFunction: String, CaseIterable, Sendable {
  case sqrt
  case exp
  case log
  case log2
  case log10
  case sin
  case cos
  case tanh
  case sigmoid
  case abs
  case floor
  case ceil
  case round
  case min
  case max
  case clamp

  /// How many operands it takes.
  package var arity: ClosedRange<Int> {
    switch self {
    case .min, .max: 2...32
    case .clamp: 3...3
    default: 1...1
    }
  }

  /// What it is, in one sentence.
  package var summary: String {
    switch self {
    case .sqrt: "The square root; none of a negative number."
    case .exp: "e to the power of the operand."
    case .log: "The natural logarithm; none of zero or less."
    case .log2: "The logarithm to base 2."
    case .log10: "The logarithm to base 10."
    case .sin: "The sine, of radians."
    case .cos: "The cosine, of radians."
    case .tanh: "The hyperbolic tangent."
    case .sigmoid: "The logistic function, 1 / (1 + exp(-x))."
    case .abs: "The magnitude."
    case .floor: "The largest integer that is not above the operand."
    case .ceil: "The smallest integer that is not below the operand."
    case .round: "The nearest integer, halves upwards."
    case .min: "The smallest operand."
    case .max: "The largest operand."
    case .clamp: "The first operand, but not less than the second and not more than the third."
    }
  }
}
