// SPDX-License-Identifier: Apache-2.0

/// A polynomial of degree 7 or less on a range of updates, with the accuracy that was proved for
/// it.
///
/// Its value at t is `PiecePolynomial.value(at:)` of the same origin, scale and coefficients.
package struct FittedPiece: Hashable, Sendable {
  /// The updates that the piece covers; not empty.
  package var updates: Range<Int64>
  /// The integer at which u is zero.
  package var origin: Double
  /// The power of two that brings u into [-1, 1].
  package var scale: Double
  /// c0 to c7: each zero, or between 2^-500 and 2^500 in magnitude, and never negative zero.
  package var coefficients: SIMD8<Double>
  /// The proved bound of the evaluated value's error, in units of 2^-53; at most 6.
  package var provedError: Double
  /// Whether the bound is relative to the curve's value at each update.
  ///
  /// Otherwise it is relative to the largest magnitude that the curve has in its phase. Only a
  /// piece of a curve that changes sign, and only one that comes near zero, is bounded so: at the
  /// crossing itself no relative bound can hold.
  package var isRelative: Bool

  /// A piece and what was proved of it.
  package init(
    updates: Range<Int64>,
    origin: Double,
    scale: Double,
    coefficients: SIMD8<Double>,
    provedError: Double,
    isRelative: Bool
  ) {
    self.updates = updates
    self.origin = origin
    self.scale = scale
    self.coefficients = coefficients
    self.provedError = provedError
    self.isRelative = isRelative
  }

  /// The polynomial by itself.
  package var polynomial: PiecePolynomial {
    PiecePolynomial(origin: origin, scale: scale, coefficients: coefficients)
  }

  /// The evaluated value at an update.
  package func value(at update: Int64) -> Double {
    polynomial.value(at: update)
  }
}
