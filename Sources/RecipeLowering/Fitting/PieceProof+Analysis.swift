// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

extension PieceProof {
  /// The bound for a whole range of updates at once, or nil if the curve's derivatives are not
  /// bounded there.
  func boundByAnalysis(
    _ polynomial: PiecePolynomial,
    _ updates: Range<Int64>,
    anchor: CurveAnchor?,
    nodes given: InterpolationNodes?
  ) -> (bound: Double, isRelative: Bool)? {
    let order = anchor?.contact ?? 0
    guard let span = anchor.map({ $0.updatesBesides(updates) }) ?? updates,
      span.upperBound - span.lowerBound >= 2
    else {
      return nil
    }
    let count = 8 - order
    let nodes: InterpolationNodes
    if let given, given.base == span.lowerBound, given.offsets.count == count {
      nodes = given
    } else {
      nodes = InterpolationNodes(sampler, over: span, anchor: anchor)
    }
    guard let difference = differenceBound(polynomial, nodes, anchor: anchor),
      let remainder = remainderBound(
        over: span,
        anchor: anchor,
        unit: polynomial.scale,
        goal: 0.5 * EstrinRounding.unit * goal(of: polynomial, nodes, order: order)
      )
    else {
      return nil
    }
    let search = RelativeErrorSearch(
      coefficients: polynomial.coefficients,
      rounding: EstrinRounding(polynomial.coefficients),
      approximation: difference + remainder,
      order: order,
      vanishes: order > 0 && anchor?.value == 0
    )
    let reach = sorted(
      polynomial.scaled(span.lowerBound),
      polynomial.scaled(span.upperBound - 1)
    )
    let relative = search.relativeError(over: reach)
    let signs = nodes.values.map(\.value.high)
    let crosses = signs.contains { $0 < 0 } && signs.contains { $0 > 0 }
    return choose(
      relative: relative,
      absolute: search.absoluteError(over: reach),
      least: crosses ? 0 : signs.reduce(.infinity) { min($0, $1.magnitude) }
    )
  }

  private func sorted(_ first: Double, _ second: Double) -> ClosedRange<Double> {
    min(first, second)...max(first, second)
  }

  /// The least magnitude that the curve has at the points over u^order: what a remainder is small
  /// against.
  private func goal(
    of polynomial: PiecePolynomial,
    _ nodes: InterpolationNodes,
    order: Int
  ) -> Double {
    var least = Double.infinity
    for (offset, value) in zip(nodes.offsets, nodes.values) {
      let u = polynomial.scaled(nodes.base) + offset * polynomial.scale
      var size = value.value.high.magnitude
      if polynomial.coefficients[0] == 0 {
        for _ in 0..<order {
          size /= u.magnitude
        }
      }
      least = min(least, size)
    }
    return max(least, magnitude.absoluteReference(near: least))
  }

  /// A bound of |H - P| / |u|^order, from the differences at the points.
  private func differenceBound(
    _ polynomial: PiecePolynomial,
    _ nodes: InterpolationNodes,
    anchor: CurveAnchor?
  ) -> Double? {
    // Polynomial and curve are both taken without the anchor's value, which they share.
    var polynomial = polynomial
    if anchor != nil {
      polynomial.coefficients[0] = 0
    }
    let order = anchor?.contact ?? 0
    var differences: [Double] = []
    var errors: [Double] = []
    let scale = DoubleDouble(polynomial.scale)
    let start = DoubleDouble(exactly: nodes.base) - DoubleDouble(polynomial.origin)
    for (offset, excess) in zip(nodes.offsets, nodes.excesses) {
      let u = (start + DoubleDouble(offset)) * scale
      let difference = polynomial.exactValue(atScaled: u) - excess
      guard difference.error.isFinite, difference.value.high.isFinite else {
        return nil
      }
      var weight = 1.0
      for _ in 0..<order {
        weight *= u.high.magnitude
      }
      let quotient = difference.value.high / weight
      differences.append(quotient)
      errors.append((difference.error / weight + quotient.magnitude * 0x1p-45) * (1 + 0x1p-40))
    }
    return InterpolationNodes.interpolantBound(differences: differences, errors: errors)
  }

  /// A bound of |f - H| / |u|^order over the points' range, from coefficient 8 of the jet over it
  /// and the anchor.
  ///
  /// One enclosure over the whole range may be loose, so the range is cut into up to 16 until the
  /// bound meets the goal.
  private func remainderBound(
    over span: Range<Int64>,
    anchor: CurveAnchor?,
    unit scale: Double,
    goal: Double
  ) -> Double? {
    let order = anchor?.contact ?? 0
    let first = min(span.lowerBound, anchor?.update ?? span.lowerBound)
    let last = max(span.upperBound - 1, anchor?.update ?? span.lowerBound)
    let width = Double(last - first)
    let reach = Double(span.upperBound - 1 - span.lowerBound) / width
    // In the jet's unit the product of the distances to the points, and of those to the anchor
    // without their power.
    var factor = InterpolationNodes.productBounds[8 - order]
    for _ in 0..<(8 - order) {
      factor *= reach
    }
    for _ in 0..<order {
      factor /= width * scale
    }
    factor *= 1 + 0x1p-40
    var best: Double?
    for parts in [1, 2, 4, 8, 16] {
      let bound = largestCoefficient(from: first, width: width, parts: parts) * factor
      if bound.isFinite {
        best = min(best ?? bound, bound)
      }
      if let best, best <= goal {
        break
      }
    }
    return best
  }

  /// The largest magnitude of the eighth Taylor coefficient over the range, in units of its width.
  private func largestCoefficient(from first: Int64, width: Double, parts: Int) -> Double {
    var largest = 0.0
    for part in 0..<parts {
      let lower = width * Double(part) / Double(parts)
      let upper = width * Double(part + 1) / Double(parts)
      let coefficient = sampler.jet(from: first, offsets: lower...upper)[Jet.order]
      var magnitude = coefficient.largestMagnitude
      let ratio = width / (upper - lower)
      for _ in 0..<Jet.order {
        magnitude *= ratio
      }
      guard magnitude.isFinite else {
        return .infinity
      }
      largest = max(largest, magnitude * (1 + 0x1p-40))
    }
    return largest
  }
}
