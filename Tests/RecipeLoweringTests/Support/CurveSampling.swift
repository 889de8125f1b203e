// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics

/// Exact values of a curve at its updates, straight from the expression.
struct CurveSampling {
  let curve: Curve

  init(_ curve: Curve) {
    self.curve = curve
  }

  func value(at update: Int64) -> DoubleDouble {
    let passed = update * curve.progress.denominator - curve.progress.zero
    return curve.expression.value(
      progress: fraction(passed),
      remaining: fraction(curve.progress.span - passed)
    ).value
  }

  private func fraction(_ passed: Int64) -> TrackedValue {
    let value = DoubleDouble(ratioOf: passed, to: curve.progress.span)
    return TrackedValue(value, error: value.high.magnitude * 0x1p-100)
  }
}
