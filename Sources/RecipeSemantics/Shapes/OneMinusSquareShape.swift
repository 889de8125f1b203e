// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// One minus the square of progress; as a warmup, the square of it.
  ///
  ///     value = to + (from - to) · (1 - p²)
  ///           = from · q · (1 + p) + to · p²
  ///
  /// The second form is the one compiled: the first cancels where the curve runs into `to`.
  static let oneMinusSquare = CurveShape(
    ObjectSpec(
      "1_square",
      aliases: ["one_minus_square", "quadratic"],
      keys: [],
      example: "`{ to: 0, for: last 20% }`",
      "The square of progress: flat where it starts."
    ),
    formula: "to + (from − to) · (1 − p²)"
  ) { _ in
    .blend(
      .remaining * (1.0 + .progress),
      .power(.progress, 2),
      startContact: 2,
      endContact: 1
    )
  }
}
