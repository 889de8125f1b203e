// SPDX-License-Identifier: Apache-2.0

/// The polynomial of a piece: 80 bytes, ten numbers.
///
/// With u = (t − origin) · scale its value at update t is c0 + c1·u + … + c7·u⁷, computed by
/// `value(at:)`. The coefficients are eight scalars and not one `SIMD8`, whose alignment of 64 would
/// grow a body to 128 bytes and cost the cache that point evaluation lives on.
public struct PieceBody: Hashable, Sendable {
  /// The update at which u is 0: an integer of magnitude at most 2^53.
  public var origin: Double
  /// The factor from updates to u: a power of two in [2^-53, 1].
  public var scale: Double
  /// The coefficient of u⁰.
  public var c0: Double
  /// The coefficient of u¹.
  public var c1: Double
  /// The coefficient of u².
  public var c2: Double
  /// The coefficient of u³.
  public var c3: Double
  /// The coefficient of u⁴.
  public var c4: Double
  /// The coefficient of u⁵.
  public var c5: Double
  /// The coefficient of u⁶.
  public var c6: Double
  /// The coefficient of u⁷.
  public var c7: Double

  /// Makes a body of its numbers, c0 first.
  public init(origin: Double, scale: Double, coefficients: SIMD8<Double>) {
    self.origin = origin
    self.scale = scale
    c0 = coefficients[0]
    c1 = coefficients[1]
    c2 = coefficients[2]
    c3 = coefficients[3]
    c4 = coefficients[4]
    c5 = coefficients[5]
    c6 = coefficients[6]
    c7 = coefficients[7]
  }

  /// Makes a body that has one value, bit for bit, over a stretch of `updates`.
  ///
  /// A zero of either sign becomes +0, since a table holds no −0.
  public init(constant value: Double, updates: Range<Int64>) {
    var coefficients = SIMD8<Double>.zero
    coefficients[0] = value == 0 ? 0 : value
    self.init(
      origin: Double(updates.lowerBound),
      scale: PieceBody.scale(reaching: Int64(updates.count) - 1),
      coefficients: coefficients
    )
  }

  /// The largest scale under which an update at `distance` from the origin still has |u| at most 1.
  ///
  /// `distance` lies in 0…2^53; the result is 2^-⌈log₂ distance⌉, and 1 for a distance below 2.
  public static func scale(reaching distance: Int64) -> Double {
    if distance < 2 { return 1 }
    let exponent = Int64.bitWidth - (distance - 1).leadingZeroBitCount
    return Double(sign: .plus, exponent: -exponent, significand: 1)
  }

  /// The coefficients, c0 first.
  public var coefficients: SIMD8<Double> { SIMD8(c0, c1, c2, c3, c4, c5, c6, c7) }

  /// Whether the value is c0 everywhere, which it then is bit for bit.
  public var isConstant: Bool {
    c1 == 0 && c2 == 0 && c3 == 0 && c4 == 0 && c5 == 0 && c6 == 0 && c7 == 0
  }
}
