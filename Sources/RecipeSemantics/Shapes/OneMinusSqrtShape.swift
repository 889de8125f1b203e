// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// One minus the square root of progress (Hägele and others, "Scaling Laws and Compute-Optimal Training
  /// Beyond Fixed Training Durations", 2024; Megatron's `minus_sqrt`).
  ///
  ///     value = to + (from - to) · (1 - √p)
  ///           = from · q / (1 + √p) + to · √p
  ///
  /// The second form is the one compiled: the first cancels where the curve runs into `to`.
  static let oneMinusSqrt = CurveShape(
    ObjectSpec(
      "1_sqrt",
      aliases: ["one_minus_sqrt"],
      keys: [],
      example: "`{ to: 0, for: last 20% }`",
      "One minus the square root of progress: steep where it starts."
    ),
    formula: "to + (from − to) · (1 − √p)"
  ) { _ in
    let root: CurveExpression = .power(.progress, 0.5)
    return .blend(.remaining / (1.0 + root), root, startContact: 0, endContact: 1)
  }
}
