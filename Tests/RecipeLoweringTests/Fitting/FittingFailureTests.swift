// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import Testing

struct FittingFailureTests {
  private let progress = CurveExpression.progress
  private let remaining = CurveExpression.remaining

  private func failure(
    _ expression: CurveExpression,
    length: Int64 = 100,
    limit: Int = CurveFitter.pieceLimit
  ) -> FittingFailure? {
    do throws(FittingFailure) {
      _ = try CurveFitter.fit(CurveSamples.curve(expression, length), limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a pole is reported with its update`() {
    #expect(failure(1.0 / (progress - 0.25)) == .pole(update: 25))
    #expect(failure(.logarithm(progress)) == .pole(update: 0))
    #expect(failure(.power(0.5 - progress, 0.5)) == .pole(update: 51))
  }

  @Test func `a pole between two updates is none`() throws {
    let curve = CurveSamples.curve(1.0 / (progress - 0.255), 100)
    let pieces = try CurveFitter.fit(curve)
    let sampling = CurveSampling(curve)
    for update in curve.updates {
      let exact = sampling.value(at: update)
      let error = (DoubleDouble(pieces.value(at: update)) - exact).high.magnitude
      #expect(error <= 6 * 0x1p-53 * 200)
    }
  }

  @Test func `cancellation that eats the digits is reported, not rounded over`() {
    let naive = 1.0 + .cosineOfPi(progress)
    #expect(failure(naive, length: 10_000) == nil)
    guard case .losesPrecision(let update) = failure(naive, length: 1 << 50) else {
      Issue.record("no loss of precision")
      return
    }
    #expect(update > 1 << 49)
  }

  @Test func `values beyond the format's range are reported`() {
    #expect(failure(.exponential(400.0 + progress)) == .outOfRange(update: 0))
    #expect(failure(.exponential(-400.0 - progress)) == .outOfRange(update: 0))
    #expect(failure(.exponential(1000.0 * .exponential(progress))) == .outOfRange(update: 0))
  }

  @Test func `a curve that no table could hold is reported`() {
    let trembling = 2.0 + .sineOfPi(400_000.0 * progress)
    guard
      case .tooManyPieces(let limit, let update) = failure(
        trembling,
        length: 3_000_000,
        limit: 40
      )
    else {
      Issue.record("not too many pieces")
      return
    }
    #expect(limit == 40 && update > 0 && update < 3_000_000)
  }
}
