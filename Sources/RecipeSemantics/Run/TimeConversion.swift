// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Converts amounts of time into positions, and reports what stands in the way.
struct TimeConversion {
  var clock: RunClock
  /// What `%` and `of run` are shares of; nil inside `run:` itself.
  var length: ResolvedRun.Length?
  var evaluator: ExpressionEvaluator

  init(clock: RunClock, length: ResolvedRun.Length? = nil, evaluator: ExpressionEvaluator) {
    self.clock = clock
    self.length = length
    self.evaluator = evaluator
  }

  /// The exact position (in updates) reached from another one by an amount of time.
  ///
  /// - Returns: nil when it cannot be known: reported, or noted as unbound.
  mutating func position(
    from start: Rational,
    by amount: Amount,
    at range: SourceRange
  ) -> Rational? {
    switch amount {
    case .number:
      return nil
    case .measured(let value, .percent):
      return share(value / Rational(100), from: start, at: range)
    case .measured(let value, .run):
      return share(value, from: start, at: range)
    case .measured(let value, let unit):
      do {
        return try clock.position(from: start, by: value, unit)
      } catch {
        report(error, unit: unit, at: range)
        return nil
      }
    case .maximum(let amounts):
      return positions(from: start, by: amounts, at: range)?.max()
    case .minimum(let amounts):
      return positions(from: start, by: amounts, at: range)?.min()
    case .sequence(let amounts):
      var end = start
      for amount in amounts {
        guard let next = position(from: end, by: amount, at: range) else { return nil }
        end = next
      }
      return end
    }
  }

  private mutating func positions(
    from start: Rational,
    by amounts: [Amount],
    at range: SourceRange
  ) -> [Rational]? {
    let found = amounts.compactMap { position(from: start, by: $0, at: range) }
    return found.count == amounts.count ? found : nil
  }

  /// A share of the run counts in the run's own unit: 10 % of 90 epochs are 9 epochs.
  private mutating func share(
    _ factor: Rational,
    from start: Rational,
    at range: SourceRange
  ) -> Rational? {
    guard let length else { return nil }
    guard !length.isOpen else {
      evaluator.sink.emit(RunDiagnostics.shareOfOpenRun(at: range, length))
      return nil
    }
    if case .measured(let value, let unit) = length.amount {
      return position(from: start, by: .measured(value * factor, unit), at: range)
    }
    guard clock.measure == .updates else {
      evaluator.sink.emit(CausalDiagnostics.needsTotal(at: range))
      return nil
    }
    return start + length.position * factor
  }

  private mutating func report(_ obstacle: RunClock.Obstacle, unit: Unit, at range: SourceRange) {
    switch obstacle {
    case .missing(let names):
      evaluator.sink.emit(RunDiagnostics.missingFact(unit, needs: names, at: range))
    case .brokenSamples:
      evaluator.sink.emit(RunDiagnostics.brokenSamples(unit, at: range))
    case .notBefore(let axis):
      evaluator.sink.emit(CausalDiagnostics.otherUnit(unit, measured: axis, at: range))
    case .unknown:
      break
    }
  }
}
