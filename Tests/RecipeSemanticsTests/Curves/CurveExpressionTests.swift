// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import Testing

struct CurveExpressionTests {
  @Test func `a formula prints with the parentheses that it needs and no others`() {
    let p = CurveExpression.progress
    let q = CurveExpression.remaining
    #expect((0.1 * q + 1e-5 * p).description == "0.1 * q + 1e-05 * p")
    #expect((1.0 - (p - q)).description == "1.0 - (p - q)")
    #expect((1.0 - p - q).description == "1.0 - p - q")
    #expect((p / (q * 2.0)).description == "p / (q * 2.0)")
    #expect(((1.0 + p) * q).description == "(1.0 + p) * q")
    #expect(CurveExpression.power(.sineOfPi(q / 2.0), 2).description == "sin(pi * (q / 2.0))^2.0")
    #expect(CurveExpression.power(p + 1.0, -0.5).description == "(p + 1.0)^(-0.5)")
    #expect(CurveExpression.power(-2.0, 2).description == "(-2.0)^2.0")
    #expect(CurveExpression.power(.power(p, 2), 3).description == "(p^2.0)^3.0")
    #expect(CurveExpression.exponential(.logarithm(p)).description == "exp(log(p))")
    #expect(CurveExpression.cosineOfPi(p).description == "cos(pi * p)")
  }

  @Test func `an expression is constant when it mentions no progress`() {
    #expect(CurveExpression.exponential(.logarithm(2.0) * 3.0).isConstant)
    #expect(!CurveExpression.exponential(.logarithm(2.0) * .remaining).isConstant)
    #expect(!CurveExpression.power(.progress, 0).isConstant)
  }
}
