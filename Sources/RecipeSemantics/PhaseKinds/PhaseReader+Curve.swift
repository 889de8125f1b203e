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
  /// Whether the curve never turns back.
  var isMonotone = true
}

extension PhaseReader {
  /// How long the curve is, by `over` or else the phase itself.
  ///
  /// - Returns: nil while the time of the phase is not known, or when it was reported.
  mutating func curveLength() -> Int64? {
    if time?.isEndless == true {
      reportEndless()
      return nil
    }
    guard has("over") else { return time?.length }
    guard let over = duration("over"), let time,
      let expression = phase.object.expression("over")
    else { return nil }
    guard let end = update(at: time.start + over) else {
      report(LayoutDiagnostics.positionOutOfRange(expression))
      return nil
    }
    var length = end - time.updates.lowerBound
    // A phase that scaling would have rounded away has more than its share.
    if conversion.clock.scale != nil { length = max(length, time.length) }
    guard length >= time.length else {
      let range = expression.range
      let played = time.length
      report(PhaseDiagnostics.overShorterThanFor(phase, over: length, played: played, at: range))
      return nil
    }
    return length
  }

  /// Reports a curve without a length.
  mutating func reportEndless() {
    let isCausal = conversion.clock.measure != .updates
    report(isCausal ? CausalDiagnostics.restOfCurve(phase) : LengthDiagnostics.endlessCurve(phase))
  }

  /// Lays a curve over the updates of the phase, with its endpoint convention.
  ///
  /// Updates with p below 0 hold the start value and those with p above 1 the end value.
  mutating func play(_ design: CurveDesign) -> PhaseShape {
    var shape = PhaseShape(start: design.start, end: design.end)
    guard let length = curveLength(), let time else {
      // A curve whose length is not known may be cut: then its end is another one.
      if has("over") { shape.end = nil }
      return shape
    }
    if length > time.length {
      shape.uncutEnd = design.end
      shape.end = cutValue(design, played: time.length, of: length)
      disregardValue(of: "to")
      if shape.end == nil { report(PhaseDiagnostics.cutOutOfRange(phase)) }
    }
    shape.segments = segments(design, updates: time.updates, length: length)
    if shape.segments == nil { report(ScheduleDiagnostics.endpointsTooFine(at: phase.kindRange)) }
    if length > time.length { shape.levels += lastPlayedValue(of: shape.segments) }
    return shape
  }

  /// The last value that a cut curve plays: with offset endpoints it lies beyond the limit of the phase.
  func lastPlayedValue(of segments: [PhaseSegment]?) -> [Rational] {
    guard case .curve(let curve)? = segments?.last else { return [] }
    let progress = curve.progress
    let last = (curve.updates.upperBound - 1) * progress.denominator - progress.zero
    let value = curve.expression.value(atUpdate: last, of: progress.span)
    return [value.flatMap(Rational.init(exactly:))].compactMap { $0 }
  }

  /// The value of the curve where the phase ends before it does.
  func cutValue(_ design: CurveDesign, played: Int64, of length: Int64) -> Rational? {
    design.expression.value(atUpdate: played, of: length).flatMap(Rational.init(exactly:))
  }

  /// The parts before p = 0, from there to p = 1, and after it.
  ///
  /// - Returns: nil when the progress does not fit into the integers that carry it.
  func segments(
    _ design: CurveDesign,
    updates: Range<Int64>,
    length: Int64
  ) -> [PhaseSegment]? {
    let (start, end) = (design.start.double, design.end.double)
    let cell = Rational(grid)
    let span = Rational(length) + endpoints.span * cell
    let zero = Rational(updates.lowerBound) - endpoints.offset * cell
    // A curve that turns may come back to where it starts.
    guard start != end || !design.isMonotone else { return [.constant(start, updates)] }
    guard span > Rational(0) else { return [.constant(end, updates)] }
    guard let progress = Progress(zero: zero, span: span),
      let first = zero.ceiling.int64, let last = (zero + span).floor.int64
    else { return nil }
    let lower = min(max(first, updates.lowerBound), updates.upperBound)
    let upper = min(max(last + 1, lower), updates.upperBound)
    var segments: [PhaseSegment] = []
    if updates.lowerBound < lower { segments.append(.constant(start, updates.lowerBound..<lower)) }
    if lower < upper {
      let curve = Curve(
        expression: design.expression,
        progress: progress,
        updates: lower..<upper,
        start: CurveEnd(value: start, contact: design.startContact),
        end: CurveEnd(value: end, contact: design.endContact),
        isMonotone: design.isMonotone
      )
      segments.append(.curve(curve))
    }
    if upper < updates.upperBound { segments.append(.constant(end, upper..<updates.upperBound)) }
    return segments
  }
}

extension Progress {
  /// The progress with a rational zero and span over their common denominator.
  ///
  /// Nil when one of its integers, for any update, would not fit into 64 bits with room to spare.
  fileprivate init?(zero: Rational, span: Rational) {
    let both = zero.denominator * span.denominator
    let divisor = BigInteger.greatestCommonDivisor(zero.denominator, span.denominator)
    let common = both.dividedTowardsZero(by: divisor).quotient
    let scale = Rational(common, over: BigInteger(1))
    let parts = [(zero * scale).numerator, (span * scale).numerator]
    guard common < Endpoints.denominatorLimit, parts.allSatisfy({ $0.bitWidth <= 62 }),
      let zero = parts[0].int64, let span = parts[1].int64, let denominator = common.int64
    else { return nil }
    self.init(zero: zero, span: span, denominator: denominator)
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
