// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// A whole number that a fact of the run has from an update on.
package struct FactLevel: Hashable, Sendable {
  /// The first update.
  package let start: Int64
  package let value: Int64

  /// A value from an update on.
  package init(start: Int64, value: Int64) {
    self.start = start
    self.value = value
  }
}

extension Consumption {
  /// What updates consume by what is known of a run and by the levels of what is scheduled; nil where the
  /// levels do not go together with the facts.
  ///
  /// - Parameters:
  ///   - facts: the facts that are written as numbers.
  ///   - batch: samples of an update, in order from update 0 on; empty for a constant batch.
  ///   - sequence: the same for the tokens of a sample.
  init?(_ facts: ScheduledFacts, batch: [FactLevel], sequence: [FactLevel]) {
    self.init(epochs: facts.epochs)
    let starts = Set((batch + sequence).map(\.start)).sorted()
    for start in starts {
      let tokens = sequence.last { $0.start <= start }?.value ?? facts.constantSequence
      guard
        let samples = batch.last(where: { $0.start <= start })?.value
          ?? facts.constantBatch(sequence: tokens),
        change(at: start, batch: samples, sequence: tokens) == nil
      else { return nil }
    }
  }
}

extension ScheduledFacts {
  /// How epochs end; nil where they are counted in updates, or not at all.
  var epochs: Consumption.Epochs? {
    guard clock.epoch == .absent, let dataset = clock.dataset.value?.numerator.int64,
      dataset < ResolvedRun.openLength
    else { return nil }
    return Consumption.Epochs(dataset: dataset, keepsShortBatch: clock.keepsShortBatch)
  }

  /// The tokens of every sample, where no schedule says them.
  var constantSequence: Int64? { clock.sequence.value?.numerator.int64 }

  /// The samples of every update, where no schedule says them.
  ///
  /// Nil as well for a batch in tokens that is no whole number of sequences.
  func constantBatch(sequence: Int64?) -> Int64? {
    if let samples = clock.samplesPerUpdate.value { return samples.numerator.int64 }
    guard let tokens = clock.tokensPerUpdate.value, let sequence else { return nil }
    let samples = tokens / Rational(sequence)
    return samples.isInteger ? samples.numerator.int64 : nil
  }
}
