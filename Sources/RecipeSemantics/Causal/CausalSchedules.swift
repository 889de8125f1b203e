// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The schedules of the batch and of the sequence, which say what updates consume.
///
/// Both are causal: the value for an update follows from what the updates before it have consumed. They
/// are followed together, from one change of either to the next, before anything else of the run is known.
struct CausalSchedules {
  /// The channels that say what updates consume.
  static let names = ["batch", "sequence"]

  private let entries: [NameSyntax]
  private let root: ObjectSyntax
  private var channels: [CausalChannel] = []
  private var isFollowed = false

  /// Takes the schedules of a recipe.
  ///
  /// - Parameters:
  ///   - schedules: all entries of `schedules:`.
  ///   - root: the recipe, which may state a convention for endpoints.
  init(_ schedules: [NameSyntax], of root: ObjectSyntax) {
    entries = schedules.filter { Self.names.contains($0.name) }
    self.root = root
  }

  /// What updates consume; nil where that is not known: reported, or not bound yet.
  mutating func follow(
    _ facts: ScheduledFacts,
    _ evaluator: inout ExpressionEvaluator
  ) -> Consumption? {
    var isComplete = true
    for (name, place) in [("batch", facts.batchPlace), ("sequence", facts.sequencePlace)] {
      guard let place else { continue }
      guard let entry = entries.first(where: { $0.name == name }) else {
        evaluator.sink.emit(CausalDiagnostics.nothingScheduled(name, at: place))
        isComplete = false
        continue
      }
      var reader = CausalReader(entry, of: root, facts: facts, evaluator: evaluator)
      let channel = reader.channel()
      evaluator = reader.evaluator
      if let channel { channels.append(channel) } else { isComplete = false }
    }
    guard isComplete, facts.isComplete(with: channels.map(\.channel.name)) else { return nil }
    var consumption = Consumption(epochs: facts.epochs)
    var update: Int64? = 0
    while let now = update {
      guard step(to: now, &consumption, facts, &evaluator) else { return nil }
      update = channels.compactMap { $0.nextChange(after: now, consumption) }.min()
    }
    isFollowed = true
    return consumption
  }

  /// Brings everything to an update at which something changes.
  private mutating func step(
    to update: Int64,
    _ consumption: inout Consumption,
    _ facts: ScheduledFacts,
    _ evaluator: inout ExpressionEvaluator
  ) -> Bool {
    for index in channels.indices {
      channels[index].player.evaluator = evaluator
      channels[index].player.evaluator.valueUnit = channels[index].channel.valueUnit
      let isFine = channels[index].advance(to: update, consumption)
      evaluator = channels[index].player.evaluator
      evaluator.valueUnit = nil
      guard isFine else { return false }
    }
    let sequence = value("sequence") ?? facts.constantSequence
    guard let batch = value("batch") ?? facts.constantBatch(sequence: sequence) else {
      let place = facts.sequencePlace ?? facts.batchPlace ?? channels[0].entry.keyRange
      evaluator.sink.emit(CausalDiagnostics.brokenBatch(sequence: sequence ?? 0, at: place))
      return false
    }
    switch consumption.change(at: update, batch: batch, sequence: sequence) {
    case nil:
      return true
    case .tooMuch?:
      evaluator.sink.emit(CausalDiagnostics.tooMuch(at: channels[0].entry.keyRange))
    case .emptyEpoch(let batch)?:
      evaluator.sink.emit(CausalDiagnostics.emptyEpoch(batch, at: channels[0].entry.keyRange))
    }
    return false
  }

  private func value(_ name: String) -> Int64? {
    channels.first { $0.channel.name == name }?.value
  }

  // MARK: Afterwards

  /// The schedule of one of the channels over a run whose length is known.
  ///
  /// - Returns: nil when there is none: not scheduled, reported, or not bound yet.
  func schedule(
    of entry: NameSyntax,
    in run: ResolvedRun,
    _ evaluator: inout ExpressionEvaluator
  ) -> ResolvedSchedule? {
    guard let channel = channels.first(where: { $0.channel.name == entry.name }) else {
      if run.facts.allSatisfy({ $0 != RunFactText(name: "run.\(entry.name)", value: "scheduled") })
      {
        evaluator.sink.emit(CausalDiagnostics.notScheduled(entry))
      }
      return nil
    }
    guard isFollowed, let length = run.length else { return nil }
    var resolver = CausalResolver(channel, length: length, evaluator: evaluator)
    defer { evaluator = resolver.evaluator }
    return resolver.schedule()
  }
}

extension ScheduledFacts {
  /// Whether everything that the schedules do not say is known, as far as it is written at all.
  fileprivate func isComplete(with scheduled: [String]) -> Bool {
    let isSequenceKnown = scheduled.contains("sequence") || clock.sequence != .unknown
    let isBatchKnown =
      scheduled.contains("batch") || clock.samplesPerUpdate.value != nil
      || clock.tokensPerUpdate.value != nil
    let isEpochKnown = clock.epoch != .unknown && clock.dataset != .unknown
    return isSequenceKnown && isBatchKnown && isEpochKnown
  }
}
