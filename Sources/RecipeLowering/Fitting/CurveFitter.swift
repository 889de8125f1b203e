// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

/// Turns a curve into proved pieces, each as long as the proof allows.
///
/// From the first update on, a piece takes the whole rest if it can. Otherwise its length is
/// searched by galloping and bisection on the bound of the remainder alone, and only the result is
/// fitted and proved. The effort depends on the curve's shape and hardly on its number of updates.
package struct CurveFitter {
  /// The largest number of pieces for one curve.
  package static let pieceLimit = 16_384

  private let proof: PieceProof
  private let fit: PieceFit
  private let updates: Range<Int64>
  private let startAnchor: CurveAnchor?
  private let endAnchor: CurveAnchor?

  private init(_ curve: Curve) {
    proof = PieceProof(curve)
    fit = PieceFit(proof)
    updates = curve.updates
    startAnchor = proof.anchors.first { $0.update == curve.updates.lowerBound }
    endAnchor = proof.anchors.first { $0.update >= curve.updates.upperBound - 1 }
  }

  /// The pieces of a curve: contiguous, in order, covering its updates.
  ///
  /// Every piece's evaluated values are within 6·2^-53 of the curve at every update, relative to
  /// the curve's value, except where `FittedPiece.isRelative` says otherwise. The values at the
  /// updates where p is exactly 0 and exactly 1 are those of the curve's ends, bit for bit. A
  /// monotone curve of which both ends are known keeps every value between them, and every value lies
  /// in the range, which the exact curve never leaves.
  package static func fit(
    _ curve: Curve,
    within range: ClosedRange<Double> = -Double.infinity...Double.infinity,
    limit: Int = pieceLimit
  ) throws(FittingFailure) -> [FittedPiece] {
    guard !curve.updates.isEmpty else {
      return []
    }
    let fitter = CurveFitter(curve)
    var pieces = try fitter.cover(limit: limit)
    try EndPinning(fitter.proof).apply(to: &pieces)
    pieces = try fitter.confirmed(pieces, limit: limit)
    try RangeGuard(fitter.proof, within: range)?.apply(to: &pieces)
    return try fitter.confirmed(pieces, limit: limit)
  }

  /// The pieces, with those fitted anew whose proof spoke of updates that were since taken from them.
  ///
  /// Only a bound against the phase's maximum is so: it holds for a piece that comes near zero, and the
  /// updates beside the crossing may have been the ones taken.
  private func confirmed(
    _ pieces: [FittedPiece],
    limit: Int
  ) throws(FittingFailure) -> [FittedPiece] {
    var result: [FittedPiece] = []
    for piece in pieces {
      guard !piece.isRelative else {
        result.append(piece)
        continue
      }
      if let (bound, isRelative) = proof.errorBound(of: piece.polynomial, over: piece.updates),
        bound <= PieceProof.contract
      {
        var confirmed = piece
        (confirmed.provedError, confirmed.isRelative) = (bound, isRelative)
        result.append(confirmed)
      } else {
        result += try cover(piece.updates, limit: limit)
      }
    }
    return result
  }

  // MARK: - Covering

  private func cover(limit: Int) throws(FittingFailure) -> [FittedPiece] {
    if proof.sampler.curve.expression.isConstant || isZeroEverywhere {
      return [try fit.constantPiece(over: updates)]
    }
    return try cover(updates, limit: limit)
  }

  /// Pieces for a stretch of the curve's updates, each as long as can be proved.
  private func cover(
    _ updates: Range<Int64>,
    limit: Int
  ) throws(FittingFailure) -> [FittedPiece] {
    var pieces: [FittedPiece] = []
    var first = updates.lowerBound
    var guess = updates.upperBound - first
    while first < updates.upperBound {
      guard pieces.count < limit else {
        throw .tooManyPieces(limit: limit, update: first)
      }
      let piece: FittedPiece
      // A rest of many more pieces of the last one's length is not worth the try.
      if (updates.upperBound - first) / 32 <= guess,
        let rest = remainingPiece(first..<updates.upperBound)
      {
        piece = rest
      } else {
        piece = try longestPiece(from: first, before: updates.upperBound, guess: guess)
      }
      pieces.append(piece)
      guess = piece.updates.upperBound - first
      first = piece.updates.upperBound
    }
    return pieces
  }

  /// Whether the formula is zero at every update, as 0·q + 0·p is.
  private var isZeroEverywhere: Bool {
    let width = Double(updates.upperBound - 1 - updates.lowerBound)
    return proof.sampler.jet(from: updates.lowerBound, offsets: 0...width)[0].isZero
  }

  /// One piece for everything from an update on, if the contract can be proved for it.
  private func remainingPiece(_ rest: Range<Int64>) -> FittedPiece? {
    let anchors = [endAnchor, startAnchor].compactMap { $0 }.filter { $0.isUsable(for: rest) }
    for anchor in anchors where anchor.update >= rest.lowerBound {
      if let piece = fit.screened(over: rest, anchor: anchor) {
        return piece
      }
    }
    return fit.screened(over: rest, anchor: nil)
  }

  /// The longest piece from an update on, within a sixteenth.
  private func longestPiece(
    from first: Int64,
    before end: Int64,
    guess: Int64
  ) throws(FittingFailure) -> FittedPiece {
    let most = end - first
    let anchor = startAnchor.flatMap { $0.update == first ? $0 : nil }
    if let anchor {
      let length = longestScreened(from: first, upTo: most, guess: guess, anchor: anchor)
      if let piece = longestProved(from: first, upTo: length, atLeast: 9, anchor: anchor) {
        return piece
      }
    }
    let length = longestScreened(from: first, upTo: most, guess: guess, anchor: nil)
    if let piece = longestProved(from: first, upTo: length, atLeast: 2, anchor: nil) {
      return piece
    }
    return try fit.constantPiece(over: first..<(first + 1))
  }

  /// The largest length for which the remainder is small, found by galloping from a guess and
  /// bisecting.
  private func longestScreened(
    from first: Int64,
    upTo most: Int64,
    guess: Int64,
    anchor: CurveAnchor?
  ) -> Int64 {
    func passes(_ length: Int64) -> Bool {
      fit.passesScreen(first..<(first + length), anchor: anchor)
    }
    // `low` passes, as up to 8 updates always do; `high` fails or is out of reach.
    var low = min(8, most)
    var high = most + 1
    var probe = max(min(guess, most), low)
    while low < probe {
      guard passes(probe) else {
        high = probe
        break
      }
      low = probe
      probe = min(probe.multipliedReportingOverflow(by: 2).partialValue, most)
    }
    while high <= most, high / 2 > low, !passes(high / 2) {
      high /= 2
    }
    while high - low > max(1, low / 16) {
      let middle = low + (high - low) / 2
      if passes(middle) {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// The longest piece up to a length that the proof accepts, trying ever shorter ones.
  private func longestProved(
    from first: Int64,
    upTo longest: Int64,
    atLeast shortest: Int64,
    anchor: CurveAnchor?
  ) -> FittedPiece? {
    var length = longest
    while length >= shortest {
      if let piece = fit.proved(over: first..<(first + length), anchor: anchor) {
        return piece
      }
      length = min(length - 1, length / 4 * 3)
    }
    return nil
  }
}
