// SPDX-License-Identifier: Apache-2.0

extension CurveExpression {
  /// c + c·cos(πx) as 2c·cos²(πx/2), and c - c·cos(πx) as 2c·sin²(πx/2).
  ///
  /// The sum cancels its digits where the cosine runs into -1 or 1, which is where the schedules that are
  /// written so end; the square of half the angle keeps them.
  ///
  /// - Returns: nil for any other sum.
  static func halfAngleSum(_ left: CurveExpression, _ right: CurveExpression) -> CurveExpression? {
    if case .constant(let constant) = left, let wave = right.wave {
      return halfAngle(constant, wave.factor, wave.angle)
    }
    if case .constant(let constant) = right, let wave = left.wave {
      return halfAngle(constant, wave.factor, wave.angle)
    }
    return nil
  }

  /// The same for a difference, which is a sum with a factor of the other sign.
  static func halfAngleDifference(
    _ left: CurveExpression,
    _ right: CurveExpression
  ) -> CurveExpression? {
    if case .constant(let constant) = left, let wave = right.wave {
      return halfAngle(constant, -wave.factor, wave.angle)
    }
    if case .constant(let constant) = right, let wave = left.wave {
      return halfAngle(-constant, wave.factor, wave.angle)
    }
    return nil
  }

  /// f and x of f·cos(πx).
  private var wave: (factor: Double, angle: CurveExpression)? {
    switch self {
    case .cosineOfPi(let angle): (1, angle)
    case .product(.constant(let factor), .cosineOfPi(let angle)),
      .product(.cosineOfPi(let angle), .constant(let factor)):
      (factor, angle)
    default: nil
    }
  }

  private static func halfAngle(
    _ constant: Double,
    _ factor: Double,
    _ angle: CurveExpression
  ) -> CurveExpression? {
    let half = angle / 2.0
    if factor == constant { return .constant(2 * constant) * .power(.cosineOfPi(half), 2) }
    if factor == -constant { return .constant(2 * constant) * .power(.sineOfPi(half), 2) }
    return nil
  }
}
