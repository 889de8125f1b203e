// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// Fits one polynomial to a curve over a range of updates, and proves it.
struct PieceFit {
  private let proof: PieceProof

  /// The relative error that the value at an update may carry in a piece of at most 8 updates.
  private static let samplePrecision = 0x1p-60
  /// The relative error that a value at a point of a longer piece may carry.
  ///
  /// The proof counts it in, so this is not what makes pieces sound. It ends the search where a
  /// formula runs out of digits, before ever shorter pieces use up what the contract leaves; a single
  /// update must then fail too, so the two bounds are well apart.
  private static let nodePrecision = 0x1p-55
  /// The part of the contract that the remainder of interpolation may take, relative: half a unit.
  private static let remainderShare = 0x1p-54

  /// What a piece of at most 8 updates must be proved for, in units of 2^-53.
  ///
  /// Its bound is the error that really occurs, so half the contract keeps it within 3 units in the
  /// last place, as longer pieces are measured to be.
  private static let shortGoal = 3.0
  /// What a fitted piece must be proved for: a hair less than the contract, so that proving it once
  /// more from other points cannot land on the other side of it.
  private static let goal = PieceProof.contract * (1 - 0x1p-20)

  /// A fitter for the curve of the proofs.
  init(_ proof: PieceProof) {
    self.proof = proof
  }

  private var sampler: CurveSampler {
    proof.sampler
  }

  // MARK: - Screening

  /// Whether the remainder of interpolation is provably small over the updates, judged by one jet
  /// and without fitting.
  func passesScreen(_ updates: Range<Int64>, anchor: CurveAnchor?) -> Bool {
    guard updates.upperBound - updates.lowerBound > 8 else {
      return true
    }
    let order = anchor?.contact ?? 0
    let first = min(updates.lowerBound, anchor?.update ?? updates.lowerBound)
    let last = max(updates.upperBound - 1, anchor?.update ?? updates.lowerBound)
    let jet = sampler.jet(from: first, offsets: 0...Double(last - first))
    let remainder = jet[Jet.order].largestMagnitude * InterpolationNodes.productBounds[8 - order]
    // Where the curve vanishes with the anchor, coefficient z bounds it over |t - e|^z from below.
    let size = anchor?.value == 0 ? jet[order].leastMagnitude : jet[0].leastMagnitude
    let reference = max(size, proof.magnitude.absoluteReference(near: size))
    return remainder.isFinite && reference > 0 && remainder <= Self.remainderShare * reference
  }

  /// A proved piece over the updates, if the screen lets them pass.
  func screened(over updates: Range<Int64>, anchor: CurveAnchor?) -> FittedPiece? {
    passesScreen(updates, anchor: anchor) ? proved(over: updates, anchor: anchor) : nil
  }

  // MARK: - Fitting

  /// The piece over the updates, if its proof fulfils the contract.
  func proved(over updates: Range<Int64>, anchor: CurveAnchor?) -> FittedPiece? {
    guard let span = anchor.map({ $0.updatesBesides(updates) }) ?? updates else {
      return nil
    }
    let nodes = InterpolationNodes(sampler, over: span, anchor: anchor)
    let isShort = updates.upperBound - updates.lowerBound <= 8
    let precision = isShort ? Self.samplePrecision : Self.nodePrecision
    guard nodes.values.allSatisfy({ isPrecise($0, within: precision) }),
      let polynomial = polynomial(through: nodes, over: updates, anchor: anchor),
      let (bound, isRelative) = proof.errorBound(of: polynomial, over: updates, nodes: nodes),
      bound <= (isShort ? Self.shortGoal : Self.goal)
    else {
      return nil
    }
    return FittedPiece(
      updates: updates,
      origin: polynomial.origin,
      scale: polynomial.scale,
      coefficients: polynomial.coefficients,
      provedError: bound,
      isRelative: isRelative
    )
  }

  private func isPrecise(_ sample: TrackedValue, within precision: Double) -> Bool {
    let size = sample.value.high.magnitude
    let reference = max(size, proof.magnitude.absoluteReference(near: size))
    return size.isFinite && sample.error <= precision * reference
  }

  /// The interpolating polynomial, with its coefficients rounded to f64.
  private func polynomial(
    through nodes: InterpolationNodes,
    over updates: Range<Int64>,
    anchor: CurveAnchor?
  ) -> PiecePolynomial? {
    let first = updates.lowerBound
    let last = updates.upperBound - 1
    let origin = anchor?.update ?? first + (last - first) / 2
    let scale = Self.scale(forReach: max(abs(first - origin), abs(last - origin)))
    let start = DoubleDouble(exactly: nodes.base - origin)
    let points = nodes.offsets.map { (start + DoubleDouble($0)) * scale }
    var values = nodes.excesses.map(\.value)
    if let anchor {
      for (index, point) in points.enumerated() {
        for _ in 0..<anchor.contact {
          values[index] = values[index] / point
        }
      }
    }
    let monomials = NewtonInterpolation.coefficients(points: points, values: values)
    var coefficients = SIMD8<Double>.zero
    coefficients[0] = anchor?.value ?? 0
    let negligible = Self.negligible(nodes, values, anchor: anchor, magnitude: proof.magnitude)
    for (power, monomial) in monomials.enumerated() {
      let size = monomial.high.magnitude
      guard size <= 0x1p500 else {
        return nil
      }
      if size >= max(negligible, 0x1p-500) {
        coefficients[power + (anchor?.contact ?? 0)] = monomial.high
      }
    }
    return PiecePolynomial(origin: Double(origin), scale: scale, coefficients: coefficients)
  }

  /// Below which a coefficient is dropped, as it is far below what f64 values resolve.
  ///
  /// So a line comes out as a line, and evaluators may treat it as one.
  private static func negligible(
    _ nodes: InterpolationNodes,
    _ values: [DoubleDouble],
    anchor: CurveAnchor?,
    magnitude: PhaseMagnitude
  ) -> Double {
    let sizes = anchor?.value == 0 ? values.map(\.high) : nodes.values.map(\.value.high)
    let least = sizes.reduce(.infinity) { min($0, $1.magnitude) }
    return 0x1p-66 * max(least, magnitude.absoluteReference(near: least))
  }

  /// The largest power of two that brings a distance from the origin to at most 1.
  private static func scale(forReach reach: Int64) -> Double {
    guard reach > 1 else {
      return 1
    }
    let bits = Int64.bitWidth - (reach - 1).leadingZeroBitCount
    return Double(sign: .plus, exponent: -bits, significand: 1)
  }

  // MARK: - Constants

  /// One constant piece with the curve's value, which must be one and the same at all the updates.
  func constantPiece(over updates: Range<Int64>) throws(FittingFailure) -> FittedPiece {
    let update = updates.lowerBound
    let sample = sampler.value(at: update)
    let size = sample.value.high.magnitude
    guard !sample.isUndefined else {
      throw .pole(update: update)
    }
    guard size <= 0x1p500, size >= 0x1p-500 || sample.isExactZero || sample.error > 0x1p-600 else {
      throw .outOfRange(update: update)
    }
    guard isPrecise(sample, within: Self.samplePrecision) else {
      throw .losesPrecision(update: update)
    }
    let value = size >= 0x1p-500 ? sample.value.high : 0
    return try constantPiece(value, over: updates, provedAt: update)
  }

  /// One constant piece with a given value, proved at an update at which its error is largest.
  func constantPiece(
    _ value: Double,
    over updates: Range<Int64>,
    provedAt update: Int64
  ) throws(FittingFailure) -> FittedPiece {
    let polynomial = PiecePolynomial(constant: value, at: updates.lowerBound)
    guard
      let (bound, isRelative) = proof.errorBound(
        of: PiecePolynomial(constant: value, at: update),
        over: update..<(update + 1)
      ), bound <= PieceProof.contract
    else {
      throw .losesPrecision(update: update)
    }
    // u stays within 1 over a long constant piece too, whatever its zero coefficients make of it.
    let reach = updates.upperBound - 1 - updates.lowerBound
    return FittedPiece(
      updates: updates,
      origin: polynomial.origin,
      scale: Self.scale(forReach: reach),
      coefficients: polynomial.coefficients,
      provedError: bound,
      isRelative: isRelative
    )
  }
}
