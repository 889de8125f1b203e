// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// The logarithm of progress: steep where it starts.
  ///
  ///     value = from + (to - from) · log(1 + (base - 1) · p) / log(base)
  ///
  /// DeepSpeed's logarithmic warmup over W updates, log(i + 1) / log(W), is the base W with the endpoints
  /// `both`.
  static let logarithm = CurveShape(
    ObjectSpec(
      "log",
      keys: [
        KeySpec(
          "base",
          .expression(.number),
          "By what factor the argument of the logarithm grows, above 1; 10 unless written."
        )
      ],
      shorthand: "base",
      example: "`{ from: 0, to: 0.1, base: 1000, for: 1000 steps }`",
      "The logarithm of progress: steep where it starts."
    ),
    formula: "from + (to − from) · log(1 + (base − 1) · p) / log(base)"
  ) { reader in
    reader.number(
      "base",
      otherwise: Rational(10),
      above: Rational(1),
      below: Rational(1_000_000_000_000)
    )
    .map { base in
      let number: CurveExpression = .constant(base.double)
      let growth = number - 1.0
      let whole: CurveExpression = .logarithm(number)
      return .blend(
        // log(base) - log(1 + growth · p), without the difference.
        0.0 - .logarithm(1.0 - growth / number * .remaining) / whole,
        .logarithm(1.0 + growth * .progress) / whole,
        startContact: 1,
        endContact: 1
      )
    }
  }
}
