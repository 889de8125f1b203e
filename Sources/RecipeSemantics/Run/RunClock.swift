// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// How positions in the units of time convert into updates, exactly.
///
/// A position is a rational number of updates until it is rounded, and durations add up in the unit they
/// are written in, so that nothing drifts however many phases follow one another.
package struct RunClock: Hashable, Sendable {
  /// How a position between two updates becomes one.
  package enum Rounding: String, Sendable {
    case ceil
    case floor
    case nearest
  }

  /// Samples in the dataset.
  var dataset: Fact
  /// Samples that one update consumes.
  var samplesPerUpdate: Fact
  /// Tokens that one update consumes.
  var tokensPerUpdate: Fact
  /// Tokens in one sample.
  var sequence: Fact
  /// Updates of one epoch, a whole number.
  package var epoch: Fact
  /// Updates between two evaluations.
  var evaluation: Fact
  /// Whether the short batch at the end of an epoch is used, and so counts fewer samples.
  var keepsShortBatch: Bool
  package var rounding: Rounding
  /// What every time is multiplied by, where the run is scaled for a rehearsal.
  package var scale: Rational?
  /// What updates consume where the batch or the sequence is scheduled; nil for constants.
  package var consumption: Consumption?
  /// The time between two evaluations as it is written: in epochs it is no number of updates while the
  /// batch varies.
  var evaluationAmount: Amount?
  /// What positions are counted in.
  var measure = Measure.updates

  /// Why a position in some unit cannot be computed.
  package enum Obstacle: Error, Hashable, Sendable {
    /// Facts that would have to be written.
    case missing([String])
    /// A batch in tokens that is no whole number of sequences: samples are not defined then.
    case brokenSamples
    /// A fact that is not known, which is accounted for already.
    case unknown
    /// A time in the schedule of the batch or the sequence that only that schedule could convert into what
    /// the phase is measured in.
    case notBefore(Unit)
  }

  /// The position reached from `start` (in updates) by consuming an amount; a negative one goes back.
  ///
  /// - Parameters:
  ///   - start: a position in updates.
  ///   - amount: how much of the unit.
  ///   - unit: any unit but `%` and `of run`, which their context turns into another one first.
  /// - Returns: the exact position in updates.
  /// - Throws: what stands in the way.
  package func position(
    from start: Rational,
    by amount: Rational,
    _ unit: Unit
  ) throws(Obstacle) -> Rational {
    // The distance between evaluations is a time, and scaled already; their number is not.
    guard let scale, unit != .evaluations else {
      return try unscaledPosition(from: start, by: amount, unit)
    }
    return try unscaledPosition(from: start / scale, by: amount, unit) * scale
  }

  private func unscaledPosition(
    from start: Rational,
    by amount: Rational,
    _ unit: Unit
  ) throws(Obstacle) -> Rational {
    if measure != .updates || consumption != nil {
      return try scheduledPosition(from: start, by: amount, unit)
    }
    switch unit {
    case .steps:
      return start + amount
    case .epochs:
      return start + amount * (try value(of: epoch, from: [("run.dataset", dataset), batchFact]))
    case .evaluations:
      return start + amount * (try value(of: evaluation, from: [("run.evaluate", evaluation)]))
    case .samples:
      return try position(from: start, bySamples: amount)
    case .tokens:
      // By samples where that is possible, since a kept short batch has fewer of them.
      if case .known(let tokens) = sequence, case .known = samplesPerUpdate {
        return try position(from: start, bySamples: amount / tokens)
      }
      let facts = [("run.sequence", sequence), ("run.batch", batchFact.fact)]
      return start + amount / (try value(of: tokensPerUpdate, from: facts))
    case .percent, .run:
      return start
    }
  }

  /// What stands in the way of counting samples: the batch, or the sequence of a batch in tokens.
  private var batchFact: (name: String, fact: Fact) {
    if case .known = tokensPerUpdate, case .absent = sequence { return ("run.sequence", .absent) }
    return ("run.batch", samplesPerUpdate == .absent ? tokensPerUpdate : samplesPerUpdate)
  }

  /// The value of a fact, or why it has none: the facts it would follow from.
  func value(
    of fact: Fact,
    from sources: [(name: String, fact: Fact)]
  ) throws(Obstacle) -> Rational {
    switch fact {
    case .known(let value):
      return value
    case .unknown:
      throw .unknown
    case .absent:
      let missing = sources.filter { $0.fact == .absent }.map(\.name)
      throw missing.isEmpty ? .brokenSamples : .missing(missing)
    }
  }

  // MARK: Samples

  /// Samples and updates are proportional, except that a kept short batch holds fewer samples.
  private func position(
    from start: Rational,
    bySamples amount: Rational
  ) throws(Obstacle) -> Rational {
    let perUpdate = try value(of: samplesPerUpdate, from: [batchFact])
    guard let short = shortBatch else { return start + amount / perUpdate }
    return short.updates(at: short.samples(at: start) + amount)
  }

  /// Whether every epoch ends with a batch that holds fewer samples than the others.
  var hasShortBatch: Bool { shortBatch != nil }

  private var shortBatch: ShortBatch? {
    guard keepsShortBatch, case .known(let dataset) = dataset, case .known(let epoch) = epoch,
      case .known(let perUpdate) = samplesPerUpdate, epoch * perUpdate > dataset,
      (epoch - Rational(1)) * perUpdate < dataset
    else { return nil }
    return ShortBatch(dataset: dataset, perUpdate: perUpdate, epoch: epoch)
  }

  /// The map between updates and samples when every epoch ends with a short batch: linear on the full
  /// batches of an epoch and on its last one.
  private struct ShortBatch {
    let dataset: Rational
    let perUpdate: Rational
    let epoch: Rational

    var full: Rational { epoch - Rational(1) }
    var short: Rational { dataset - full * perUpdate }

    func samples(at updates: Rational) -> Rational {
      let epochs = Rational((updates / epoch).floor, over: BigInteger(1))
      let rest = updates - epochs * epoch
      let inside = rest <= full ? rest * perUpdate : full * perUpdate + (rest - full) * short
      return epochs * dataset + inside
    }

    func updates(at samples: Rational) -> Rational {
      let epochs = Rational((samples / dataset).floor, over: BigInteger(1))
      let rest = samples - epochs * dataset
      let inFull = full * perUpdate
      let inside = rest <= inFull ? rest / perUpdate : full + (rest - inFull) / short
      return epochs * epoch + inside
    }
  }

  // MARK: Rounding

  /// The update at a position: the first before which at least that much has been consumed.
  ///
  /// - Returns: nil when the update lies outside ±(2^53 - 1), or what is counted instead of updates does.
  package func update(at position: Rational) -> Int64? {
    if measure != .updates { return place(at: position) }
    let rounded =
      switch rounding {
      case .ceil: position.ceiling
      case .floor: position.floor
      case .nearest: position.nearest
      }
    guard let update = rounded.int64, update.magnitude < 1 << 53 else { return nil }
    return update
  }
}
