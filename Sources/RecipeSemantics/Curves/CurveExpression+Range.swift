// SPDX-License-Identifier: Apache-2.0

extension CurveExpression {
  /// A range that no value leaves, as far as the form shows one: [0.9, ∞] for `max(0.9, t)`.
  package var valueRange: ClosedRange<Double> {
    switch self {
    case .constant(let value):
      return value...value
    case .minimum(let left, let right):
      let (first, second) = (left.valueRange, right.valueRange)
      return min(first.lowerBound, second.lowerBound)...min(first.upperBound, second.upperBound)
    case .maximum(let left, let right):
      let (first, second) = (left.valueRange, right.valueRange)
      return max(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
    case .choice(_, let left, let right):
      let (first, second) = (left.valueRange, right.valueRange)
      return min(first.lowerBound, second.lowerBound)...max(first.upperBound, second.upperBound)
    case .absolute:
      return 0...Double.infinity
    default:
      return -Double.infinity...Double.infinity
    }
  }
}
