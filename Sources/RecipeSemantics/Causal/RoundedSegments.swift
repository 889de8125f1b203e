// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// The values of a phase after rounding, over whatever the phase is measured in.
///
/// Between two changes of the value nothing is computed: a straight line says by one exact division where
/// it reaches the next multiple, and any other curve is bisected.
struct RoundedSegments {
  /// In order and without gaps.
  private let segments: [PhaseSegment]
  /// What each segment is as a straight line; nil for any other curve.
  private let lines: [(constant: Rational, slope: Rational)?]
  /// Nil where values are taken as they are.
  private let rounding: ValueRounding?

  init(segments: [PhaseSegment], rounding: ValueRounding?) {
    self.segments = segments
    self.rounding = rounding
    lines = segments.map { if case .curve(let curve) = $0 { curve.line } else { nil } }
  }

  /// The value at a place, rounded; past the last segment the value of its end.
  ///
  /// - Returns: nil where the curve has no value.
  func level(at place: Int64) -> Rational? {
    guard !segments.isEmpty else { return nil }
    return self.level(of: min(index(at: place), segments.count - 1), at: place)
  }

  /// The first place after another one with another level; nil where none comes.
  func change(after place: Int64) -> Int64? {
    guard let level = level(at: place) else { return nil }
    for index in index(at: place)..<segments.count {
      let first = max(segments[index].updates.lowerBound, place)
      if first > place, self.level(of: index, at: first) != level { return first }
      if let change = change(of: index, after: first, from: level) { return change }
    }
    return nil
  }

  /// The first segment that ends after a place; one past the last where none does.
  private func index(at place: Int64) -> Int {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].updates.upperBound > place { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func rounded(_ value: Rational) -> Rational { rounding?.rounded(value) ?? value }

  private func level(of index: Int, at place: Int64) -> Rational? {
    if let line = lines[index] { return rounded(line.constant + line.slope * Rational(place)) }
    switch segments[index] {
    case .constant(let value, _):
      return Rational(exactly: value).map(rounded)
    case .curve(let curve):
      return curve.exactValue(at: place).map(rounded)
    }
  }

  // MARK: Changes

  /// The first place in a segment after another one where the level is another one.
  private func change(
    of index: Int,
    after place: Int64,
    from level: Rational
  ) -> Int64? {
    guard case .curve(let curve) = segments[index] else { return nil }
    let last = curve.updates.upperBound - 1
    guard place < last, let end = self.level(of: index, at: last), end != level else {
      return nil
    }
    if let line = lines[index] {
      // Without rounding the line has a whole value at every place.
      guard let rounding else { return place + 1 }
      // Where the line meets the number at which the level changes; beside it where it has to be passed.
      let threshold = rounding.threshold(of: level, isRising: line.slope > Rational(0))
      let meeting = ((threshold - line.constant) / line.slope).ceiling.int64 ?? last
      let first = min(max(meeting, place + 1), last)
      return self.level(of: index, at: first) == level ? first + 1 : first
    }
    // The curve is monotone, so the levels before the change are all the same.
    var (low, high) = (place, last)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if self.level(of: index, at: middle) == level { low = middle } else { high = middle }
    }
    return high
  }
}

extension ValueRounding {
  /// The value at which, or right after which, a rising or falling value leaves a level.
  fileprivate func threshold(of level: Rational, isRising: Bool) -> Rational {
    let half = multiple / Rational(2)
    return switch (mode, isRising) {
    case (.floor, true): level + multiple
    case (.floor, false): level
    case (.nearest, true): level + half
    case (.nearest, false): level - half
    case (.ceil, true): level
    case (.ceil, false): level - multiple
    }
  }
}

extension Curve {
  /// The curve as a straight line over updates; nil for any other.
  var line: (constant: Rational, slope: Rational)? {
    guard let (constant, slope) = expression.line, !slope.isZero else { return nil }
    let span = Rational(progress.span)
    return (
      constant - slope * Rational(progress.zero) / span,
      slope * Rational(progress.denominator) / span
    )
  }

  /// The value at an update: exact for sums, products and whole powers, else the nearest number.
  fileprivate func exactValue(at update: Int64) -> Rational? {
    let passed = Rational(update) * Rational(progress.denominator) - Rational(progress.zero)
    let part = passed / Rational(progress.span)
    if let exact = expression.exactValue(progress: part) { return exact }
    guard let whole = passed.numerator.int64 else { return nil }
    return expression.value(atUpdate: whole, of: progress.span).flatMap(Rational.init(exactly:))
  }
}

extension CurveExpression {
  /// The formula as constant + slope · p; nil where it is none.
  fileprivate var line: (constant: Rational, slope: Rational)? {
    switch self {
    case .constant(let value):
      return Rational(exactly: value).map { ($0, Rational(0)) }
    case .progress:
      return (Rational(0), Rational(1))
    case .remaining:
      return (Rational(1), Rational(-1))
    case .sum(let left, let right):
      guard let a = left.line, let b = right.line else { return nil }
      return (a.constant + b.constant, a.slope + b.slope)
    case .difference(let left, let right):
      guard let a = left.line, let b = right.line else { return nil }
      return (a.constant - b.constant, a.slope - b.slope)
    case .product(let left, let right):
      guard let a = left.line, let b = right.line, a.slope.isZero || b.slope.isZero else {
        return nil
      }
      return (a.constant * b.constant, a.constant * b.slope + a.slope * b.constant)
    case .quotient(let left, let right):
      guard let a = left.line, let b = right.line, b.slope.isZero, !b.constant.isZero else {
        return nil
      }
      return (a.constant / b.constant, a.slope / b.constant)
    default:
      return nil
    }
  }

  /// The exact value where nothing but arithmetic is in the formula; nil for any other.
  fileprivate func exactValue(progress: Rational) -> Rational? {
    func both(_ left: CurveExpression, _ right: CurveExpression) -> (Rational, Rational)? {
      guard let a = left.exactValue(progress: progress),
        let b = right.exactValue(progress: progress)
      else { return nil }
      return (a, b)
    }
    switch self {
    case .constant(let value):
      return Rational(exactly: value)
    case .progress:
      return progress
    case .remaining:
      return Rational(1) - progress
    case .sum(let left, let right):
      return both(left, right).map { $0 + $1 }
    case .difference(let left, let right):
      return both(left, right).map { $0 - $1 }
    case .product(let left, let right):
      return both(left, right).map { $0 * $1 }
    case .quotient(let left, let right):
      return both(left, right).flatMap { $1.isZero ? nil : $0 / $1 }
    case .power(let base, let exponent):
      guard let value = base.exactValue(progress: progress), exponent > 0, exponent < 8,
        exponent == exponent.rounded()
      else { return nil }
      return (0..<Int(exponent)).reduce(Rational(1)) { power, _ in power * value }
    default:
      return nil
    }
  }
}
