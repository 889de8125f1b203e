// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Updates one after another that consume equally much, or epochs of such updates one after another.
///
/// A stretch says what lies before it and how it goes on; where it ends is where the next one starts.
struct Stretch: Hashable, Sendable {
  /// Whole epochs of equal batches, over and over.
  struct Cycle: Hashable, Sendable {
    /// The updates of an epoch.
    let updates: Int64
    /// The samples that an epoch consumes.
    let samples: Int64
  }

  /// The first update.
  let start: Int64
  /// What is consumed before it.
  let samplesBefore: Int64
  let tokensBefore: Int64
  /// The epochs that have ended before it.
  let epochsBefore: Int64
  /// What the epoch that has begun has consumed before it.
  let samplesOfEpoch: Int64
  /// The samples of an update, but for the last one of an epoch.
  let batch: Int64
  /// The tokens of a sample; nil where that is not known.
  let sequence: Int64?
  /// Nil where the updates are those of one epoch, or there are no epochs.
  let cycle: Cycle?

  // MARK: Samples

  /// The samples consumed between the start and a position, in updates.
  func samples(upTo position: Rational) -> Rational {
    let passed = position - Rational(start)
    guard let cycle else { return passed * Rational(batch) }
    let (epochs, rest) = passed.split(by: cycle.updates)
    let full = Rational(cycle.updates - 1)
    let inside =
      rest <= full
      ? rest * Rational(batch)
      : full * Rational(batch) + (rest - full) * Rational(cycle.lastBatch(after: batch))
    return epochs * Rational(cycle.samples) + inside
  }

  /// The position at which so many samples have been consumed since the start.
  func position(afterSamples samples: Rational) -> Rational {
    guard let cycle else { return Rational(start) + samples / Rational(batch) }
    let (epochs, rest) = samples.split(by: cycle.samples)
    let full = Rational((cycle.updates - 1) * batch)
    let inside =
      rest <= full
      ? rest / Rational(batch)
      : Rational(cycle.updates - 1) + (rest - full) / Rational(cycle.lastBatch(after: batch))
    return Rational(start) + epochs * Rational(cycle.updates) + inside
  }

  // MARK: Whole updates

  /// The samples consumed before an update, the epochs that have ended since the start, and the samples of
  /// the one that has not.
  ///
  /// Nil when the number of samples is 2^53 or more.
  func state(before update: Int64) -> (samples: Int64, epochs: Int64, ofEpoch: Int64)? {
    let passed = update - start
    guard let cycle else {
      return passed.product(batch).map { ($0, 0, samplesOfEpoch + $0) }
    }
    let (epochs, rest) = passed.quotientAndRemainder(dividingBy: cycle.updates)
    // The rest is less than an epoch, so its updates are full.
    guard let whole = epochs.product(cycle.samples), whole + rest * batch < ResolvedRun.openLength
    else {
      return nil
    }
    // Between two epochs it is the next batch that says whether the first one has ended.
    if rest == 0, epochs > 0 { return (whole, epochs - 1, cycle.samples) }
    return (whole + rest * batch, epochs, rest * batch)
  }
}

extension Stretch.Cycle {
  /// The samples of the last update of an epoch, of which the others have `batch`.
  func lastBatch(after batch: Int64) -> Int64 { samples - (updates - 1) * batch }
}

extension Rational {
  /// How many whole times a number is contained, and what is left.
  fileprivate func split(by whole: Int64) -> (quotient: Rational, rest: Rational) {
    let quotient = Rational((self / Rational(whole)).floor, over: BigInteger(1))
    return (quotient, self - quotient * Rational(whole))
  }
}

extension Int64 {
  /// The product; nil when it is 2^53 or more.
  ///
  func product(_ other: Int64) -> Int64? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow || product.magnitude >= ResolvedRun.openLength ? nil : product
  }
}
