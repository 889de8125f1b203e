// SPDX-License-Identifier: Apache-2.0

// The scheme is spelled out for scalars and for vectors: one generic function over both would go
// through witness tables in builds without optimization. The two must stay the same line.

extension PieceBody {
  /// The polynomial's value at update `t`: the one definition of what a row means.
  ///
  /// u = (t − origin) · scale is exact within a verified piece: the difference is an integer of at
  /// most 2^53, and the scale is a power of two. The polynomial is evaluated by Estrin's scheme in
  /// this order, each product and sum rounded once to nearest:
  ///
  ///     ((c7·u + c6)·u² + (c5·u + c4))·u⁴ + ((c3·u + c2)·u² + (c1·u + c0))
  ///
  /// A product and a sum must never be fused into one rounding: processors without such an
  /// instruction would then give other bits. For the same reason the powers of u are products of
  /// rounded products, not exact ones.
  @inlinable
  public func value(at t: Int64) -> Double {
    let u = (Double(t) - origin) * scale
    let u2 = u * u
    let u4 = u2 * u2
    return ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))
  }
}

/// The polynomial of a piece, and what turns its values into a track's, with every number in all
/// eight lanes.
struct PieceLanes {
  private let c0: SIMD8<Double>
  private let c1: SIMD8<Double>
  private let c2: SIMD8<Double>
  private let c3: SIMD8<Double>
  private let c4: SIMD8<Double>
  private let c5: SIMD8<Double>
  private let c6: SIMD8<Double>
  private let c7: SIMD8<Double>
  private let base: SIMD8<Double>
  private let reduced: SIMD8<Double>
  private let floor: SIMD8<Double>

  /// Spreads the numbers of a piece and the factors of a track.
  @inline(__always)
  init(_ body: PieceBody, _ factors: ValueFactors) {
    c0 = SIMD8(repeating: body.c0)
    c1 = SIMD8(repeating: body.c1)
    c2 = SIMD8(repeating: body.c2)
    c3 = SIMD8(repeating: body.c3)
    c4 = SIMD8(repeating: body.c4)
    c5 = SIMD8(repeating: body.c5)
    c6 = SIMD8(repeating: body.c6)
    c7 = SIMD8(repeating: body.c7)
    base = SIMD8(repeating: factors.base)
    reduced = SIMD8(repeating: factors.reduced)
    floor = SIMD8(repeating: factors.floor)
  }

  /// The values at eight values of u.
  @inline(__always)
  func values(at u: SIMD8<Double>) -> SIMD8<Double> {
    let u2 = u * u
    let u4 = u2 * u2
    return ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))
  }

  /// The values of a piece whose coefficients from c2 on are 0.
  ///
  /// The bits are those of `values(at:)`: there all that is left out is +0 when it is added
  /// (−0 + 0 is +0, and c2, c4 and c6 are never −0), and c1·u + c0 is never −0.
  @inline(__always)
  func linearValues(at u: SIMD8<Double>) -> SIMD8<Double> {
    c1 * u + c0
  }

  /// The track's values where the piece has the values `p` and nothing has been cut.
  @inline(__always)
  func scaled(_ p: SIMD8<Double>) -> SIMD8<Double> {
    base * p
  }

  /// The track's values where the piece has the values `p`, as `ValueFactors.value(_:)` has them.
  @inline(__always)
  func reduced(_ p: SIMD8<Double>) -> SIMD8<Double> {
    let product = reduced * p
    let raised = product.replacing(with: floor, where: floor .> product)
    let value = base * p
    return raised.replacing(with: value, where: value .< raised)
  }
}
