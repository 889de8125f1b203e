// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

/// The polynomial of a piece, with the one order of evaluation that every evaluator follows.
package struct PiecePolynomial: Hashable, Sendable {
  /// The integer at which u is zero.
  package var origin: Double
  /// The power of two that brings u into [-1, 1].
  package var scale: Double
  /// c0 to c7.
  package var coefficients: SIMD8<Double>

  /// A polynomial in u = (t - origin) · scale.
  package init(origin: Double, scale: Double, coefficients: SIMD8<Double>) {
    self.origin = origin
    self.scale = scale
    self.coefficients = coefficients
  }

  /// The polynomial that has one value everywhere.
  package init(constant value: Double, at update: Int64) {
    self.init(origin: Double(update), scale: 1, coefficients: .zero)
    // Adding zero turns -0 into 0 and changes no other number.
    coefficients[0] = value + 0
  }

  /// u at an update; exact, as the scale is a power of two and t and origin are integers below
  /// 2^53.
  package func scaled(_ update: Int64) -> Double {
    (Double(update) - origin) * scale
  }

  /// The value at an update: u, then Estrin's scheme in f64, every operation rounded to nearest.
  ///
  /// No product is fused with a sum, so every machine gives the same bits.
  package func value(at update: Int64) -> Double {
    value(atScaled: scaled(update))
  }

  /// The value at a given u, in the order that `value(at:)` fixes.
  package func value(atScaled u: Double) -> Double {
    let c = coefficients
    let u2 = u * u
    let u4 = u2 * u2
    let upper = (c[7] * u + c[6]) * u2 + (c[5] * u + c[4])
    let lower = (c[3] * u + c[2]) * u2 + (c[1] * u + c[0])
    return upper * u4 + lower
  }

  /// The exact polynomial at an exact u, without the roundings of an evaluator; within 2^-98 of the
  /// sum of its terms' magnitudes.
  package func exactValue(atScaled u: DoubleDouble) -> TrackedValue {
    var sum = DoubleDouble(coefficients[7])
    var magnitude = coefficients[7].magnitude
    for power in stride(from: 6, through: 0, by: -1) {
      sum = sum * u + DoubleDouble(coefficients[power])
      magnitude = magnitude * u.high.magnitude + coefficients[power].magnitude
    }
    return TrackedValue(sum, error: magnitude * 0x1p-98)
  }
}
