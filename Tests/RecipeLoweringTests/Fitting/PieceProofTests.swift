// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import SeededRandom
import Testing

struct PieceProofTests {
  private static let curves = [
    CurveSamples.linear(0.1, 0, 450_450), CurveSamples.cosine(0.1, 0, 450_450),
    CurveSamples.cosine(1e-3, 0.1, 1_000), CurveSamples.exponential(0.1, 1e-4, 1_000_000_000_000),
    CurveSamples.polynomial(0.1, 1e-5, 0.9, 1_000), CurveSamples.polynomial(0.1, 1e-5, 3, 450_450),
  ]

  @Test(arguments: curves) func `every piece is proved again from the outside`(
    _ curve: Curve
  ) throws {
    let proof = PieceProof(curve)
    for piece in try CurveFitter.fit(curve) {
      let (bound, isRelative) = try #require(
        proof.errorBound(of: piece.polynomial, over: piece.updates)
      )
      #expect(bound <= PieceProof.contract && isRelative)
    }
  }

  @Test(arguments: curves) func `a coefficient changed by 1e-13 is not proved`(
    _ curve: Curve
  ) throws {
    let proof = PieceProof(curve)
    for piece in try CurveFitter.fit(curve) {
      // The coefficient that carries the value, so that a change of it is a change of the value.
      let leading = (0..<8).first { piece.coefficients[$0] != 0 } ?? 0
      for factor in [1 + 1e-13, 1 - 1e-13] {
        var changed = piece.polynomial
        changed.coefficients[leading] *= factor
        let bound = proof.errorBound(of: changed, over: piece.updates)
        #expect((bound?.bound ?? .infinity) > PieceProof.contract)
      }
    }
  }

  @Test func `a piece that strays between the updates that a sampler would look at is not proved`()
    throws
  {
    // Seven zeros spread over 10^9 updates: the fault vanishes at all of them and is 1e-13 between.
    let curve = CurveSamples.curve(1.0 + 0.0 * .progress, 1_000_000_001)
    var fault = SIMD8<Double>(1, 0, 0, 0, 0, 0, 0, 0)
    for index in 0..<7 {
      fault = multiplied(fault, byZeroAt: Double(index) / 6)
    }
    let polynomial = PiecePolynomial(
      origin: 0,
      scale: 0x1p-30,
      coefficients: SIMD8(1, 0, 0, 0, 0, 0, 0, 0) + 1e-9 * fault
    )
    let (bound, _) = try #require(
      PieceProof.errorBound(of: polynomial, over: curve.updates, against: curve)
    )
    #expect(bound > 6)
  }

  @Test func `a proved bound is never below the error that is found`() throws {
    var random = SeededGenerator(seed: 12)
    let curve = CurveSamples.cosine(0.1, 1e-4, 3_000)
    let sampling = CurveSampling(curve)
    for piece in try CurveFitter.fit(curve) {
      var changed = piece.polynomial
      for index in 0..<8 {
        changed.coefficients[index] *= 1 + random.number(exponents: 4) * 0x1p-48
      }
      let (bound, isRelative) = try #require(
        PieceProof.errorBound(of: changed, over: piece.updates, against: curve)
      )
      #expect(isRelative)
      for update in piece.updates {
        let exact = sampling.value(at: update)
        let error = (DoubleDouble(changed.value(at: update)) - exact).high.magnitude
        #expect(error <= bound * 0x1p-53 * exact.high * (1 + 0x1p-40))
      }
    }
  }

  @Test func `malformed pieces are not proved`() {
    let curve = CurveSamples.linear(0.1, 0, 100)
    let sound = PiecePolynomial(
      origin: 100,
      scale: 0x1p-7,
      coefficients: SIMD8(0, -0.128, 0, 0, 0, 0, 0, 0)
    )
    #expect(PieceProof.errorBound(of: sound, over: 1..<100, against: curve) != nil)
    var tooWide = sound
    tooWide.scale = 0x1p-5
    #expect(PieceProof.errorBound(of: tooWide, over: 1..<100, against: curve) == nil)
    var notAPower = sound
    notAPower.scale = 0.009
    #expect(PieceProof.errorBound(of: notAPower, over: 1..<100, against: curve) == nil)
    var notANumber = sound
    notANumber.coefficients[3] = .nan
    #expect(PieceProof.errorBound(of: notANumber, over: 1..<100, against: curve) == nil)
    #expect(PieceProof.errorBound(of: sound, over: 5..<5, against: curve) == nil)
  }

  private func multiplied(_ c: SIMD8<Double>, byZeroAt zero: Double) -> SIMD8<Double> {
    var result = c * -zero
    for power in 1..<8 {
      result[power] += c[power - 1]
    }
    return result
  }
}
