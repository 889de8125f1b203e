// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension CurveShape {
  /// Half a period of a cosine, flat at both ends (Loshchilov and Hutter, SGDR, 2017), or a quarter of one.
  ///
  ///     value = to + (from - to) · ((1 + cos(π p)) / 2)^exponent
  ///           = from · sin²(π q / 2) + to · sin²(π p / 2)          for the exponent 1
  ///
  /// The second form is the one compiled: `1 + cos` cancels where the curve runs into `to`. The weight of
  /// `from` in a quarter is sin(π q / 2), flat where it starts, and in the last quarter 1 - sin(π p / 2),
  /// flat where it ends.
  static let cosine = CurveShape(
    ObjectSpec(
      "cosine",
      keys: [
        KeySpec(
          "exponent",
          .expression(.number),
          foreignNames: ["power"],
          "A power of the weight, as optax has it; 1 unless written."
        ),
        KeySpec(
          "part",
          .word(["half", "quarter", "last_quarter"]),
          "How much of a period: `half` (default), `quarter` or `last_quarter`."
        ),
      ],
      shorthand: "exponent",
      example: "`{ to: 1e-5, for: rest }`",
      "Half a cosine from one value to another."
    ),
    formula: "to + (from − to) · ((1 + cos π p) / 2)^exponent"
  ) { reader in
    let exponent = reader.number(
      "exponent",
      otherwise: Rational(1),
      above: Rational(0),
      below: Rational(64)
    )
    guard let exponent, let part = reader.word("part", otherwise: "half").flatMap(CosinePart.init)
    else { return nil }
    guard exponent != Rational(1) else {
      return .blend(
        part.weight,
        part.other,
        startContact: part.startContact,
        endContact: part.endContact
      )
    }
    let endContact = CurveExpression.contact(ofPower: exponent * Rational(Int64(part.endContact)))
    guard let other = part.complement(ofPower: exponent) else {
      return .drop(
        part.power(exponent),
        startContact: part.startContact,
        endContact: endContact
      )
    }
    return .blend(
      part.power(exponent),
      other,
      startContact: part.startContact,
      endContact: endContact
    )
  }
}

/// A part of a period of a cosine, as the weights of start and end.
private enum CosinePart: String {
  case half
  case quarter
  case lastQuarter = "last_quarter"

  var weight: CurveExpression {
    switch self {
    case .half: .squaredSine(ofHalf: .remaining)
    case .quarter: .sineOfPi(.constant(0.5) * .remaining)
    case .lastQuarter: 2.0 * .squaredSine(ofHalf: .constant(0.5) * .remaining)
    }
  }

  var other: CurveExpression {
    switch self {
    case .half: .squaredSine(ofHalf: .progress)
    case .quarter: 2.0 * .squaredSine(ofHalf: .constant(0.5) * .progress)
    case .lastQuarter: .sineOfPi(.constant(0.5) * .progress)
    }
  }

  var startContact: Int { self == .lastQuarter ? 1 : 2 }
  var endContact: Int { self == .quarter ? 1 : 2 }

  /// The weight to a power; that of a square is one of what is squared.
  func power(_ exponent: Rational) -> CurveExpression {
    self == .half
      ? .power(.sineOfPi(.constant(0.5) * .remaining), (exponent * Rational(2)).double)
      : .power(weight, exponent.double)
  }

  /// 1 - weight^exponent for a small whole exponent, as other · (1 + weight + …), where no digit is lost.
  func complement(ofPower exponent: Rational) -> CurveExpression? {
    guard exponent.isInteger, exponent < Rational(8), let count = exponent.numerator.int64 else {
      return nil
    }
    var sum: CurveExpression = 1.0
    for _ in 1..<count { sum = 1.0 + weight * sum }
    return other * sum
  }
}
