// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// Half a cosine, flat at both ends (Loshchilov and Hutter, SGDR, 2017, without restarts).
  ///
  ///     value = to + (from - to) · (1 + cos(π p)) / 2
  ///           = from · sin²(π (1 - p) / 2) + to · sin²(π p / 2)
  ///
  /// The second form is the one compiled: `1 + cos` cancels where the curve runs into `to`.
  static let cosine = PhaseKind(
    ObjectSpec(
      "cosine",
      keys: [PhaseKeys.from, PhaseKeys.to] + PhaseKeys.common + PhaseKeys.curve + [
        KeySpec(notBuilt: "exponent", "A power of the cosine."),
        KeySpec(notBuilt: "shape", "Half or quarter of a cosine."),
      ],
      example: "`{ to: 1e-5, for: rest }`",
      "Half a cosine from one value to another."
    )
  ) { reader in
    guard let (start, end) = reader.ends() else { return nil }
    return reader.play(
      CurveDesign(
        expression: .blend(
          start.double,
          weight: .squaredSine(of: .remaining),
          end.double,
          weight: .squaredSine(of: .progress)
        ),
        start: start,
        end: end,
        startContact: 2,
        endContact: 2
      )
    )
  }
}

extension CurveExpression {
  /// The weight sin²(π x / 2).
  fileprivate static func squaredSine(of argument: CurveExpression) -> CurveExpression {
    .power(.sineOfPi(.constant(0.5) * argument), 2)
  }
}
