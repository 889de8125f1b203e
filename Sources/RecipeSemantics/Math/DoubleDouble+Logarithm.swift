// SPDX-License-Identifier: Apache-2.0

extension DoubleDouble {
  /// ln 2, within 2^-107 relative.
  package static let logarithmOfTwo = Self(high: 0x1.62e42fefa39efp-1, low: 0x1.abc9e3b39803fp-56)

  /// The natural logarithm, within 2^-101 relative, also near 1; not a number for arguments of zero
  /// or less.
  ///
  /// x = m·2^e with m between √½ and √2, and ln m = 2·(s + s³/3 + s⁵/5 + …) with s = (m - 1)/(m +
  /// 1), |s| < 0.172. The series keeps its relative accuracy as m nears 1, which a Newton step on
  /// the exponential would not.
  package func logarithm() -> Self {
    guard high > 0 else {
      return Self(.nan)
    }
    var exponent = Int(high.exponent)
    var mantissa = scaled(byPowerOfTwo: -exponent)
    if mantissa.high > 1.414_213_562_373_095 {
      mantissa = mantissa.scaled(byPowerOfTwo: -1)
      exponent += 1
    }
    let ratio = (mantissa - Self(1)) / (mantissa + Self(1))
    let square = ratio * ratio
    // square < 2^-5: from the eleventh term on f64 is enough.
    var tail = 0.0
    for index in stride(from: 22, through: 11, by: -1) {
      tail = tail * square.high + Self.inverseOddNumbers[index].high
    }
    var series = Self(tail)
    for index in stride(from: 10, through: 0, by: -1) {
      series = series * square + Self.inverseOddNumbers[index]
    }
    let partial = (series * ratio).scaled(byPowerOfTwo: 1)
    return exponent == 0 ? partial : partial + Self.logarithmOfTwo * Double(exponent)
  }

  /// 1/(2k + 1) for k from 0 to 22.
  private static let inverseOddNumbers: [Self] = (0...22).map { index in
    Self(1) / Self(Double(2 * index + 1))
  }
}
