// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

extension CurveExpression {
  /// The jet over a range of updates, from the jets that progress and remainder have there.
  package func jet(progress: Jet, remaining: Jet) -> Jet {
    switch self {
    case .constant(let value):
      Jet(constant: Interval(value))
    case .progress:
      progress
    case .remaining:
      remaining
    case .sum(let left, let right):
      left.jet(progress: progress, remaining: remaining)
        + right.jet(progress: progress, remaining: remaining)
    case .difference(let left, let right):
      left.jet(progress: progress, remaining: remaining)
        - right.jet(progress: progress, remaining: remaining)
    case .product(let left, let right):
      left.jet(progress: progress, remaining: remaining)
        * right.jet(progress: progress, remaining: remaining)
    case .quotient(let left, let right):
      left.jet(progress: progress, remaining: remaining)
        / right.jet(progress: progress, remaining: remaining)
    case .exponential(let argument):
      argument.jet(progress: progress, remaining: remaining).exponential()
    case .logarithm(let argument):
      argument.jet(progress: progress, remaining: remaining).logarithm()
    case .power(let argument, let exponent):
      argument.jet(progress: progress, remaining: remaining).power(exponent)
    case .sineOfPi(let argument):
      argument.jet(progress: progress, remaining: remaining).sineAndCosineOfPi().sine
    case .cosineOfPi(let argument):
      argument.jet(progress: progress, remaining: remaining).sineAndCosineOfPi().cosine
    }
  }
}
