// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// What is known of a fact of the run.
package enum Fact: Hashable, Sendable {
  /// Not written.
  case absent
  /// `required`, and not bound; the path names what to bind.
  case unbound(String)
  /// Written, and reported as wrong.
  case invalid
  case known(Rational)

  /// The value, if it is known.
  package var value: Rational? {
    if case .known(let value) = self { value } else { nil }
  }

  /// The first fact that is not known, or the result of all values.
  static func combine(_ first: Fact, _ second: Fact, _ operation: (Rational, Rational) -> Fact) -> Fact {
    switch (first, second) {
    case (.known(let a), .known(let b)): operation(a, b)
    case (.invalid, _), (_, .invalid): .invalid
    case (.unbound, _): first
    case (_, .unbound): second
    default: .absent
    }
  }
}

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

  /// Why a position in some unit cannot be computed.
  package enum Obstacle: Error, Hashable, Sendable {
    /// Facts that would have to be written.
    case missing([String])
    case unbound(String)
    case invalid
  }

  /// The position reached from `start` (in updates) by consuming an amount; a negative amount goes back.
  ///
  /// - Parameters:
  ///   - start: a position in updates.
  ///   - amount: how much of the unit.
  ///   - unit: any unit but `%` and `of run`, which their context turns into another one first.
  package func position(
    from start: Rational,
    by amount: Rational,
    _ unit: Unit
  ) throws(Obstacle) -> Rational {
    switch unit {
    case .steps:
      return start + amount
    case .epochs:
      let epoch = try value(epoch, orMissing: ["run.dataset", "run.batch"])
      return start + amount * epoch
    case .evaluations:
      return start + amount * (try value(evaluation, orMissing: ["run.evaluate"]))
    case .samples:
      return try position(from: start, bySamples: amount)
    case .tokens:
      if case .known(let tokens) = sequence, case .known = samplesPerUpdate {
        return try position(from: start, bySamples: amount / tokens)
      }
      let missing = ["run.sequence", "run.batch"]
      return start + amount / (try value(tokensPerUpdate, orMissing: missing))
    case .percent, .run:
      return start
    }
  }

  private func value(
    _ fact: Fact,
    orMissing names: [String]
  ) throws(Obstacle) -> Rational {
    switch fact {
    case .known(let value): return value
    case .absent: throw .missing(names)
    case .unbound(let path): throw .unbound(path)
    case .invalid: throw .invalid
    }
  }

  // MARK: Samples

  /// Samples and updates are proportional, except that a kept short batch holds fewer samples.
  private func position(
    from start: Rational,
    bySamples amount: Rational
  ) throws(Obstacle) -> Rational {
    let perUpdate = try value(samplesPerUpdate, orMissing: ["run.batch"])
    guard keepsShortBatch, case .known(let dataset) = dataset, case .known(let epoch) = epoch,
      epoch * perUpdate > dataset, (epoch - Rational(1)) * perUpdate < dataset
    else { return start + amount / perUpdate }
    let short = ShortBatch(dataset: dataset, perUpdate: perUpdate, epoch: epoch)
    return short.updates(at: short.samples(at: start) + amount)
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
  /// - Returns: nil when the position lies outside ±2^53.
  package func update(at position: Rational) -> Int64? {
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
