// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// A constant ratio between updates.
  ///
  ///     value = from · (to / from)^p
  static let exponential = CurveShape(
    ObjectSpec(
      "exponential",
      keys: [],
      example: "`{ to: 1e-5, for: rest }`",
      "A constant ratio between updates."
    ),
    formula: "from · (to / from)^p"
  ) { _ in
    .ratio { start, ratio in start * .exponential(.progress * .logarithm(ratio)) }
  }
}
