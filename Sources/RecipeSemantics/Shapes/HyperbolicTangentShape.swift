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
  /// With the logistic function s, a difference of tangents is 2 s(2a) s(-2b) (1 - e^(-2 (a - b))). So the
  /// weight of `from` is compiled as s(2 w q - 2 upper) · (1 - e^(-2 w q)), with w = upper - lower, over what
  /// that is for q = 1; the weight of `to` is its mirror image. Neither cancels at its end, and where the
  /// curve is flat each factor shows it, which is what keeps pieces long.
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
    let width = 2.0 * (upper - lower)
    /// The weight of the start from q; from p, with both ends turned round, that of the end.
    func weight(
      _ part: CurveExpression,
      from lower: CurveExpression,
      to upper: CurveExpression
    ) -> CurveExpression {
      let height = CurveExpression.logistic(-2.0 * lower) * (1.0 - .exponential(0.0 - width))
      return .logistic(width * part - 2.0 * upper) * (1.0 - .exponential(0.0 - width * part))
        / height
    }
    return .blend(
      weight(.remaining, from: lower, to: upper),
      weight(.progress, from: 0.0 - upper, to: 0.0 - lower),
      startContact: 1,
      endContact: 1
    )
  }
}
