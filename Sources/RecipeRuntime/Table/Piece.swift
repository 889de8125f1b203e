// SPDX-License-Identifier: Apache-2.0

/// A polynomial of degree at most 7 that holds from one update on: one row of a table.
///
/// It ends where the next piece of its region starts, or where the region ends.
public struct Piece: Hashable, Sendable {
  /// The first update that the piece covers.
  public var start: Int64
  /// The polynomial.
  public var body: PieceBody

  /// Makes a piece of its first update and its polynomial.
  public init(start: Int64, body: PieceBody) {
    self.start = start
    self.body = body
  }

  /// Makes a piece of its first update and the numbers of its polynomial, c0 first.
  public init(start: Int64, origin: Double, scale: Double, coefficients: SIMD8<Double>) {
    self.init(
      start: start,
      body: PieceBody(origin: origin, scale: scale, coefficients: coefficients)
    )
  }

  /// Makes a piece that has one value, bit for bit, over a stretch of `updates`.
  public init(constant value: Double, updates: Range<Int64>) {
    self.init(
      start: updates.lowerBound,
      body: PieceBody(constant: value, updates: updates)
    )
  }

  /// The update at which u is 0.
  public var origin: Double { body.origin }

  /// The factor from updates to u, a power of two.
  public var scale: Double { body.scale }

  /// The coefficients, c0 first.
  public var coefficients: SIMD8<Double> { body.coefficients }
}
