// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A power of what remains (PyTorch's `PolynomialLR`, optax's `polynomial_schedule`).
  ///
  ///     value = to + (from - to) · (1 - p)^power
  static let polynomial = PhaseKind(
    ObjectSpec(
      "polynomial",
      keys: [
        PhaseKeys.from,
        PhaseKeys.to,
        KeySpec(
          "power",
          .expression(.number),
          foreignNames: ["exponent", "gamma"],
          "The power of what remains; 1 unless written."
        ),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ to: 0, power: 2, for: rest }`",
      "A power of what remains of the phase."
    )
  ) { reader in
    let ends = reader.ends()
    let power = reader.has("power") ? reader.number("power") : Rational(1)
    guard let (start, end) = ends, let power else { return nil }
    guard power > Rational(0), power < Rational(64) else {
      reader.report(PhaseDiagnostics.powerOutOfRange(at: reader.range(of: "power")))
      return nil
    }
    let weight: CurveExpression =
      power == Rational(1) ? .remaining : .power(.remaining, power.double)
    let drop: CurveExpression =
      end.isZero
      ? .constant(start.double) : .constant(start.double) - .constant(end.double)
    // A fraction of a power has no derivative where nothing remains, and more than the degree of a piece
    // cannot be used.
    let isSmooth = power.isInteger && power < Rational(8)
    return reader.play(
      CurveDesign(
        expression: end.isZero ? drop * weight : .constant(end.double) + drop * weight,
        start: start,
        end: end,
        startContact: 1,
        endContact: isSmooth ? Int(power.numerator.int64 ?? 0) : 0
      )
    )
  }
}
