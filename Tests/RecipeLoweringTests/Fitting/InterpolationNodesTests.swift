// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import SeededRandom
import Testing

@testable import RecipeLowering

struct InterpolationNodesTests {
  private func nodes(_ contact: Int) -> [Double] {
    let curve = CurveSamples.linear(1, 2, 2_000)
    let anchor = contact == 0 ? nil : CurveAnchor(update: 2_000, value: 2, contact: contact)
    return InterpolationNodes(CurveSampler(curve), over: 0..<1_025, anchor: anchor).offsets
      .map { $0 / 1_024 }
  }

  @Test(arguments: 0...7) func `the bounds of product and interpolant hold on a fine grid`(
    _ contact: Int
  ) {
    let points = nodes(contact)
    #expect(points.count == 8 - contact)
    var product = 0.0
    var lebesgue = 0.0
    for step in 0...4_096 {
      let x = Double(step) / 4_096
      product = max(product, points.reduce(1.0) { $0 * (x - $1).magnitude })
      lebesgue = max(
        lebesgue,
        points.indices.reduce(0.0) { sum, index in
          sum
            + points.indices.reduce(1.0) { factor, other in
              other == index
                ? factor : factor * (x - points[other]) / (points[index] - points[other])
            }.magnitude
        }
      )
    }
    let bound = InterpolationNodes.productBounds[points.count]
    #expect(product <= bound && product > 0.99 * bound)
    #expect(lebesgue <= 2.4)
  }

  @Test func `a bound of an interpolant is sharp for equal differences and holds for others`() {
    let errors = [Double](repeating: 0, count: 8)
    let equal = InterpolationNodes.interpolantBound(
      differences: [Double](repeating: 3, count: 8),
      errors: errors
    )
    #expect(equal >= 3 && equal < 3.001)
    var random = SeededGenerator(seed: 17)
    let points = nodes(0)
    for _ in 0..<50 {
      let differences = points.map { _ in Double.random(in: -1...1, using: &random) }
      let coefficients = NewtonInterpolation.coefficients(
        points: points.map { DoubleDouble($0) },
        values: differences.map { DoubleDouble($0) }
      )
      let bound = InterpolationNodes.interpolantBound(differences: differences, errors: errors)
      for step in 0...100 {
        let x = Double(step) / 100
        let value = coefficients.reversed().reduce(0.0) { $0 * x + $1.high }
        #expect(value.magnitude <= bound * (1 + 1e-9))
      }
    }
  }

  @Test func `a polynomial that meets the curve at every point but strays between is not proved`()
    throws
  {
    let curve = CurveSamples.curve(2.0 + .cosineOfPi(.progress), 1_025)
    let nodes = InterpolationNodes(CurveSampler(curve), over: curve.updates, anchor: nil)
    let monomials = NewtonInterpolation.coefficients(
      points: nodes.offsets.map { DoubleDouble($0) * 0x1p-10 },
      values: nodes.values.map(\.value)
    )
    var polynomial = PiecePolynomial(origin: 0, scale: 0x1p-10, coefficients: .zero)
    for (power, monomial) in monomials.enumerated() {
      polynomial.coefficients[power] = monomial.high
    }
    let sampling = CurveSampling(curve)
    var found = 0.0
    for update in curve.updates {
      let exact = sampling.value(at: update)
      let error = (DoubleDouble(polynomial.value(at: update)) - exact).high.magnitude
      found = max(found, error / exact.high / 0x1p-53)
    }
    let (bound, _) = try #require(
      PieceProof.errorBound(of: polynomial, over: curve.updates, against: curve)
    )
    // Far off between the points, and the bound is no less than that and not idly more.
    #expect(found > 1e6)
    #expect(bound >= found && bound < 100 * found)
  }
}
