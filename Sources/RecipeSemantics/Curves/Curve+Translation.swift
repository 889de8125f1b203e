// SPDX-License-Identifier: Apache-2.0

extension Curve {
  /// The same curve played a number of updates later, or earlier for a number below zero.
  ///
  /// Its value at t + n is this one's at t, exactly: clocks are counted in integers. Nil where one of
  /// them would leave the range of its integers.
  package func moved(by updates: Int64) -> Curve? {
    let (first, startOverflows) = self.updates.lowerBound.addingReportingOverflow(updates)
    let (last, endOverflows) = self.updates.upperBound.addingReportingOverflow(updates)
    guard !startOverflows, !endOverflows, let clock = progress.moved(by: updates),
      let formula = expression.moved(by: updates)
    else { return nil }
    var curve = self
    curve.updates = first..<last
    curve.progress = clock
    curve.expression = formula
    return curve
  }
}

extension Progress {
  /// The clock that reads at t + n what this one reads at t.
  fileprivate func moved(by updates: Int64) -> Progress? {
    let (distance, overflows) = updates.multipliedReportingOverflow(by: denominator)
    let (moved, sumOverflows) = zero.addingReportingOverflow(distance)
    return overflows || sumOverflows
      ? nil : Progress(zero: moved, span: span, denominator: denominator)
  }
}

extension CurveExpression {
  /// The formula with every clock that it reads moved.
  fileprivate func moved(by updates: Int64) -> CurveExpression? {
    guard readsOtherClocks else { return self }
    switch self {
    case .elapsed(let clock): return clock.moved(by: updates).map { .elapsed($0) }
    case .left(let clock): return clock.moved(by: updates).map { .left($0) }
    default:
      var isComplete = true
      let formula = mapOperands { operand in
        if let moved = operand.moved(by: updates) { return moved }
        isComplete = false
        return operand
      }
      return isComplete ? formula : nil
    }
  }

  /// Whether the formula reads the time by a clock that is not its curve's own.
  private var readsOtherClocks: Bool {
    switch self {
    case .elapsed, .left: true
    default: operands.contains(where: \.readsOtherClocks)
    }
  }
}
