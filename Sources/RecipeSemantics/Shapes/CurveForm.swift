// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Why a shape cannot lie between two values.
enum ShapeObstacle: Error, Hashable {
  /// It cannot leave zero.
  case startsAtZero
  /// It cannot reach zero or the other sign.
  case endsAtZero
}

/// A shape with its parameters: what makes a curve of two values.
package struct CurveForm: Sendable {
  /// The name of the shape, for messages.
  var name = "curve"
  /// The curve from one value at p = 0 to another at p = 1.
  ///
  /// It never turns back between them.
  let design: @Sendable (Rational, Rational) throws(ShapeObstacle) -> CurveDesign

  init(_ design: @escaping @Sendable (Rational, Rational) throws(ShapeObstacle) -> CurveDesign) {
    self.design = design
  }

  /// A curve `start · weight + end · other`, from two weights of which the sum is 1.
  ///
  /// - Parameters:
  ///   - weight: goes from 1 to 0, and is accurate where it runs into 0.
  ///   - other: goes from 0 to 1, and is accurate where it leaves 0.
  ///   - startContact: the order to which `other` vanishes at p = 0; 0 where it has no derivative there.
  ///   - endContact: the same of `weight` at p = 1.
  /// - Returns: the form with these weights.
  static func blend(
    _ weight: CurveExpression,
    _ other: CurveExpression,
    startContact: Int,
    endContact: Int
  ) -> CurveForm {
    CurveForm { start, end in
      CurveDesign(
        expression: .blend(start.double, weight: weight, end.double, weight: other),
        start: start,
        end: end,
        startContact: startContact,
        endContact: endContact
      )
    }
  }

  /// A straight line.
  static let straight = blend(.remaining, .progress, startContact: 1, endContact: 1)

  /// A curve `end + (start - end) · weight`, for a weight whose difference from 1 has no formula of its own.
  static func drop(
    _ weight: CurveExpression,
    startContact: Int,
    endContact: Int
  ) -> CurveForm {
    CurveForm { start, end in
      let drop: CurveExpression =
        end.isZero
        ? .constant(start.double) : .constant(start.double) - .constant(end.double)
      return CurveDesign(
        expression: end.isZero ? drop * weight : .constant(end.double) + drop * weight,
        start: start,
        end: end,
        startContact: startContact,
        endContact: endContact
      )
    }
  }

  /// A curve between two values of one sign, by the ratio of the end to the start.
  ///
  /// - Parameter expression: from the start value and the ratio.
  /// - Returns: the form that the expression describes.
  static func ratio(
    _ expression:
      @escaping @Sendable (_ start: CurveExpression, _ ratio: CurveExpression)
      -> CurveExpression
  ) -> CurveForm {
    CurveForm { start, end throws(ShapeObstacle) in
      guard !start.isZero else { throw .startsAtZero }
      guard !end.isZero, end.isNegative == start.isNegative else { throw .endsAtZero }
      return CurveDesign(
        expression: expression(
          .constant(start.double),
          .constant(end.double) / .constant(start.double)
        ),
        start: start,
        end: end,
        startContact: 1,
        endContact: 1
      )
    }
  }
}

extension CurveExpression {
  /// The order to which something that vanishes like the power of a distance does so, as anchors use it.
  ///
  /// A fraction of a power has no derivatives there, and more than the degree of a piece cannot be used.
  static func contact(ofPower power: Rational) -> Int {
    power.isInteger && power < Rational(8) ? Int(power.numerator.int64 ?? 0) : 0
  }

  /// The weight sin²(π x / 2).
  static func squaredSine(ofHalf argument: CurveExpression) -> CurveExpression {
    .power(.sineOfPi(.constant(0.5) * argument), 2)
  }
}
