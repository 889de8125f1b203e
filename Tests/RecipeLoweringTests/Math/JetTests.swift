// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import RecipeTestSupport
import Testing

/// Jets against the Taylor coefficients that mpmath finds by differentiating numerically at 80
/// digits.
struct JetTests {
  private static let shapes: [String: CurveExpression] = [
    "exponential": .exponential(-5.0 * .progress),
    "logarithm": .logarithm(1.0 + 30.0 * .progress),
    "root": .power(.remaining, 0.9),
    "cube": .power(2.0 * .progress - 1.0, 3),
    "sine": .sineOfPi(3.0 * .progress),
    "cosine": .cosineOfPi(3.0 * .progress),
    "quotient": .remaining / (0.25 + .progress * .progress),
    "composed": .exponential(.sineOfPi(.progress) * .progress) / .power(1.0 + .progress, 0.5),
    "logistic": .logistic(20.0 * .progress - 14.0),
  ]

  @Test func `every coefficient contains the true one at points of the range`() throws {
    let rows = try ReferenceTable("jets.csv").rows
    try #require(rows.count == 144)
    for row in rows {
      let expression = try #require(Self.shapes[String(row[0])])
      let (lower, upper) = (try double(row[1]), try double(row[2]))
      let jet = expression.jet(
        progress: Jet(
          values: Interval(lower: lower, upper: upper),
          growth: Interval(upper - lower)
        ),
        remaining: Jet(
          values: Interval(lower: 1 - upper, upper: 1 - lower),
          growth: Interval(lower - upper)
        )
      )
      for order in 0...Jet.order {
        let exact = try decimal(row[3 + order])
        let inside =
          DoubleDouble(jet[order].lower) <= exact && exact <= DoubleDouble(jet[order].upper)
        #expect(
          inside,
          "\(row[0]) [\(lower), \(upper)] order \(order): \(jet[order]) \(row[3 + order])"
        )
        // Over a short range an enclosure says something: it is not much wider than the function
        // varies.
        if upper - lower <= 0x1p-12, order <= 2 {
          #expect(jet[order].upper - jet[order].lower <= 0x1p-3 * (1 + exact.high.magnitude))
        }
      }
    }
  }

  @Test func `a jet through a pole or a root's end is unknown`() {
    let around = Jet(values: Interval(lower: -0.1, upper: 0.1), growth: Interval(0.2))
    let one = Jet(constant: Interval(1))
    #expect(!(one / around)[8].largestMagnitude.isFinite)
    #expect(!around.power(0.9)[8].largestMagnitude.isFinite)
    #expect(!around.logarithm()[8].largestMagnitude.isFinite)
    #expect(around.power(3)[8].isZero)
  }
}
