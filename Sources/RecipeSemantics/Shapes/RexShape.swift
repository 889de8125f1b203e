// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// The reflected exponential decay (Chen and others, "REX: Revisiting Budgeted Training with an Improved
  /// Schedule", 2021): slow at first, and ever faster.
  ///
  ///     value = to + (from - to) · q / (bend + (1 - bend) · q)
  ///           = (from · q + to · bend · p) / (bend · p + q)
  ///
  /// The paper and pytorch-scheduler have a bend of 1/2, Axolotl has 0.1, and 1 is a straight line.
  static let rex = CurveShape(
    ObjectSpec(
      "rex",
      keys: [
        KeySpec(
          "bend",
          .expression(.number),
          "How late the curve falls, the less the later; 1/2 unless written, as in the paper."
        )
      ],
      shorthand: "bend",
      example: "`{ to: 0, bend: 0.1, for: rest }`",
      "The reflected exponential decay."
    ),
    formula: "to + (from − to) · q / (bend + (1 − bend) · q)"
  ) { reader in
    reader.number(
      "bend",
      otherwise: Rational(BigInteger(1), over: BigInteger(2)),
      above: Rational(0),
      below: Rational(1024)
    )
    .map { bend in
      let late: CurveExpression = .constant(bend.double) * .progress
      return .blend(
        .remaining / (late + .remaining),
        late / (late + .remaining),
        startContact: 1,
        endContact: 1
      )
    }
  }
}
