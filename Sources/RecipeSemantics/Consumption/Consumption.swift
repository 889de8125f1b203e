// SPDX-License-Identifier: Apache-2.0

/// What the updates of a run consume when its batch or its sequence is scheduled.
///
/// The map between updates and data is exact: whole numbers at every update and a straight line between
/// two updates, kept as one stretch for every run of equal batches.
package struct Consumption: Hashable, Sendable {
  /// How the epochs of the run end.
  package struct Epochs: Hashable, Sendable {
    /// The samples of the dataset.
    let dataset: Int64
    /// Whether the samples that do not fill a batch are used.
    let keepsShortBatch: Bool
  }

  /// What positions can be measured in.
  package enum Measure: Hashable, Sendable {
    case updates
    case samples
    case tokens
    case epochs
  }

  /// Nil where epochs are counted in updates, or not at all.
  let epochs: Epochs?
  /// In order; the last one goes on without end.
  private(set) var stretches: [Stretch] = []
  /// The first update from which on nothing changes any more.
  private(set) var lastChange: Int64 = 0

  /// Nothing consumed yet.
  init(epochs: Epochs?) { self.epochs = epochs }

  /// Whether every sample has a known number of tokens.
  package var hasTokens: Bool { stretches.first?.sequence != nil }

  /// What every update consumes from the last change on, but for the last of an epoch.
  var settled: (batch: Int64, sequence: Int64?)? { stretches.last.map { ($0.batch, $0.sequence) } }

  // MARK: Growth

  /// Sets what updates consume from an update on; forgets what was said about later ones.
  ///
  /// - Parameters:
  ///   - update: the first such update, not before the last change.
  ///   - batch: samples of an update, more than zero.
  ///   - sequence: tokens of a sample, more than zero; nil where that is not known.
  /// - Returns: why that cannot be; nil when it can.
  mutating func change(at update: Int64, batch: Int64, sequence: Int64?) -> Obstacle? {
    if let last = settled, last == (batch, sequence) { return nil }
    guard let state = self.state(before: update) else { return .tooMuch }
    while let last = stretches.last, last.start >= update { stretches.removeLast() }
    lastChange = update
    return add(state, batch: batch, sequence: sequence)
  }

  /// Why updates cannot consume what they are to consume.
  enum Obstacle: Hashable {
    /// 2^53 samples or tokens, or more.
    case tooMuch
    /// Short batches are dropped, and the dataset does not fill one batch.
    case emptyEpoch(batch: Int64)
  }

  private struct State {
    var update: Int64
    var samples: Int64 = 0
    var tokens: Int64 = 0
    var epochs: Int64 = 0
    var ofEpoch: Int64 = 0

    /// Goes on by full batches of the epoch that has begun; false when that is too much.
    mutating func advance(by updates: Int64, of batch: Int64, _ sequence: Int64?) -> Bool {
      guard let passed = updates.product(batch), let tokens = passed.product(sequence ?? 0) else {
        return false
      }
      update += updates
      samples += passed
      self.tokens += tokens
      ofEpoch += passed
      return max(samples, self.tokens) < ResolvedRun.openLength
    }
  }

  private func state(before update: Int64) -> State? {
    guard let stretch = stretches.last(where: { $0.start < update }) else {
      return State(update: update)
    }
    guard let passed = stretch.state(before: update),
      let tokens = passed.samples.product(stretch.sequence ?? 1)
    else { return nil }
    let state = State(
      update: update,
      samples: stretch.samplesBefore + passed.samples,
      tokens: stretch.tokensBefore + (stretch.sequence == nil ? 0 : tokens),
      epochs: stretch.epochsBefore + passed.epochs,
      ofEpoch: passed.ofEpoch
    )
    return max(state.samples, state.tokens) < ResolvedRun.openLength ? state : nil
  }

  /// Adds the end of the epoch that has begun, and then whole epochs.
  private mutating func add(_ first: State, batch: Int64, sequence: Int64?) -> Obstacle? {
    var state = first
    guard let epochs else {
      append(state, batch: batch, sequence: sequence, cycle: nil)
      return nil
    }
    guard epochs.keepsShortBatch || batch <= epochs.dataset else {
      return .emptyEpoch(batch: batch)
    }
    if state.ofEpoch > 0 {
      let left = epochs.dataset - state.ofEpoch
      let full = left / batch
      if full > 0 {
        append(state, batch: batch, sequence: sequence, cycle: nil)
        guard state.advance(by: full, of: batch, sequence) else { return .tooMuch }
      }
      let short = left - full * batch
      if short > 0, epochs.keepsShortBatch {
        append(state, batch: short, sequence: sequence, cycle: nil)
        guard state.advance(by: 1, of: short, sequence) else { return .tooMuch }
      }
      state.epochs += 1
      state.ofEpoch = 0
    }
    let full = epochs.dataset / batch
    let cycle =
      epochs.keepsShortBatch
      ? Stretch.Cycle(
        updates: full + (full * batch < epochs.dataset ? 1 : 0),
        samples: epochs.dataset
      ) : Stretch.Cycle(updates: full, samples: full * batch)
    append(state, batch: batch, sequence: sequence, cycle: cycle)
    return nil
  }

  private mutating func append(
    _ state: State,
    batch: Int64,
    sequence: Int64?,
    cycle: Stretch.Cycle?
  ) {
    stretches.append(
      Stretch(
        start: state.update,
        samplesBefore: state.samples,
        tokensBefore: state.tokens,
        epochsBefore: state.epochs,
        samplesOfEpoch: state.ofEpoch,
        batch: batch,
        sequence: sequence,
        cycle: cycle
      )
    )
  }
}
