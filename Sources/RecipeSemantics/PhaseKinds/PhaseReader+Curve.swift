// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// A curve between two values, before it is laid over updates.
struct CurveDesign {
  /// The curve in p, from p = 0 to p = 1.
  let expression: CurveExpression
  /// The exact values at p = 0 and p = 1.
  let start: Rational
  let end: Rational
  /// The order to which the curve meets its end values; 0 where it has no derivative there.
  let startContact: Int
  let endContact: Int
}

extension PhaseReader {
  /// How long the curve is: `over`, or the phase itself. Nil while the time of the phase is not known.
  mutating func curveLength() -> Int64? {
    guard has("over") else { return time?.length }
    guard let over = duration("over"), let time,
      let end = conversion.clock.update(at: time.start + over)
    else { return nil }
    let length = end - time.updates.lowerBound
    guard length >= time.length else {
      report(
        PhaseDiagnostics.overShorterThanFor(phase, over: length, played: time.length, at: range(of: "over"))
      )
      return nil
    }
    return length
  }

  /// Lays a curve over the updates of the phase, with its endpoint convention.
  ///
  /// Updates with p below 0 hold the start value and those with p above 1 the end value.
  mutating func play(_ design: CurveDesign) -> PhaseShape {
    var shape = PhaseShape(start: design.start, end: design.end)
    let isCut = has("over")
    guard let time, let length = curveLength() else {
      if isCut { shape.end = nil }
      return shape
    }
    if isCut && length > time.length {
      shape.uncutEnd = design.end
      shape.end = cutValue(design, played: time.length, of: length)
    }
    shape.segments = segments(design, updates: time.updates, length: length)
    return shape
  }

  /// The value of the curve where the phase ends before it does.
  private func cutValue(_ design: CurveDesign, played: Int64, of length: Int64) -> Rational? {
    design.expression.value(atUpdate: played, of: length).flatMap(Rational.init(exactly:))
  }

  private func segments(
    _ design: CurveDesign,
    updates: Range<Int64>,
    length: Int64
  ) -> [PhaseSegment] {
    let (start, end) = (design.start.double, design.end.double)
    let cell = Rational(grid)
    let span = Rational(length) + endpoints.span * cell
    let zero = Rational(updates.lowerBound) - endpoints.offset * cell
    guard start != end else { return [.constant(start, updates)] }
    guard span > Rational(0) else { return [.constant(end, updates)] }
    let first = zero.ceiling.int64 ?? updates.lowerBound
    let last = (zero + span).floor.int64 ?? updates.upperBound
    let curveUpdates =
      min(max(first, updates.lowerBound), updates.upperBound)..<min(
        max(last + 1, updates.lowerBound),
        updates.upperBound
      )
    var segments: [PhaseSegment] = []
    if updates.lowerBound < curveUpdates.lowerBound {
      segments.append(.constant(start, updates.lowerBound..<curveUpdates.lowerBound))
    }
    if !curveUpdates.isEmpty {
      let curve = Curve(
        expression: design.expression,
        progress: Progress(zero: zero, span: span),
        updates: curveUpdates,
        start: CurveEnd(value: start, contact: design.startContact),
        end: CurveEnd(value: end, contact: design.endContact),
        isMonotone: true
      )
      segments.append(.curve(curve))
    }
    if curveUpdates.upperBound < updates.upperBound {
      segments.append(.constant(end, curveUpdates.upperBound..<updates.upperBound))
    }
    return segments
  }
}

extension Progress {
  /// The progress with a rational zero and span over their common denominator.
  ///
  /// The denominators stem from endpoint offsets and are small (`Endpoints.isRepresentable`).
  fileprivate init(zero: Rational, span: Rational) {
    let common = zero.denominator * span.denominator
    let scale = Rational(common, over: BigInteger(1))
    self.init(
      zero: (zero * scale).numerator.int64 ?? 0,
      span: (span * scale).numerator.int64 ?? 1,
      denominator: common.int64 ?? 1
    )
  }
}

extension CurveExpression {
  /// A constant that is exact where the number is a ratio of two binary64 integers.
  static func exact(_ value: Rational) -> CurveExpression {
    let (top, bottom) = (value.numerator, value.denominator)
    guard top.bitWidth <= 53, bottom.bitWidth <= 53, !value.isInteger else {
      return .constant(value.double)
    }
    return .constant(Rational(top, over: BigInteger(1)).double)
      / .constant(Rational(bottom, over: BigInteger(1)).double)
  }

  /// `start · w + end · (1 - w)` from both weights, without the terms that are zero.
  static func blend(
    _ start: Double,
    weight: CurveExpression,
    _ end: Double,
    weight other: CurveExpression
  ) -> CurveExpression {
    if start == 0 { return .constant(end) * other }
    if end == 0 { return .constant(start) * weight }
    return .constant(start) * weight + .constant(end) * other
  }
}
