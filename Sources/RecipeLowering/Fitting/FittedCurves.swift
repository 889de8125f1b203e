// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// The pieces of the curves of a recipe, where curves that differ only in when they are played share a fit.
///
/// The rounds of a `repeat` and the cycles of `restarts` are such curves. A piece moved by whole updates has
/// the same values that much later, bit for bit: t and the origin are integers, and only their difference
/// is used.
struct FittedCurves {
  /// By the curve as it is when its first update is 0, which the pieces are moved to as well.
  private var known: [Curve: [FittedPiece]] = [:]

  /// The pieces of a curve, split where it bends or jumps.
  mutating func pieces(of curve: Curve) throws(FittingFailure) -> [FittedPiece] {
    let start = curve.updates.lowerBound
    guard let atZero = curve.moved(by: -start) else { return try Self.fit(curve) }
    if let pieces = known[atZero] { return pieces.map { $0.moved(by: start) } }
    let pieces = try Self.fit(curve)
    known[atZero] = pieces.map { $0.moved(by: -start) }
    return pieces
  }

  private static func fit(_ curve: Curve) throws(FittingFailure) -> [FittedPiece] {
    var pieces: [FittedPiece] = []
    let range = curve.expression.valueRange
    for part in try SmoothCurves.parts(of: curve) {
      pieces += try CurveFitter.fit(part, within: range)
    }
    return pieces
  }
}

extension FittedPiece {
  /// The same piece a number of updates later; exact for updates below 2^53.
  fileprivate func moved(by updates: Int64) -> FittedPiece {
    var piece = self
    piece.updates = self.updates.lowerBound + updates..<self.updates.upperBound + updates
    piece.origin += Double(updates)
    return piece
  }
}
