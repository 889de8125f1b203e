// SPDX-License-Identifier: Apache-2.0

/// Bounds of a curve's values, and of how they grow, over a stretch of updates.
///
/// An interval forgets that the t above a fraction is the t below it, so over a stretch of any length
/// (t + 2) / (t + 11) seems to rise and fall. Taylor's formula about the middle of the stretch computes
/// coefficients 0 to 7 for one t, where nothing is forgotten, and only the eighth for all of them:
///
///     f(m + s·w) = Σ cₖ·sᵏ + r·s⁸,  f'(m + s·w)·w = Σ k·cₖ·sᵏ⁻¹ + 8·r·s⁷,  |s| <= 1/2
struct StretchBounds {
  /// Contains the value at every time of the stretch.
  let values: Interval
  /// Contains the derivative at every time of the stretch, in units of the stretch's length.
  let growth: Interval

  /// The bounds over updates, of which there are two or more.
  init(_ sampler: CurveSampler, over updates: Range<Int64>) {
    let first = updates.lowerBound
    let length = updates.upperBound - 1 - first
    let middle = first + length / 2
    let whole = sampler.jet(from: first, offsets: 0...Double(length))
    let center = sampler.jet(at: middle, unit: length)
    let unit = Interval(Double(length))
    let place = Interval(
      lower: (Interval(Double(first - middle)) / unit).lower,
      upper: (Interval(Double(first + length - middle)) / unit).upper
    )
    let remainder = whole[Jet.order]
    var values = remainder
    var growth = remainder * Double(Jet.order)
    for order in stride(from: Jet.order - 1, through: 0, by: -1) {
      values = values * place + center[order]
      if order > 0 { growth = growth * place + center[order] * Double(order) }
    }
    self.values = values.intersection(whole[0])
    self.growth = growth.intersection(whole[1])
  }
}

extension Interval {
  /// What both intervals contain; they have something in common.
  fileprivate func intersection(_ other: Interval) -> Interval {
    Interval(lower: max(lower, other.lower), upper: min(upper, other.upper))
  }
}
