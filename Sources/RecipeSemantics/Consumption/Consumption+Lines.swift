// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Updates over which the data consumed grows along one straight line.
struct ConsumptionLine: Hashable {
  /// The positions, in updates; the last line goes on without end.
  let start: Rational
  let end: Rational?
  /// What is consumed before the start.
  let amount: Rational
  /// What an update consumes.
  let slope: Rational

  /// What the line has at a position, also outside of it.
  func value(at position: Rational) -> Rational { amount + (position - start) * slope }
}

extension Consumption {
  /// The straight lines of what is consumed between two positions in updates, joined where they go on
  /// alike.
  ///
  /// - Parameters:
  ///   - measure: samples or tokens.
  ///   - positions: from where to where.
  ///   - limit: how many there may be.
  /// - Returns: nil when there are more.
  func lines(
    of measure: Measure,
    over positions: ClosedRange<Rational>,
    limit: Int
  ) -> [ConsumptionLine]? {
    var lines: [ConsumptionLine] = []
    var start = positions.lowerBound
    while true {
      let end = corner(after: start)
      // Between two corners it is straight, so half an update further says how much an update consumes.
      let step = end.map { ($0 - start) / Rational(2) } ?? Rational(1)
      let amount = self.amount(of: measure, at: start)
      let slope = (self.amount(of: measure, at: start + step) - amount) / step
      if let last = lines.last, last.slope == slope {
        lines[lines.count - 1] = ConsumptionLine(
          start: last.start,
          end: end,
          amount: last.amount,
          slope: slope
        )
      } else {
        guard lines.count < limit else { return nil }
        lines.append(ConsumptionLine(start: start, end: end, amount: amount, slope: slope))
      }
      guard let end, end < positions.upperBound else { return lines }
      start = end
    }
  }

  /// The first position after another one at which updates begin to consume more or less.
  private func corner(after position: Rational) -> Rational? {
    let index = count { Rational($0.start) <= position }
    let next = index < stretches.count ? Rational(stretches[index].start) : nil
    guard index > 0, let inside = stretches[index - 1].corner(after: position) else { return next }
    return next.map { min($0, inside) } ?? inside
  }
}

extension Stretch {
  /// The next update, after a position, of which the batch is another one; nil where all are alike.
  fileprivate func corner(after position: Rational) -> Rational? {
    guard let cycle, cycle.lastBatch(after: batch) != batch else { return nil }
    let passed = position - Rational(start)
    let ended = Rational((passed / Rational(cycle.updates)).floor, over: BigInteger(1))
    let epoch = Rational(start) + ended * Rational(cycle.updates)
    let short = epoch + Rational(cycle.updates - 1)
    return position < short ? short : epoch + Rational(cycle.updates)
  }
}
