// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension CurveShape {
  /// A stretch of a hyperbolic tangent, moved so that it meets both ends.
  ///
  ///     value = to + (from - to) · (tanh(upper) - tanh(x)) / (tanh(upper) - tanh(lower)),
  ///     x = lower · q + upper · p
  ///
  /// timm's `TanhLRScheduler` is the same curve but for its ends: with its -7 and 3 it starts 8e-7 below
  /// `from` and comes within 0.0025 of the whole height of `to`, where it jumps.
  ///
  /// Compiled from tanh a - tanh b = sinh(a - b) / (cosh a · cosh b), which does not cancel at either end.
  static let hyperbolicTangent = CurveShape(
    ObjectSpec(
      "tanh",
      keys: [
        KeySpec(
          "lower",
          .expression(.number),
          foreignNames: ["lb"],
          "The argument of the tangent where the curve starts; -7 unless written."
        ),
        KeySpec(
          "upper",
          .expression(.number),
          foreignNames: ["ub"],
          "The argument of the tangent where the curve ends; 3 unless written."
        ),
      ],
      example: "`{ to: 0, lower: -7, upper: 3, for: rest }`",
      "A stretch of a hyperbolic tangent."
    ),
    formula:
      "to + (from − to) · (tanh(upper) − tanh(lower · q + upper · p)) / (tanh(upper) − tanh(lower))"
  ) { reader in
    let (least, most) = (Rational(-32), Rational(32))
    let lower = reader.number("lower", otherwise: Rational(-7), above: least, below: most)
    let upper = reader.number("upper", otherwise: Rational(3), above: least, below: most)
    guard let lower, let upper else { return nil }
    guard lower < upper else {
      reader.report(ShapeDiagnostics.emptyStretch(reader.keys))
      return nil
    }
    return .tangent(lower: .constant(lower.double), upper: .constant(upper.double))
  }
}

extension CurveForm {
  fileprivate static func tangent(lower: CurveExpression, upper: CurveExpression) -> CurveForm {
    let width = upper - lower
    // cosh at x, twice; sinh over the whole width, twice.
    let argument = lower * .remaining + upper * .progress
    let denominator = CurveExpression.exponential(argument) + .exponential(0.0 - argument)
    let whole = CurveExpression.exponential(width) - .exponential(0.0 - width)
    func weight(_ part: CurveExpression, _ end: CurveExpression) -> CurveExpression {
      let distance = width * part
      let ends = CurveExpression.exponential(end) + .exponential(0.0 - end)
      return ends / whole * (.exponential(distance) - .exponential(0.0 - distance)) / denominator
    }
    return .blend(
      weight(.remaining, lower),
      weight(.progress, upper),
      startContact: 1,
      endContact: 1
    )
  }
}
