// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The times that the keys of a phase say.
extension PhaseReader {
  /// The update at an exact position, rounded so that a phase after an event is as long whenever it starts.
  func update(at position: Rational) -> Int64? {
    let origin = time?.origin ?? 0
    guard let update = conversion.clock.update(at: position - Rational(origin)) else { return nil }
    let shifted = update + origin
    return shifted < ResolvedRun.openLength ? shifted : nil
  }

  /// A duration from the start of the phase, in updates, exactly.
  ///
  /// Nil as well while the start of the phase is not known.
  mutating func duration(_ key: String) -> Rational? {
    guard let expression = phase.object.expression(key),
      let amount = conversion.evaluator.quantity(expression, example: "5 epochs")
    else { return nil }
    if time?.isAfterEvent == true, !conversion.isIndependentOfStart(amount) {
      let updates = conversion.updates(of: amount, at: expression.range)
      report(LengthDiagnostics.depends(key, expression, updates: updates))
      return nil
    }
    let start = time?.start ?? Rational(0)
    guard let end = conversion.position(from: start, by: amount, at: expression.range) else {
      return nil
    }
    guard end > start else {
      report(PhaseDiagnostics.notPositive(expression, key: key))
      return nil
    }
    return time == nil ? nil : end - start
  }

  /// A position in the run with the place it is written at.
  struct Position {
    /// The exact position in updates: distinct positions of a scaled run may be one update.
    let exact: Rational
    let update: Int64
    let range: SourceRange
  }

  /// The positions of a list, in updates.
  mutating func positions(_ key: String) -> [Position]? {
    guard case .list(let elements, let range)? = phase.object[key]?.value else { return nil }
    if time?.isAfterEvent == true {
      report(LengthDiagnostics.positionAfterEvent(phase, key, at: range))
      return nil
    }
    var positions: [Position] = []
    for element in elements {
      guard let expression = element.expression,
        let amount = conversion.evaluator.quantity(expression, example: "30 epochs"),
        let exact = conversion.position(from: Rational(0), by: amount, at: expression.range)
      else { return nil }
      guard let update = conversion.clock.update(at: exact) else {
        report(LayoutDiagnostics.positionOutOfRange(expression))
        return nil
      }
      positions.append(Position(exact: exact, update: update, range: expression.range))
    }
    return positions
  }

  /// The updates at which every further multiple of a duration has passed since the start of the phase.
  mutating func multiples(of key: String, limit: Int) -> [Int64]? {
    guard let time, let expression = phase.object.expression(key), duration(key) != nil,
      let amount = conversion.evaluator.amount(expression)
    else { return nil }
    guard !time.isEndless else {
      reportEndless()
      return nil
    }
    var updates: [Int64] = []
    while true {
      let multiple = amount * Rational(Int64(updates.count + 1))
      let end = conversion.position(from: time.start, by: multiple, at: expression.range)
      guard let end else { return nil }
      // Out of range is past the end of the phase as well.
      guard let update = update(at: end), update < time.updates.upperBound else {
        return updates
      }
      guard updates.count < limit else {
        report(PhaseDiagnostics.tooManySteps(expression, limit: limit))
        return nil
      }
      // Steps shorter than an update fall together: the value is the one of the last.
      updates.append(max(update, time.updates.lowerBound))
    }
  }
}
