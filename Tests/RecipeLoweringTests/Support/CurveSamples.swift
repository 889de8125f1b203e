// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics

/// The curves that tests fit, as a compiler would write them.
enum CurveSamples {
  static let progress = CurveExpression.progress
  static let remaining = CurveExpression.remaining

  /// from·q + to·p.
  static func linear(_ from: Double, _ to: Double, _ length: Int64) -> Curve {
    curve(
      .constant(from) * remaining + .constant(to) * progress,
      length,
      CurveEnd(value: from, contact: 1),
      CurveEnd(value: to, contact: 1)
    )
  }

  /// from·sin²(πq/2) + to·sin²(πp/2).
  static func cosine(_ from: Double, _ to: Double, _ length: Int64) -> Curve {
    curve(
      .constant(from) * hump(remaining) + .constant(to) * hump(progress),
      length,
      CurveEnd(value: from, contact: 2),
      CurveEnd(value: to, contact: 2)
    )
  }

  /// from^q·to^p.
  static func exponential(_ from: Double, _ to: Double, _ length: Int64) -> Curve {
    curve(
      .exponential(
        remaining * .logarithm(.constant(from)) + progress * .logarithm(.constant(to))
      ),
      length,
      CurveEnd(value: from, contact: 1),
      CurveEnd(value: to, contact: 1)
    )
  }

  /// to + (from - to)·q^power.
  static func polynomial(
    _ from: Double,
    _ to: Double,
    _ power: Double,
    _ length: Int64
  ) -> Curve {
    curve(
      .constant(to) + (.constant(from) - .constant(to)) * .power(remaining, power),
      length,
      CurveEnd(value: from, contact: 1),
      CurveEnd(value: to, contact: power == 2 || power == 3 ? Int(power) : 0)
    )
  }

  /// A monotone curve over updates 0 to length, with the plain progress.
  static func curve(
    _ expression: CurveExpression,
    _ length: Int64,
    _ start: CurveEnd? = nil,
    _ end: CurveEnd? = nil
  ) -> Curve {
    Curve(
      expression: expression,
      progress: Progress(zero: 0, span: length),
      updates: 0..<length,
      start: start,
      end: end,
      isMonotone: start != nil && end != nil
    )
  }

  private static func hump(_ argument: CurveExpression) -> CurveExpression {
    .power(.sineOfPi(argument / 2.0), 2)
  }
}

extension [FittedPiece] {
  /// The piece that covers an update.
  func piece(at update: Int64) -> FittedPiece? {
    first { $0.updates.contains(update) }
  }

  /// The evaluated value at an update; not a number if no piece covers it.
  func value(at update: Int64) -> Double {
    piece(at: update)?.value(at: update) ?? .nan
  }
}
