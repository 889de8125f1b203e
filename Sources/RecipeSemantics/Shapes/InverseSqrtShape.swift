// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// A curve of which the reciprocal of the square is a straight line: a stretch of 1 / √t.
  ///
  ///     value = 1 / √(q / from² + p / to²)
  static let inverseSqrt = CurveShape(
    ObjectSpec(
      "inverse_sqrt",
      keys: [],
      example: "`{ to: 1e-5, for: rest }`",
      "A decay with the inverse square root of time."
    ),
    formula: "1 / √(q / from² + p / to²)"
  ) { _ in
    .ratio { start, ratio in
      start * ratio * .power(.power(ratio, 2) * .remaining + .progress, -0.5)
    }
  }
}
