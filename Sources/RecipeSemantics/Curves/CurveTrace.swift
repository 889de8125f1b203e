// SPDX-License-Identifier: Apache-2.0

/// What a value does over a range of updates, as segments that follow one another.
///
/// It is what several curves are made into one by: all of them are read on the clock of the run, cut
/// where any of them is, and put into one formula.
package struct CurveTrace: Hashable, Sendable {
  /// The segments, in order and without gaps.
  package let segments: [PhaseSegment]

  /// A trace of segments that follow one another.
  package init(_ segments: [PhaseSegment]) { self.segments = segments }

  /// A trace with one value.
  package init(constant value: Double, over updates: Range<Int64>) {
    segments = updates.isEmpty ? [] : [.constant(value, updates)]
  }

  /// The updates that it covers.
  package var updates: Range<Int64> {
    (segments.first?.updates.lowerBound ?? 0)..<(segments.last?.updates.upperBound ?? 0)
  }

  /// One trace of several: their formulas, cut where any of them is, put into one.
  ///
  /// - Parameters:
  ///   - traces: what is put together; each covers the updates.
  ///   - updates: the updates to cover.
  ///   - formula: one formula of as many as there are traces; they read clocks and never their own.
  /// - Returns: a trace over the updates.
  package static func combining(
    _ traces: [CurveTrace],
    over updates: Range<Int64>,
    _ formula: ([CurveExpression]) -> CurveExpression
  ) -> CurveTrace {
    let inner = traces.flatMap(\.segments).map(\.updates.lowerBound).filter {
      updates.lowerBound < $0 && $0 < updates.upperBound
    }
    let starts = [updates.lowerBound] + Array(Set(inner)).sorted()
    var places = [Int](repeating: 0, count: traces.count)
    var segments: [PhaseSegment] = []
    for (index, start) in starts.enumerated() where !updates.isEmpty {
      let end = index + 1 < starts.count ? starts[index + 1] : updates.upperBound
      var operands: [CurveExpression] = []
      for (place, trace) in traces.enumerated() {
        while trace.segments[places[place]].updates.upperBound <= start { places[place] += 1 }
        operands.append(trace.segments[places[place]].expression)
      }
      segments.append(PhaseSegment(formula(operands), over: start..<end))
    }
    return CurveTrace(segments)
  }

  /// The limit at the first update, and at the one past the last; nil where there is none whose digits can be
  /// promised.
  package var start: Double? { segments.first?.limit(atStart: true) }
  package var end: Double? { segments.last?.limit(atStart: false) }

  /// The part of the trace within some of its updates.
  package func clamped(to updates: Range<Int64>) -> CurveTrace {
    CurveTrace(segments.compactMap { $0.clamped(to: updates) })
  }
}

extension PhaseSegment {
  /// The formula on the clock of the run.
  package var expression: CurveExpression {
    switch self {
    case .constant(let value, _): .constant(value)
    case .curve(let curve): curve.expression.reading(curve.progress)
    }
  }

  /// A segment of a formula that reads clocks and never its own.
  ///
  /// Where the formula shows a zero at an end, the end is said to be one, so that values next to it keep their
  /// digits.
  package init(_ expression: CurveExpression, over updates: Range<Int64>) {
    if expression.isConstant,
      let value = expression.limit(at: updates.lowerBound)
    {
      self = .constant(value, updates)
      return
    }
    self = .curve(
      Curve(
        expression: expression,
        progress: Progress(
          zero: updates.lowerBound,
          span: updates.upperBound - updates.lowerBound
        ),
        updates: updates,
        start: CurveEnd(of: expression, at: updates.lowerBound),
        end: CurveEnd(of: expression, at: updates.upperBound)
      )
    )
  }

  /// The limit at the first update, or at the one past the last.
  ///
  /// A limit that cannot be told from zero, and whose uncertainty is nothing beside the other end, is zero:
  /// `2 * 0.5^p - 1` has no digits left at p = 1.
  package func limit(atStart isStart: Bool) -> Double? {
    let (near, far) =
      isStart
      ? (updates.lowerBound, updates.upperBound) : (updates.upperBound, updates.lowerBound)
    if let value = expression.limit(at: near) { return value }
    guard let other = expression.limit(at: far) else { return nil }
    let value = expression.value(at: near)
    let isZero = value.value.high.magnitude <= value.error
    return isZero && value.error <= other.magnitude * 0x1p-80 ? 0 : nil
  }

  /// The part of the segment within some updates; nil if there is none.
  fileprivate func clamped(to updates: Range<Int64>) -> PhaseSegment? {
    let common = self.updates.clamped(to: updates)
    guard !common.isEmpty else { return nil }
    switch self {
    case .constant(let value, _):
      return .constant(value, common)
    case .curve(var curve):
      curve.updates = common
      return .curve(curve)
    }
  }
}

extension CurveEnd {
  /// What is known of a formula at an update: its value, rounded once, and how flat its zero is.
  fileprivate init?(of expression: CurveExpression, at update: Int64) {
    let order = expression.zeroOrder(at: update)
    if order > 0 {
      self.init(value: 0, contact: order)
      return
    }
    guard let value = expression.limit(at: update) else { return nil }
    self.init(value: value, contact: 0)
  }
}

extension CurveExpression {
  /// The value at an update of a formula that reads clocks and never its own, rounded to binary64 once.
  ///
  /// - Returns: nil where the formula has no value, or none whose digits can be promised.
  package func limit(at update: Int64) -> Double? {
    let result = self.value(at: update)
    let value = result.value.high
    guard value.isFinite, result.error <= value.magnitude * 0x1p-60 else { return nil }
    return value
  }

  /// The value at an update of a formula that reads clocks and never its own.
  fileprivate func value(at update: Int64) -> TrackedValue {
    value(
      at: CurvePoint(
        progress: .undefined,
        remaining: .undefined,
        moment: CurveMoment(update)
      )
    )
  }
}
