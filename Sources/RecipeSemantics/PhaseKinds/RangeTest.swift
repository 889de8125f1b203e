// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// A learning-rate range test (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017,
  /// section 3.3): a rise over many orders of magnitude, to see where the loss falls and where it blows up.
  ///
  ///     value = from · (to / from)^p, or from · q + to · p with `shape: linear`
  static let rangeTest = PhaseKind(
    ObjectSpec(
      "range_test",
      keys: [
        PhaseKeys.from,
        PhaseKeys.to,
        KeySpec(
          "shape",
          .word(["exponential", "linear"]),
          foreignNames: ["step_mode", "mode"],
          "`exponential` (default) or `linear`."
        ),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ from: 1e-7, to: 10, for: 100 steps }`",
      "A learning-rate range test."
    )
  ) { reader in
    reader.curve(reader.form("shape", otherwise: .exponential))
  }
}
