// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// Keeps the evaluated values of a curve in the range that the exact curve never leaves.
///
/// That is the range between the two ends of a monotone curve, and the one of a formula like
/// `min(0.9999, …)`.
///
/// A piece's range is proved by its Bernstein bounds; what they leave open is halved, and ranges of
/// a few updates are evaluated. An update whose value passes a bound by a rounding becomes a
/// constant piece with the bound, which is nearer to the curve than what it replaces.
struct RangeGuard {
  private let proof: PieceProof
  private let lower: Double
  private let upper: Double
  private let isMonotone: Bool

  /// How many updates of a piece are evaluated one by one before the open ones are settled as a
  /// whole.
  private static let evaluationLimit = 1 << 14

  /// A guard for the curve of the proofs; nil unless something bounds its values.
  init?(_ proof: PieceProof, within range: ClosedRange<Double>) {
    self.proof = proof
    let curve = proof.sampler.curve
    if curve.isMonotone, let start = curve.start?.value, let end = curve.end?.value {
      isMonotone = true
      lower = max(min(start, end), range.lowerBound)
      upper = min(max(start, end), range.upperBound)
    } else {
      isMonotone = false
      (lower, upper) = (range.lowerBound, range.upperBound)
    }
    guard lower.isFinite || upper.isFinite else { return nil }
  }

  /// Cuts the updates that leave the range out of their pieces.
  func apply(to pieces: inout [FittedPiece]) throws(FittingFailure) {
    var result: [FittedPiece] = []
    for piece in pieces {
      result.append(contentsOf: try guarded(piece))
    }
    pieces = result
  }

  private func guarded(_ piece: FittedPiece) throws(FittingFailure) -> [FittedPiece] {
    var scan = Scan(piece: piece, lower: lower, upper: upper, budget: Self.evaluationLimit)
    scan.visit(piece.updates)
    if scan.isExhausted {
      // Where the curve may turn, nothing says that the updates in reach of a bound are a run at an end.
      return isMonotone ? try settled(piece) : [piece]
    }
    return piece.interrupted(by: try replacements(scan.offenders))
  }

  /// Constant pieces for runs of neighbouring offenders on the same side.
  private func replacements(
    _ offenders: [(update: Int64, value: Double)]
  ) throws(FittingFailure) -> [FittedPiece] {
    var pieces: [FittedPiece] = []
    for (update, value) in offenders {
      // Proved update by update, and the piece keeps its worst bound.
      let next = try PieceFit(proof).constantPiece(
        value,
        over: update..<(update + 1),
        provedAt: update
      )
      guard let last = pieces.last, last.updates.upperBound == update,
        last.coefficients[0] == value
      else {
        pieces.append(next)
        continue
      }
      pieces[pieces.count - 1] = try PieceFit(proof).constantPiece(
        value,
        over: last.updates.lowerBound..<(update + 1),
        provedAt: last.provedError >= next.provedError ? last.updates.lowerBound : update
      )
    }
    return pieces
  }

  /// Flattens the run of updates at either end of a piece whose exact values are so near to an end
  /// value that the error bound of the piece would reach it.
  ///
  /// Such a run is long only where a curve leaves its end very flatly over very many updates.
  /// Within it the constant is as near to the curve as the contract asks; outside it, the piece's
  /// own bound keeps the end value out of reach.
  private func settled(_ piece: FittedPiece) throws(FittingFailure) -> [FittedPiece] {
    var others: [FittedPiece] = []
    let updates = piece.updates
    if let value = endInReach(of: updates.lowerBound, piece) {
      let farthest = farthestInReach(of: value, piece, from: updates.lowerBound, step: 1)
      others.append(
        try PieceFit(proof).constantPiece(
          value,
          over: updates.lowerBound..<(farthest + 1),
          provedAt: farthest
        )
      )
    }
    let open = others.last?.updates.upperBound ?? updates.lowerBound
    if open < updates.upperBound, let value = endInReach(of: updates.upperBound - 1, piece) {
      let nearest = farthestInReach(of: value, piece, from: updates.upperBound - 1, step: -1)
      others.append(
        try PieceFit(proof).constantPiece(
          value,
          over: max(nearest, open)..<updates.upperBound,
          provedAt: max(nearest, open)
        )
      )
    }
    return piece.interrupted(by: others)
  }

  /// The end value that the piece's error could reach at an update.
  private func endInReach(of update: Int64, _ piece: FittedPiece) -> Double? {
    [lower, upper].first { isInReach($0, of: update, piece) }
  }

  private func isInReach(_ value: Double, of update: Int64, _ piece: FittedPiece) -> Bool {
    let exact = proof.sampler.value(at: update)
    let distance = (exact.value - DoubleDouble(value)).high.magnitude - exact.error
    let size = piece.isRelative ? exact.value.high.magnitude : proof.magnitude.maximum
    return distance <= piece.provedError * EstrinRounding.unit * size * (1 + 0x1p-40)
  }

  /// The last update, counted from one end of the piece, of which the value is in reach; the curve
  /// is monotone.
  private func farthestInReach(
    of value: Double,
    _ piece: FittedPiece,
    from first: Int64,
    step: Int64
  ) -> Int64 {
    var low: Int64 = 0
    var high = piece.updates.upperBound - piece.updates.lowerBound
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if isInReach(value, of: first + step * middle, piece) {
        low = middle
      } else {
        high = middle
      }
    }
    return first + step * low
  }

  /// The search for updates whose values leave the range.
  private struct Scan {
    let piece: FittedPiece
    let lower: Double
    let upper: Double
    var budget: Int
    var offenders: [(update: Int64, value: Double)] = []
    var isExhausted = false

    mutating func visit(_ updates: Range<Int64>) {
      guard !isExhausted, !isProved(updates) else {
        return
      }
      let count = updates.upperBound - updates.lowerBound
      guard count <= 16 else {
        let middle = updates.lowerBound + count / 2
        visit(updates.lowerBound..<middle)
        visit(middle..<updates.upperBound)
        return
      }
      budget -= Int(count)
      isExhausted = budget < 0
      for update in updates {
        let value = piece.value(at: update)
        if value < lower {
          offenders.append((update, lower))
        } else if value > upper {
          offenders.append((update, upper))
        }
      }
    }

    private func isProved(_ updates: Range<Int64>) -> Bool {
      let first = piece.polynomial.scaled(updates.lowerBound)
      let last = piece.polynomial.scaled(updates.upperBound - 1)
      let bounds = PolynomialRange.bounds(coefficients: piece.coefficients, u: first...last)
      return lower <= bounds.lower && bounds.upper <= upper
    }
  }
}
