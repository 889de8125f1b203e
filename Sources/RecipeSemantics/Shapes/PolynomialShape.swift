// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// A power of what remains (PyTorch's `PolynomialLR`, optax's `polynomial_schedule`).
  ///
  ///     value = to + (from - to) · q^power
  static let polynomial = CurveShape(
    ObjectSpec(
      "polynomial",
      keys: [
        KeySpec(
          "power",
          .expression(.number),
          foreignNames: ["exponent", "gamma"],
          "The power of what remains; 1 unless written."
        )
      ],
      shorthand: "power",
      example: "`{ to: 0, power: 2, for: rest }`",
      "A power of what remains of the phase."
    ),
    formula: "to + (from − to) · q^power"
  ) { reader in
    reader.number("power", otherwise: Rational(1), above: Rational(0), below: Rational(64)).map {
      .drop(
        $0 == Rational(1) ? .remaining : .power(.remaining, $0.double),
        startContact: 1,
        endContact: CurveExpression.contact(ofPower: $0)
      )
    }
  }
}
