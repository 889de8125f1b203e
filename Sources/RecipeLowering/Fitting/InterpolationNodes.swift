// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// Up to eight points of a range of updates, and the curve's values there.
///
/// A range with no more updates than points is taken at its updates. Otherwise the points are
/// "expanded" Chebyshev nodes: cos((2i + 1)π/2m) stretched so that the first and the last fall on
/// the ends of the range. They lie between updates; a distance from the first update that is an f64
/// is what a point is, exactly.
struct InterpolationNodes {
  /// The first update of the range.
  let base: Int64
  /// The distances of the points from the first update.
  let offsets: [Double]
  /// The curve's values at the points.
  let values: [TrackedValue]
  /// The curve's values minus the value at the anchor.
  let excesses: [TrackedValue]

  /// Samples a curve over a range of updates at 8 points, or as many fewer as the anchor's contact
  /// stands for.
  init(_ sampler: CurveSampler, over updates: Range<Int64>, anchor: CurveAnchor?) {
    let count = 8 - (anchor?.contact ?? 0)
    let first = updates.lowerBound
    base = first
    if updates.upperBound - first <= count {
      offsets = (0..<(updates.upperBound - first)).map(Double.init)
    } else {
      let width = Double(updates.upperBound - 1 - first)
      offsets = Self.fractions[count].map { $0 * width }
    }
    guard let anchor else {
      values = offsets.map { sampler.value(at: first, offset: $0) }
      excesses = values
      return
    }
    excesses = offsets.map { sampler.excess(over: anchor.value, at: first, offset: $0) }
    values = excesses.map { $0 + TrackedValue(exactly: anchor.value) }
  }

  /// The points of [0, 1] for every number of points up to 8; the first is 0 and the last 1.
  private static let fractions: [[Double]] = (0...8).map { count in
    guard count > 1 else {
      return count == 1 ? [0.5] : []
    }
    let outermost = cosine(1, of: count)
    return (0..<count).map { index in
      let place = cosine(2 * index + 1, of: count) / outermost
      return ((DoubleDouble(1) - place).scaled(byPowerOfTwo: -1)).high
    }
  }

  /// cos(index·π / 2·count).
  private static func cosine(_ index: Int, of count: Int) -> DoubleDouble {
    DoubleDouble(ratioOf: Int64(index), to: Int64(2 * count)).cosineOfPi()
  }

  /// The largest magnitude that Π (x - xᵢ) takes on [0, 1] for the points xᵢ of [0, 1].
  ///
  /// The product is a Chebyshev polynomial of the points' number m, which stays within 2^(1 - m) on
  /// [-1, 1], over the stretch (2·cos(π/2m))^m. For m = 8 it is 1.168 / 2^15. Rounded up, with room
  /// for points that are rounded themselves.
  static let productBounds: [Double] = (0...8).map { count in
    guard count > 1 else {
      return count == 1 ? 0.5 : 1
    }
    let stretch = 2 * cosine(1, of: count).high
    return (0..<count).reduce(2.0) { bound, _ in bound / (2 * stretch) } * (1 + 0x1p-30)
  }

  /// A bound of |Σ dᵢ·ℓᵢ(x)| on the range, where ℓᵢ is the Lagrange polynomial of point i.
  ///
  /// The interpolant's Chebyshev coefficients aₖ = (2/m)·Σ dᵢ·cos(k(2i + 1)π/2m), a₀ halved, bound
  /// it by Σ |aₖ|: sharp where the differences are nearly alike, as those from rounding c0 are.
  /// Otherwise the Lebesgue constant does, which for eight Chebyshev points is below 1 + (2/π)·ln 8
  /// < 2.4 (Rivlin 1974). There is one difference for each of the points, and a bound of its own
  /// error.
  static func interpolantBound(differences: [Double], errors: [Double]) -> Double {
    let count = differences.count
    let largest = differences.reduce(0) { max($0, $1.magnitude) }
    let uncertain = errors.reduce(0, max)
    guard count > 1 else {
      return largest + uncertain
    }
    var sum = 0.0
    for order in 0..<count {
      var coefficient = 0.0
      for index in 0..<count {
        coefficient += differences[index] * cosines[count][order * (2 * index + 1) % (4 * count)]
      }
      sum += coefficient.magnitude * (order == 0 ? 1 : 2) / Double(count)
    }
    return (min(sum + largest * 0x1p-40, largest * 2.4) + uncertain * 2.4) * (1 + 0x1p-30)
  }

  /// cos(jπ / 2m) for j from 0 to 4m - 1, for every number of points m up to 8.
  private static let cosines: [[Double]] = (0...8).map { count in
    (0..<(4 * count)).map { cosine($0, of: count).high }
  }
}
