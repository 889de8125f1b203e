// SPDX-License-Identifier: Apache-2.0

internal import RecipeLowering
internal import RecipeSemantics

/// Proofs of rows against curves, each done once however often a curve is played.
///
/// A row and a curve that are moved by the same number of updates differ by the same amounts, exactly: so
/// what is proved of one round of a `repeat` is proved of every round that has the same rows. The rows
/// are compared bit for bit, and a round with others is proved by itself.
struct CurveProofs {
  /// A bound of a row's error, in units of 2^-53.
  typealias Bound = (bound: Double, isRelative: Bool)

  /// A row over some updates of a curve, with all of them moved so that the curve begins at 0.
  private struct Case: Hashable {
    let curve: Curve
    let polynomial: PiecePolynomial
    let updates: Range<Int64>
  }

  private var known: [Case: Bound?] = [:]
  private var last: (curve: Curve, proof: PieceProof)?

  /// As `PieceProof.errorBound`.
  mutating func bound(
    of polynomial: PiecePolynomial,
    over updates: Range<Int64>,
    against curve: Curve
  ) -> Bound? {
    let start = curve.updates.lowerBound
    guard let curveAtZero = curve.moved(by: -start) else {
      return PieceProof.errorBound(of: polynomial, over: updates, against: curve)
    }
    var moved = polynomial
    moved.origin -= Double(start)
    // A foreign row may have an origin so far away that it cannot be moved exactly.
    guard moved.origin + Double(start) == polynomial.origin, moved.origin.magnitude < 0x1p53 else {
      return PieceProof.errorBound(of: polynomial, over: updates, against: curve)
    }
    let one = Case(
      curve: curveAtZero,
      polynomial: moved,
      updates: updates.lowerBound - start..<updates.upperBound - start
    )
    if let bound = known[one] { return bound }
    let bound = proof(of: curve).errorBound(of: polynomial, over: updates)
    known[one] = .some(bound)
    return bound
  }

  private mutating func proof(of curve: Curve) -> PieceProof {
    if let last, last.curve == curve { return last.proof }
    let proof = PieceProof(curve)
    last = (curve, proof)
    return proof
  }
}
