// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// Half a cosine over a power of progress (Zhang and Li, "k-decay", 2020; timm's `k_decay`).
  ///
  ///     value = to + (from - to) · (1 + cos(π p^k)) / 2
  ///           = from · sin²(π (1 - p^k) / 2) + to · sin²(π p^k / 2)
  static let kDecay = CurveShape(
    ObjectSpec(
      "k_decay",
      keys: [
        KeySpec(
          "k",
          .expression(.number),
          foreignNames: ["k_decay", "exponent"],
          "The power of progress; 2 unless written, and 1 is `cosine`."
        )
      ],
      shorthand: "k",
      example: "`{ to: 0, k: 2, for: rest }`",
      "Half a cosine over a power of progress."
    ),
    formula: "to + (from − to) · (1 + cos(π p^k)) / 2"
  ) { reader in
    reader.number("k", otherwise: Rational(2), above: Rational(0), below: Rational(64)).map { k in
      .blend(
        .squaredSine(ofHalf: .complement(ofPower: k)),
        .squaredSine(ofHalf: .power(.progress, k.double)),
        startContact: CurveExpression.contact(ofPower: k * Rational(2)),
        endContact: 2
      )
    }
  }
}

extension CurveExpression {
  /// 1 - p^k; for small whole powers as q · (1 + p + … + p^(k - 1)), where no digit is lost.
  fileprivate static func complement(ofPower power: Rational) -> CurveExpression {
    guard power.isInteger, power < Rational(8), let count = power.numerator.int64 else {
      return 1.0 - .power(.progress, power.double)
    }
    // By Horner's rule.
    var sum: CurveExpression = 1.0
    for _ in 1..<count { sum = 1.0 + .progress * sum }
    return count == 1 ? .remaining : .remaining * sum
  }
}
