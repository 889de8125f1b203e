// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// What is written for a channel of one optimizer, or of all of them.
struct OptimizerChannel {
  /// Empty for all optimizers.
  let optimizer: String
  /// The entry, under the name of the channel alone.
  let entry: NameSyntax
  /// Whether it stands in `schedules:`.
  let isScheduled: Bool

  /// As people write it: `lr`, `muon.lr`.
  var title: String { optimizer.isEmpty ? entry.name : "\(optimizer).\(entry.name)" }

  /// Whether both are about the channel of one optimizer.
  func owns(sameAs other: OptimizerChannel) -> Bool {
    entry.name == other.entry.name
      && (optimizer == other.optimizer || optimizer.isEmpty || other.optimizer.isEmpty)
  }
}

/// Reads `optimizer:`, `optimizers:` and the names in `schedules:`: who owns which channel.
struct OptimizerChannels {
  /// The names of the optimizers; empty where there is one without a name.
  let optimizers: [String]
  private let objects: [(name: String, object: ObjectSyntax)]
  private let scheduled: [NameSyntax]

  init(_ recipe: ParsedRecipe) {
    let several = recipe.names("optimizers")
    optimizers = several.map(\.name)
    objects =
      several.compactMap { entry in
        if case .object(let object) = entry.value { (entry.name, object) } else { nil }
      } + (recipe.object("optimizer").map { [("", $0)] } ?? [])
    scheduled = recipe.names("schedules")
  }

  /// The names of all channels that are the same for every optimizer.
  var names: [String] {
    let constants = objects.filter { $0.name.isEmpty }.flatMap(\.object.fields).map(\.name)
    return scheduled.map(\.name).filter { !$0.contains(".") }
      + constants.filter { name in Channel.known.contains { $0.name == name } }
  }

  /// Every channel, those of `schedules:` first; nil in place of one whose optimizer is not there.
  func channels(into sink: inout DiagnosticSink) -> [OptimizerChannel?] {
    var channels = scheduled.map { entry -> OptimizerChannel? in
      let words = entry.name.split(separator: ".", maxSplits: 1).map(String.init)
      guard words.count == 2 else {
        return OptimizerChannel(optimizer: "", entry: entry, isScheduled: true)
      }
      guard optimizers.contains(words[0]) else {
        sink.emit(
          OptimizerDiagnostics.unknown(words[0], known: optimizers, at: entry.keyRange)
        )
        return nil
      }
      let own = NameSyntax(name: words[1], keyRange: entry.keyRange, value: entry.value)
      return OptimizerChannel(optimizer: words[0], entry: own, isScheduled: true)
    }
    for (name, object) in objects {
      for field in object.fields where Channel.known.contains(where: { $0.name == field.name }) {
        let entry = NameSyntax(name: field.name, keyRange: field.keyRange, value: field.value)
        channels.append(OptimizerChannel(optimizer: name, entry: entry, isScheduled: false))
      }
    }
    report(channels.compactMap { $0 }, into: &sink)
    return channels
  }

  /// A channel of an optimizer has one owner.
  private func report(_ channels: [OptimizerChannel], into sink: inout DiagnosticSink) {
    for (index, channel) in channels.enumerated() {
      guard let first = channels[..<index].first(where: channel.owns) else { continue }
      // The schedule is where the eye is: what stands in an optimizer is the other place.
      let isMoved = first.isScheduled && !channel.isScheduled
      sink.emit(
        isMoved
          ? OptimizerDiagnostics.twoOwners(first, first: channel)
          : OptimizerDiagnostics.twoOwners(channel, first: first)
      )
    }
  }

  /// What is no channel: facts for lints and adapters.
  func facts(_ evaluator: inout ExpressionEvaluator) -> [RunFactText] {
    var facts: [RunFactText] = []
    if !optimizers.isEmpty {
      facts.append(RunFactText(name: "optimizers", value: optimizers.joined(separator: " ")))
    }
    for (name, object) in objects {
      let prefix = name.isEmpty ? "optimizer" : "optimizer.\(name)"
      for field in object.fields {
        let value: String?
        switch field.value {
        case .text(let text, _): value = text
        case .flag(let flag, _): value = flag ? "true" : "false"
        case .expression(let expression)
        where !Channel.known.contains { $0.name == field.name }:
          value = evaluator.number(expression)?.double.shortDescription
        default: value = nil
        }
        if let value { facts.append(RunFactText(name: "\(prefix).\(field.name)", value: value)) }
      }
    }
    return facts
  }
}
