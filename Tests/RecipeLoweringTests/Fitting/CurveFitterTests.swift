// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import SeededRandom
import Testing

struct CurveFitterTests {
  @Test(arguments: [3, 1_000, 450_450, 1_000_000_000_000] as [Int64])
  func `pieces cover the updates in order and keep to the format`(_ length: Int64) throws {
    let curves = [
      CurveSamples.linear(0.1, 1e-5, length), CurveSamples.cosine(0.1, 0, length),
      CurveSamples.exponential(0.1, 1e-4, length), CurveSamples.polynomial(0.1, 0, 0.9, length),
    ]
    for curve in curves {
      var next = curve.updates.lowerBound
      for piece in try CurveFitter.fit(curve) {
        #expect(piece.updates.lowerBound == next && !piece.updates.isEmpty)
        next = piece.updates.upperBound
        #expect(piece.origin == Double(Int64(piece.origin)))
        #expect(piece.scale.significand == 1 && piece.scale > 0)
        #expect(piece.polynomial.scaled(piece.updates.lowerBound).magnitude <= 1)
        #expect(piece.polynomial.scaled(piece.updates.upperBound - 1).magnitude <= 1)
        for index in 0..<8 {
          let c = piece.coefficients[index]
          #expect(c == 0 ? c.sign == .plus : (0x1p-500...0x1p500).contains(c.magnitude))
        }
        #expect(piece.provedError <= 6 && piece.isRelative)
      }
      #expect(next == curve.updates.upperBound)
    }
  }

  @Test func `the effort does not grow with the length of the run`() throws {
    for length: Int64 in [450_450, 1_000_000_000_000, 1 << 52] {
      #expect(try CurveFitter.fit(CurveSamples.cosine(0.1, 0, length)).count <= 33)
      #expect(try CurveFitter.fit(CurveSamples.exponential(0.1, 1e-4, length)).count <= 64)
    }
  }

  @Test func `polynomials of low degree come out as at most three pieces`() throws {
    for length: Int64 in [1_000, 450_450, 1_000_000_000_000] {
      for (from, to) in [(0.1, 0), (0.1, 1e-5), (1e-3, 0.1), (0, 0.1)] {
        #expect(try CurveFitter.fit(CurveSamples.linear(from, to, length)).count <= 3)
        for power in [2.0, 3.0] {
          let curve = CurveSamples.polynomial(from, to, power, length)
          #expect(try CurveFitter.fit(curve).count <= 3, "\(from) \(to) \(power) \(length)")
        }
      }
    }
  }

  @Test func `a constant is one piece and a line has no coefficients beyond its slope`() throws {
    let constant = try CurveFitter.fit(CurveSamples.curve(0.1, 1 << 50))
    #expect(constant.count == 1 && constant[0].coefficients == SIMD8(0.1, 0, 0, 0, 0, 0, 0, 0))
    let nothing = try CurveFitter.fit(CurveSamples.linear(0, 0, 1_000))
    #expect(nothing.count == 1 && nothing[0].coefficients == .zero)
    for piece in try CurveFitter.fit(CurveSamples.linear(0.1, 0, 450_450)) {
      #expect((2..<8).allSatisfy { piece.coefficients[$0] == 0 })
    }
  }

  @Test func `the values at both ends are exact, whatever they are`() throws {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<60 {
      let from = random.number(exponents: 12).magnitude
      let to = Bool.random(using: &random) ? 0 : random.number(exponents: 12).magnitude
      let length = Int64.random(in: 2...3_000, using: &random)
      var curve = CurveSamples.linear(from, to, length)
      // Both ends played: p = 1 at the last update.
      curve.progress.span = length - 1
      let pieces = try CurveFitter.fit(curve)
      #expect(pieces.value(at: 0) == from)
      #expect(pieces.value(at: length - 1) == to)
    }
    for curve in [
      CurveSamples.cosine(0.3, 7e-3, 777), CurveSamples.exponential(0.3, 7e-3, 777),
      CurveSamples.polynomial(0.3, 7e-3, 0.9, 777),
    ] {
      #expect(try CurveFitter.fit(curve).value(at: 0) == 0.3)
    }
  }

  @Test func `a curve played in part and from later on is fitted where it is played`() throws {
    var curve = CurveSamples.cosine(0.1, 0, 10_000)
    curve.progress.zero = 500
    curve.updates = 500..<4_000
    let pieces = try CurveFitter.fit(curve)
    #expect(pieces.first?.updates.lowerBound == 500)
    #expect(pieces.last?.updates.upperBound == 4_000)
    let sampling = CurveSampling(curve)
    for update in stride(from: Int64(500), to: 4_000, by: 7) {
      let exact = sampling.value(at: update)
      let error = (DoubleDouble(pieces.value(at: update)) - exact).high.magnitude
      #expect(error <= 6 * 0x1p-53 * exact.high)
    }
  }

  @Test func `nothing to play gives no pieces`() throws {
    var curve = CurveSamples.linear(0.1, 0, 10)
    curve.updates = 4..<4
    #expect(try CurveFitter.fit(curve).isEmpty)
  }

  @Test func `near a change of sign the error is bounded against the largest value`() throws {
    for curve in [
      CurveSamples.linear(1, -1, 1_001), CurveSamples.cosine(1, -0.5, 1_001),
      CurveSamples.curve(.sineOfPi(2.0 * .progress), 1_001),
    ] {
      let pieces = try CurveFitter.fit(curve)
      let sampling = CurveSampling(curve)
      #expect(pieces.contains { !$0.isRelative })
      for piece in pieces {
        for update in piece.updates {
          let exact = sampling.value(at: update)
          let size = piece.isRelative ? exact.high.magnitude : 1
          let error = (DoubleDouble(piece.value(at: update)) - exact).high.magnitude
          #expect(error <= piece.provedError * 0x1p-53 * size + 0x1p-100)
        }
      }
    }
  }
}
