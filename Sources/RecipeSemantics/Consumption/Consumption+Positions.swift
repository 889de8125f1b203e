// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// Positions in updates, samples, tokens and epochs, from one to the other.
extension Consumption {
  /// How much has been consumed at a position in updates, which may lie between two of them.
  package func amount(of measure: Measure, at position: Rational) -> Rational {
    guard measure != .updates, let stretch = last(where: { Rational($0.start) <= position }) else {
      return position
    }
    let samples = stretch.samples(upTo: position)
    switch measure {
    case .updates:
      return position
    case .samples:
      return Rational(stretch.samplesBefore) + samples
    case .tokens:
      return Rational(stretch.tokensBefore) + samples * Rational(stretch.sequence ?? 0)
    case .epochs:
      return epochs(of: stretch, at: position, samples: samples)
    }
  }

  /// The position in updates at which so much has been consumed: the inverse of `amount`.
  package func position(of measure: Measure, _ amount: Rational) -> Rational {
    switch measure {
    case .updates:
      return amount
    case .samples:
      guard let stretch = last(where: { Rational($0.samplesBefore) <= amount }) else {
        return amount
      }
      return stretch.position(afterSamples: amount - Rational(stretch.samplesBefore))
    case .tokens:
      guard let stretch = last(where: { Rational($0.tokensBefore) <= amount }),
        let sequence = stretch.sequence
      else { return amount }
      let tokens = amount - Rational(stretch.tokensBefore)
      return stretch.position(afterSamples: tokens / Rational(sequence))
    case .epochs:
      return position(ofEpochs: amount)
    }
  }

  /// The first update before which at least so much has been consumed; nil past 2^53.
  func firstUpdate(_ measure: Measure, reaching amount: Int64) -> Int64? {
    let update = position(of: measure, Rational(amount)).ceiling.int64
    return update.flatMap { $0 < ResolvedRun.openLength ? $0 : nil }
  }

  /// The last stretch that a rising condition holds for, or the first of all.
  private func last(where holds: (Stretch) -> Bool) -> Stretch? {
    // While a schedule is followed nothing but the last stretch is asked for.
    if let last = stretches.last, holds(last) { return last }
    return stretches.isEmpty ? nil : stretches[max(count(where: holds) - 1, 0)]
  }

  /// How many stretches a condition holds for that holds for all of the first ones and for no later one.
  func count(where holds: (Stretch) -> Bool) -> Int {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(stretches[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Epochs

  /// A part of an epoch is that part of its samples; where the rest is dropped, the epoch ends earlier.
  private func epochs(
    of stretch: Stretch,
    at position: Rational,
    samples: Rational
  ) -> Rational {
    guard let epochs else { return position }
    let whole = Rational(stretch.epochsBefore)
    let dataset = Rational(epochs.dataset)
    guard let cycle = stretch.cycle else {
      return whole + (Rational(stretch.samplesOfEpoch) + samples) / dataset
    }
    let ended = Rational((samples / Rational(cycle.samples)).floor, over: BigInteger(1))
    return whole + ended + (samples - ended * Rational(cycle.samples)) / dataset
  }

  private func position(ofEpochs amount: Rational) -> Rational {
    guard let epochs else { return amount }
    let dataset = Rational(epochs.dataset)
    let stretch = last {
      Rational($0.epochsBefore) + Rational($0.samplesOfEpoch) / dataset <= amount
    }
    guard let stretch else { return amount }
    let passed = amount - Rational(stretch.epochsBefore)
    guard let cycle = stretch.cycle else {
      let samples = passed * dataset - Rational(stretch.samplesOfEpoch)
      let after = count { $0.start <= stretch.start }
      let end = after < stretches.count ? stretches[after].start : nil
      let found = stretch.position(afterSamples: samples)
      return end.map { min(found, Rational($0)) } ?? found
    }
    let ended = Rational(passed.floor, over: BigInteger(1))
    let rest = min((passed - ended) * dataset, Rational(cycle.samples))
    return stretch.position(afterSamples: ended * Rational(cycle.samples) + rest)
  }
}
