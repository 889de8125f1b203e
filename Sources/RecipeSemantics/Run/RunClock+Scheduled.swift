// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// Positions where the batch or the sequence is scheduled.
extension RunClock {
  /// What positions are counted in.
  package enum Measure: Hashable, Sendable {
    case updates
    /// Samples or tokens that the updates before have consumed.
    case consumed(Consumption.Measure)
    /// The same in a schedule that says what updates consume: nothing can be converted into updates yet.
    case causal(Unit)
  }

  /// The position reached from `start` by an amount, both in what positions are counted in.
  func scheduledPosition(
    from start: Rational,
    by amount: Rational,
    _ unit: Unit
  ) throws(Obstacle) -> Rational {
    switch measure {
    case .causal(let axis):
      return start + (try causalAmount(amount, unit, on: axis))
    case .updates:
      return try updates(from: start, by: amount, unit)
    case .consumed(let axis):
      guard let consumption else { throw .unknown }
      let from = consumption.position(of: axis, start)
      return consumption.amount(of: axis, at: try updates(from: from, by: amount, unit))
    }
  }

  private func updates(
    from start: Rational,
    by amount: Rational,
    _ unit: Unit
  ) throws(Obstacle) -> Rational {
    guard let consumption else { throw .unknown }
    let axis: Consumption.Measure
    switch unit {
    case .steps:
      return start + amount
    case .percent, .run:
      return start
    case .evaluations:
      guard case .measured(let each, let unit)? = evaluationAmount else {
        return start + amount * (try value(of: evaluation, from: [("run.evaluate", evaluation)]))
      }
      return try updates(from: start, by: amount * each, unit)
    case .epochs:
      if let epoch = epoch.value { return start + amount * epoch }
      guard consumption.epochs != nil else {
        throw dataset == .unknown ? .unknown : .missing(["run.dataset"])
      }
      axis = .epochs
    case .samples:
      axis = .samples
    case .tokens:
      guard consumption.hasTokens else { throw .missing(["run.sequence"]) }
      axis = .tokens
    }
    let consumed = consumption.amount(of: axis, at: start) + amount
    return consumption.position(of: axis, consumed)
  }

  /// An amount as one of what a phase of the batch or the sequence is measured in.
  private func causalAmount(
    _ amount: Rational,
    _ unit: Unit,
    on axis: Unit
  ) throws(Obstacle) -> Rational {
    switch (unit, axis) {
    case _ where unit == axis:
      return amount
    case (.percent, _), (.run, _):
      return Rational(0)
    case (.samples, .tokens):
      return amount * (try value(of: sequence, from: [("run.sequence", sequence)]))
    case (.tokens, .samples):
      return amount / (try value(of: sequence, from: [("run.sequence", sequence)]))
    case (.epochs, .steps):
      guard let epoch = epoch.value else { throw .notBefore(axis) }
      return amount * epoch
    case (.epochs, .samples), (.epochs, .tokens):
      guard epoch == .absent, keepsShortBatch else { throw .notBefore(axis) }
      let samples = amount * (try value(of: dataset, from: [("run.dataset", dataset)]))
      return try causalAmount(samples, .samples, on: axis)
    default:
      throw .notBefore(axis)
    }
  }

  /// The first place at a position that has another measure than updates.
  func place(at position: Rational) -> Int64? {
    let place: Int64?
    if case .consumed(let axis) = measure, let consumption {
      var clock = self
      clock.measure = .updates
      let update = clock.update(at: consumption.position(of: axis, position))
      place = update.flatMap { consumption.amount(of: axis, at: Rational($0)).numerator.int64 }
    } else {
      // What follows from the data consumed before an update cannot begin earlier than that.
      place = position.ceiling.int64
    }
    return place.flatMap { $0.magnitude < 1 << 53 ? $0 : nil }
  }

  /// The clock of what comes after an event that is not before an update.
  ///
  /// Where the batch does not change any more, lengths are what they are for a constant batch.
  func afterEvent(notBefore update: Int64) -> RunClock {
    guard let consumption, let settled = consumption.settled, consumption.lastChange <= update
    else {
      return self
    }
    var clock = self
    clock.consumption = nil
    clock.samplesPerUpdate = .known(Rational(settled.batch))
    clock.sequence = settled.sequence.map { .known(Rational($0)) } ?? .absent
    clock.tokensPerUpdate = Fact.combine(clock.samplesPerUpdate, clock.sequence) { .known($0 * $1) }
    if let epochs = consumption.epochs {
      let exact = Rational(epochs.dataset) / Rational(settled.batch)
      let updates = epochs.keepsShortBatch ? exact.ceiling : exact.floor
      clock.epoch = .known(Rational(updates, over: BigInteger(1)))
    }
    if case .measured(let each, let unit)? = evaluationAmount,
      let updates = try? clock.position(from: Rational(0), by: each, unit)
    {
      clock.evaluation = .known(updates)
      clock.evaluationAmount = nil
    }
    return clock
  }
}
