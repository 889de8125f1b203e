// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics

/// Proves how far a piece's evaluated values can be from a curve.
///
/// The proof needs nothing but the stored coefficients, so it holds for pieces of any origin. Up to
/// 8 updates are computed one by one. For more, let P be the piece's exact polynomial, f the curve,
/// and H the interpolant of f at m points:
///
/// |value - f| <= |f - H| + |H - P| + |value - P|
///
/// - |f - H| <= |f⁽⁸⁾/8!|·Π|t - tᵢ|, from the interval jet;
/// - H - P interpolates the differences at the points, as the degree of P is at most 7;
/// - the last term is what Estrin's roundings can do.
///
/// Where P shares a value v of the curve and z - 1 vanishing derivatives at an end e, H does so
/// too: m = 8 - z, and the first two terms carry a factor |t - e|^z. So accuracy relative to f
/// survives where f itself runs into zero.
package struct PieceProof {
  let sampler: CurveSampler
  let anchors: [CurveAnchor]
  let magnitude: PhaseMagnitude

  /// The largest bound that fulfils the accuracy contract, in units of 2^-53.
  package static let contract = 6.0

  /// Prepares the proofs of a curve's pieces.
  package init(_ curve: Curve) {
    sampler = CurveSampler(curve)
    anchors = CurveAnchor.anchors(of: sampler)
    magnitude = PhaseMagnitude(sampler)
  }

  /// A bound of |evaluated value - curve| at every update of the piece, in units of 2^-53.
  ///
  /// Relative to the curve's value, or, for a curve that changes sign and a piece that comes near
  /// zero, to the largest magnitude in the curve's phase. Nil if nothing finite can be proved. The
  /// bound is as small as it needs to be shown to be at most 6, and not smaller.
  package static func errorBound(
    of polynomial: PiecePolynomial,
    over updates: Range<Int64>,
    against curve: Curve
  ) -> (bound: Double, isRelative: Bool)? {
    PieceProof(curve).errorBound(of: polynomial, over: updates)
  }

  /// As the static function, for several pieces of one curve.
  package func errorBound(
    of polynomial: PiecePolynomial,
    over updates: Range<Int64>
  ) -> (bound: Double, isRelative: Bool)? {
    errorBound(of: polynomial, over: updates, nodes: nil)
  }

  /// As above, with the curve's samples at the points, if they are at hand.
  func errorBound(
    of polynomial: PiecePolynomial,
    over updates: Range<Int64>,
    nodes: InterpolationNodes?
  ) -> (bound: Double, isRelative: Bool)? {
    guard !updates.isEmpty, isWellFormed(polynomial, over: updates) else {
      return nil
    }
    let count = updates.upperBound - updates.lowerBound
    guard count > 8 else {
      return boundByEvaluation(polynomial, updates)
    }
    var best: (bound: Double, isRelative: Bool)?
    if let anchor = anchor(sharedBy: polynomial, over: updates) {
      best = boundByAnalysis(polynomial, updates, anchor: anchor, nodes: nodes)
    }
    if !Self.fulfils(best) {
      let free = boundByAnalysis(polynomial, updates, anchor: nil, nodes: nodes)
      best = Self.better(best, free)
    }
    if !Self.fulfils(best), count <= 64 {
      best = Self.better(best, boundByEvaluation(polynomial, updates))
    }
    return best
  }

  private static func fulfils(_ proof: (bound: Double, isRelative: Bool)?) -> Bool {
    proof.map { $0.bound <= contract } ?? false
  }

  private static func better(
    _ left: (bound: Double, isRelative: Bool)?,
    _ right: (bound: Double, isRelative: Bool)?
  ) -> (bound: Double, isRelative: Bool)? {
    guard let left, let right else {
      return left ?? right
    }
    return right.bound < left.bound ? right : left
  }

  /// Whether |u| stays within 1, the scale is a power of two, and all coefficients are finite.
  private func isWellFormed(_ polynomial: PiecePolynomial, over updates: Range<Int64>) -> Bool {
    let first = polynomial.scaled(updates.lowerBound)
    let last = polynomial.scaled(updates.upperBound - 1)
    let magnitudes = (0..<8).reduce(0.0) { $0 + polynomial.coefficients[$1].magnitude }
    return polynomial.scale > 0 && polynomial.scale.significand == 1
      && first.magnitude <= 1 && last.magnitude <= 1 && magnitudes.isFinite
  }

  /// The anchor whose value and vanishing derivatives the polynomial has.
  private func anchor(
    sharedBy polynomial: PiecePolynomial,
    over updates: Range<Int64>
  ) -> CurveAnchor? {
    anchors.first { anchor in
      Double(anchor.update) == polynomial.origin && anchor.isUsable(for: updates)
        && polynomial.coefficients[0] == anchor.value
        && (1..<anchor.contact).allSatisfy { polynomial.coefficients[$0] == 0 }
    }
  }

  /// The bound from computing every update.
  private func boundByEvaluation(
    _ polynomial: PiecePolynomial,
    _ updates: Range<Int64>
  ) -> (bound: Double, isRelative: Bool)? {
    var relative = 0.0
    var absolute = 0.0
    var least = Double.infinity
    for update in updates {
      let exact = sampler.value(at: update)
      guard exact.error.isFinite, exact.value.high.isFinite else {
        return nil
      }
      let difference = (DoubleDouble(polynomial.value(at: update)) - exact.value).high.magnitude
      let error = (difference + exact.error) * (1 + 0x1p-40)
      let size = exact.value.high.magnitude * (1 - 0x1p-50) - exact.error
      absolute = max(absolute, error)
      relative = max(relative, error == 0 ? 0 : (size > 0 ? error / size : .infinity))
      least = min(least, max(size, 0))
    }
    return choose(relative: relative, absolute: absolute, least: least)
  }

  /// The relative bound if it fulfils the contract or nothing else applies, otherwise the absolute
  /// one.
  func choose(
    relative: Double,
    absolute: @autoclosure () -> Double,
    least: Double
  ) -> (bound: Double, isRelative: Bool)? {
    let bound = relative / EstrinRounding.unit
    let reference = magnitude.absoluteReference(near: least)
    guard bound > Self.contract, reference > 0 else {
      return bound.isFinite ? (bound, true) : nil
    }
    let absoluteBound = absolute() / reference / EstrinRounding.unit
    return absoluteBound.isFinite ? (absoluteBound, false) : nil
  }
}
