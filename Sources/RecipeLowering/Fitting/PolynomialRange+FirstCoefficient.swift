// SPDX-License-Identifier: Apache-2.0

extension PolynomialRange {
  /// On which side of c0 the evaluated values lie.
  enum Side {
    case below
    case above
    case constant
  }

  /// The side of c0 on which every evaluated value lies, or is c0 itself; nil if that is not shown.
  ///
  /// Let x be the first term after c0, of one sign over the interval, and let all terms after it
  /// together be at most |x|/16. Then no evaluated value passes c0, at any distance from it. Estrin
  /// adds x to c0 first, b = fl(c0 + x), and then one or two later terms y to b.
  ///
  /// - If b = c0, then |x| is at most half the gap between c0 and the next f64 on x's side. The gap
  ///   on the other side is at least half of that one, so |y| is at most a sixteenth of it, and
  ///   fl(b + y) = c0.
  /// - Otherwise |c0 - b| is at least |x|/2, as b is one of the two f64 around c0 + x and not the
  ///   one that is nearer to c0, or beyond c0 + x. So |y| is at most |c0 - b|/8. Rounding b + y
  ///   moves it by no more than to b itself, so the next partial sum keeps at least 3/4 of the
  ///   distance to c0, more than what a last term can take.
  ///
  /// The products themselves are rounded by less than 2^-48 of their size, for which a sixteenth
  /// leaves room.
  static func sideOfFirstCoefficient(
    _ c: SIMD8<Double>,
    u: ClosedRange<Double>,
    largest: Double
  ) -> Side? {
    guard c[0] != 0 else {
      return nil
    }
    guard let first = (1..<8).first(where: { c[$0] != 0 }) else {
      return .constant
    }
    var rest = 0.0
    for power in stride(from: 7, to: first, by: -1) {
      rest = (rest + c[power].magnitude) * largest
    }
    guard rest <= c[first].magnitude / 16 else {
      return nil
    }
    if first.isMultiple(of: 2) || u.lowerBound >= 0 {
      return c[first] < 0 ? .below : .above
    }
    if u.upperBound <= 0 {
      return c[first] < 0 ? .above : .below
    }
    return nil
  }
}
