// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import SeededRandom
import Testing

/// Curves that are played again later.
struct CurveTranslationTests {
  private static let clock = Progress(zero: -70, span: 9_000, denominator: 3)

  private static var curves: [Curve] {
    let clock = clock
    let other = Curve(
      expression: .logistic(.elapsed(clock) * 3.0) * .power(.left(clock), 2) + .remaining,
      progress: Progress(zero: 5, span: 4_001, denominator: 2),
      updates: 3..<1_900
    )
    return [
      CurveSamples.cosine(0.1, 0, 5_005), CurveSamples.polynomial(0.1, 0, 0.9, 5_005),
      CurveSamples.exponential(1e-3, 1e-7, 100_000), CurveSamples.linear(0, 0.1, 13), other,
    ]
  }

  @Test(arguments: [1, -3, 5_005, 1 << 40] as [Int64])
  func `a curve that is moved has the pieces of the curve, moved`(_ distance: Int64) throws {
    for curve in Self.curves {
      let moved = try #require(curve.moved(by: distance))
      let (pieces, later) = (try CurveFitter.fit(curve), try CurveFitter.fit(moved))
      #expect(pieces.count == later.count)
      for (piece, other) in zip(pieces, later) {
        #expect(other.updates.lowerBound - piece.updates.lowerBound == distance)
        #expect(other.origin - piece.origin == Double(distance))
        #expect(other.coefficients == piece.coefficients && other.scale == piece.scale)
        for update in [piece.updates.lowerBound, piece.updates.upperBound - 1] {
          #expect(other.value(at: update + distance) == piece.value(at: update))
        }
      }
      #expect(moved.moved(by: -distance) == curve)
    }
  }

  @Test func `a clock that would leave its integers is not moved`() {
    for curve in Self.curves {
      #expect(curve.moved(by: .max) == nil)
    }
    let far = Curve(
      expression: .elapsed(Progress(zero: .max - 5, span: 10, denominator: 2)),
      progress: Self.clock,
      updates: 0..<10
    )
    #expect(far.moved(by: 2) != nil && far.moved(by: 3) == nil)
  }
}
