// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

extension CurveExpression {
  /// The jet over a range of updates, from the jets that progress and remainder have there.
  package func jet(progress: Jet, remaining: Jet) -> Jet {
    jet(over: CurveStretch(progress: progress, remaining: remaining))
  }

  /// The jet over a stretch of time.
  ///
  /// Nothing is known where the formula bends or jumps, so a formula is split there first.
  func jet(over stretch: CurveStretch) -> Jet {
    switch self {
    case .constant(let value):
      Jet(constant: Interval(value))
    case .progress:
      stretch.progress
    case .remaining:
      stretch.remaining
    case .elapsed(let clock):
      stretch.jets(of: clock)?.progress ?? .unknown
    case .left(let clock):
      stretch.jets(of: clock)?.remaining ?? .unknown
    case .pi:
      Jet(constant: .pi)
    case .sum(let left, let right):
      left.jet(over: stretch) + right.jet(over: stretch)
    case .difference(let left, let right):
      left.jet(over: stretch) - right.jet(over: stretch)
    case .product(let left, let right):
      left.jet(over: stretch) * right.jet(over: stretch)
    case .quotient(let left, let right):
      left.jet(over: stretch) / right.jet(over: stretch)
    case .exponential(let argument):
      argument.jet(over: stretch).exponential()
    case .logarithm(let argument):
      argument.jet(over: stretch).logarithm()
    case .logistic(let argument):
      argument.jet(over: stretch).logistic()
    case .power(let argument, let exponent):
      argument.jet(over: stretch).power(exponent)
    case .sineOfPi(let argument):
      argument.jet(over: stretch).sineAndCosineOfPi().sine
    case .cosineOfPi(let argument):
      argument.jet(over: stretch).sineAndCosineOfPi().cosine
    case .minimum, .maximum, .absolute, .floor, .choice:
      .unknown
    }
  }
}
