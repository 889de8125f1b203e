// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// A straight line.
  ///
  ///     value = from · q + to · p
  static let linear = CurveShape(
    ObjectSpec(
      "linear",
      keys: [],
      example: "`{ from: 0, to: 0.1, for: 5 epochs }`",
      "A straight line from one value to another."
    ),
    formula: "from · q + to · p"
  ) { _ in
    .straight
  }
}
