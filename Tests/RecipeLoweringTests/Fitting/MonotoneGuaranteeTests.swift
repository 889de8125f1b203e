// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import SeededRandom
import Testing

struct MonotoneGuaranteeTests {
  private func leavesRange(_ pieces: [FittedPiece], _ first: Double, _ last: Double) -> Int64? {
    for piece in pieces {
      for update in piece.updates {
        let value = piece.value(at: update)
        if value < min(first, last) || value > max(first, last) {
          return update
        }
      }
    }
    return nil
  }

  @Test func `no value of a monotone curve passes an end`() throws {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<30 {
      let from = random.number(exponents: 8).magnitude
      let to = random.number(exponents: 8).magnitude
      let length = Int64.random(in: 2...1_500, using: &random)
      var curves = [
        CurveSamples.linear(from, to, length), CurveSamples.cosine(from, to, length),
        CurveSamples.exponential(from, to, length),
        CurveSamples.polynomial(from, to, 3, length),
      ]
      for index in curves.indices where Bool.random(using: &random) {
        curves[index].progress.span = length - 1
      }
      for curve in curves {
        #expect(leavesRange(try CurveFitter.fit(curve), from, to) == nil, "\(curve)")
      }
    }
  }

  @Test func `without the promise some values would pass an end`() throws {
    // 2^52 updates are less than a rounding apart, and nothing is anchored: the guard has work to
    // do.
    var random = SeededGenerator(seed: 10)
    let length: Int64 = (1 << 52) + 1
    var escapes = 0
    for _ in 0..<40 {
      let from = random.number(exponents: 4).magnitude
      let to = from * Double.random(in: 1.02...1.5, using: &random)
      var curve = CurveSamples.exponential(from, to, length)
      curve.progress = Progress(zero: -1, span: 2 * length, denominator: 2)
      let guarded = try CurveFitter.fit(curve)
      curve.isMonotone = false
      let free = try CurveFitter.fit(curve)
      for update in Array(0..<40) + Array((length - 40)..<length) {
        #expect((from...to).contains(guarded.value(at: update)))
        escapes += (from...to).contains(free.value(at: update)) ? 0 : 1
      }
    }
    #expect(escapes > 0)
  }

  @Test func `a very flat and very long start is kept within its value`() throws {
    // No end falls on an update, so nothing is anchored; about 10^13 updates are within a rounding
    // of the start.
    let length: Int64 = 1 << 50
    var curve = CurveSamples.curve(
      0.5 + 0.5 * .power(.progress, 5),
      length,
      CurveEnd(value: 0.5, contact: 5),
      CurveEnd(value: 1, contact: 1)
    )
    curve.progress = Progress(zero: -1, span: 2 * length, denominator: 2)
    let pieces = try CurveFitter.fit(curve)
    var random = SeededGenerator(seed: 11)
    let sampling = CurveSampling(curve)
    for _ in 0..<2_000 {
      let update =
        Int64.random(in: 0..<length, using: &random) >> Int64.random(in: 0..<48, using: &random)
      let value = pieces.value(at: update)
      #expect(value >= 0.5 && value <= 1)
      let exact = sampling.value(at: update)
      #expect((DoubleDouble(value) - exact).high.magnitude <= 6 * 0x1p-53 * exact.high)
    }
  }
}
