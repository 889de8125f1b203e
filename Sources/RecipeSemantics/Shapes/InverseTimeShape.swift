// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// A curve whose reciprocal is a straight line (levanter's `inv`).
  ///
  ///     value = 1 / (q / from + p / to)
  static let inverseTime = CurveShape(
    ObjectSpec(
      "inverse_time",
      keys: [],
      example: "`{ to: 1e-5, for: rest }`",
      "A decay with the inverse of time."
    ),
    formula: "1 / (q / from + p / to)"
  ) { _ in
    .ratio { start, ratio in start * ratio / (ratio * .remaining + .progress) }
  }
}
