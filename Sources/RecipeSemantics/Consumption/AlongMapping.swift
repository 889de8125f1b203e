// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Lays the segments of a phase that are shaped over samples or tokens over updates.
///
/// Where updates consume equally much, data grows along a straight line, so progress does as well: a curve
/// becomes one segment for every such run of updates, each with a progress of its own that is exact.
struct AlongMapping {
  let consumption: Consumption
  /// Samples or tokens.
  let measure: Consumption.Measure
  /// The updates of the phase.
  let updates: Range<Int64>
  /// By how many updates the data is looked up ahead, and by how many the curve is longer.
  let offset: Rational
  let span: Rational

  /// The most runs of equal batches in a phase.
  static let limit = RecipeResolver.stepLimit

  /// Why segments cannot be laid over updates.
  enum Obstacle: Error {
    /// The batch changes too often.
    case tooManySegments
    /// The progress does not fit into the integers that carry it.
    case tooFine
  }

  /// The segments over updates: in order, without gaps, none of them empty.
  func segments(of shaped: [PhaseSegment]) throws(Obstacle) -> [PhaseSegment] {
    var segments: [PhaseSegment] = []
    for (index, segment) in shaped.enumerated() {
      let start =
        index == 0 ? updates.lowerBound : segments.last?.updates.upperBound ?? updates.lowerBound
      let end =
        index == shaped.count - 1 ? updates.upperBound : try update(at: segment.updates.upperBound)
      guard start < end else { continue }
      switch segment {
      case .constant(let value, _):
        segments.append(.constant(value, start..<end))
      case .curve(let curve):
        segments += try self.segments(of: curve, over: start..<end)
      }
    }
    return segments
  }

  private func update(at place: Int64) throws(Obstacle) -> Int64 {
    guard let update = consumption.firstUpdate(measure, reaching: place) else { throw .tooFine }
    return min(max(update, updates.lowerBound), updates.upperBound)
  }

  // MARK: Curves

  private func segments(
    of curve: Curve,
    over played: Range<Int64>
  ) throws(Obstacle) -> [PhaseSegment] {
    let each = Rational(curve.progress.denominator)
    let zero = Rational(curve.progress.zero) / each
    let written = (Rational(curve.progress.zero) + Rational(curve.progress.span)) / each
    // The curve is longer or shorter by whole updates, wherever its end lies.
    let end = consumption.amount(of: measure, at: consumption.position(of: measure, written) + span)
    let (first, last) = (curve.start?.value, curve.end?.value)
    guard zero < end else { return last.map { [.constant($0, played)] } ?? [] }
    let positions =
      Rational(played.lowerBound) + offset...Rational(played.upperBound - 1) + offset
    guard let lines = consumption.lines(of: measure, over: positions, limit: Self.limit) else {
      throw .tooManySegments
    }
    var segments: [PhaseSegment] = []
    var next = played.lowerBound
    func add(
      until update: Int64,
      _ segment: (Range<Int64>) throws(Obstacle) -> PhaseSegment
    ) throws(Obstacle) {
      let limit = min(update, played.upperBound)
      guard next < limit else { return }
      segments.append(try segment(next..<limit))
      next = limit
    }
    // Before p = 0 the start holds, from p = 1 on the end.
    let begin = consumption.position(of: measure, zero) - offset
    let stop = consumption.position(of: measure, end) - offset
    guard let lower = begin.ceiling.int64, let upper = stop.floor.int64 else { throw .tooFine }
    if let first { try add(until: lower) { .constant(first, $0) } }
    for (index, line) in lines.enumerated() {
      // A line holds at its end as well, where the next one begins.
      let isLast = index == lines.count - 1
      let beyond = isLast ? nil : line.end.flatMap { ($0 - offset).ceiling.int64 }
      let until = min(beyond ?? played.upperBound, last == nil ? played.upperBound : upper + 1)
      try add(until: until) { updates throws(Obstacle) in
        .curve(try self.part(of: curve, over: updates, line, zero: zero, end: end))
      }
    }
    if let last { try add(until: played.upperBound) { .constant(last, $0) } }
    return segments
  }

  /// The curve over updates that consume along one line.
  private func part(
    of curve: Curve,
    over updates: Range<Int64>,
    _ line: ConsumptionLine,
    zero: Rational,
    end: Rational
  ) throws(Obstacle) -> Curve {
    // p = (line(t + offset) - zero) / (end - zero), and line(t) is (slope · t + rest).
    let rest = line.value(at: offset) - zero
    guard let progress = Progress(slope: line.slope, rest: rest, span: end - zero, for: updates)
    else { throw .tooFine }
    var part = curve
    part.progress = progress
    part.updates = updates
    return part
  }
}

extension Progress {
  /// The progress p(t) = (slope · t + rest) / span in the smallest integers.
  ///
  /// Nil when one of them, for any of the updates, would not fit into 64 bits with room to spare.
  fileprivate init?(slope: Rational, rest: Rational, span: Rational, for updates: Range<Int64>) {
    let numbers = [slope, rest, span]
    let common = numbers.reduce(BigInteger(1)) { multiple, number in
      let divisor = BigInteger.greatestCommonDivisor(multiple, number.denominator)
      return multiple * number.denominator.dividedTowardsZero(by: divisor).quotient
    }
    let whole = numbers.map { ($0 * Rational(common, over: BigInteger(1))).numerator }
    let divisor = whole.reduce(BigInteger(0)) { BigInteger.greatestCommonDivisor($0, $1) }
    let parts = whole.map { $0.dividedTowardsZero(by: divisor).quotient }
    let last = BigInteger(updates.upperBound) * parts[0]
    guard (parts + [last]).allSatisfy({ $0.bitWidth <= 61 }), let each = parts[0].int64,
      let rest = parts[1].int64, let span = parts[2].int64
    else { return nil }
    self.init(zero: -rest, span: span, denominator: each)
  }
}
