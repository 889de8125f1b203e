// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Reads the schedule of the batch or of the sequence, and refuses what would need to know the run.
struct CausalReader {
  private let entry: NameSyntax
  private let facts: ScheduledFacts
  private let root: ObjectSyntax
  var evaluator: ExpressionEvaluator

  init(
    _ entry: NameSyntax,
    of root: ObjectSyntax,
    facts: ScheduledFacts,
    evaluator: ExpressionEvaluator
  ) {
    self.entry = entry
    self.root = root
    self.facts = facts
    self.evaluator = evaluator
  }

  /// The channel; nil where it could not be read, which was reported.
  mutating func channel() -> CausalChannel? {
    guard let channel = Channel.known.first(where: { $0.name == entry.name }) else { return nil }
    evaluator.valueUnit = channel.valueUnit
    defer { evaluator.valueUnit = nil }
    switch entry.value {
    case .expression(let expression):
      return constant(expression, channel)
    case .object(let object):
      return scheduled(object, channel)
    default:
      return nil
    }
  }

  /// `batch: 256` is one phase that holds.
  private mutating func constant(
    _ expression: ExpressionSyntax,
    _ channel: Channel
  ) -> CausalChannel? {
    let field = FieldSyntax(name: "from", keyRange: entry.keyRange, value: .expression(expression))
    let hold = KindSyntax(
      kind: "hold",
      written: "hold",
      kindRange: expression.range,
      object: ObjectSyntax(fields: [field], range: expression.range)
    )
    let item = PhaseLayout.Item(
      kind: "hold",
      kindRange: expression.range,
      extent: .rest(expression.range)
    )
    return CausalChannel(
      channel,
      entry,
      phases: [(hold, item)],
      rounding: nil,
      facts: facts,
      player: player(endpoints: .start)
    )
  }

  private mutating func scheduled(_ object: ObjectSyntax, _ channel: Channel) -> CausalChannel? {
    let known = ["phases", "bounds", "after", "round_to", "endpoints"]
    guard let phases = object["phases"] else {
      // A formula, or another channel, would have to be known before the run is.
      if refuse(object, but: known) {
        evaluator.sink.emit(SourceDiagnostics.oneSource(channel.name, object, []))
      }
      return nil
    }
    guard case .kinds(let kinds, let range) = phases.value else { return nil }
    guard !kinds.isEmpty else {
      evaluator.sink.emit(ScheduleDiagnostics.noPhases(channel.name, at: range))
      return nil
    }
    var isFine = refuse(object, but: known)
    let rounding = self.rounding(object, isFine: &isFine)
    var settings = SettingsReader(
      run: ResolvedRun(clock: facts.clock, length: facts.length, facts: []),
      evaluator: evaluator
    )
    let conventions = settings.endpoints(of: object, otherwise: .start)
    evaluator = settings.evaluator
    // Those of the recipe are reported where the recipe is read.
    let inherited = settings.endpoints(of: root, otherwise: .start) ?? .start
    var items: [(syntax: KindSyntax, item: PhaseLayout.Item)] = []
    for (index, phase) in kinds.enumerated() {
      guard let phase, let item = item(phase, isLast: index == kinds.count - 1) else {
        isFine = false
        continue
      }
      items.append((phase, item))
    }
    guard isFine, let conventions else { return nil }
    return CausalChannel(
      channel,
      entry,
      phases: items,
      rounding: rounding,
      facts: facts,
      endpointsPlace: object["endpoints"]?.keyRange,
      player: player(endpoints: object["endpoints"] == nil ? inherited : conventions)
    )
  }

  private func player(endpoints: Endpoints) -> PhasePlayer {
    PhasePlayer(
      run: ResolvedRun(clock: facts.clock, length: facts.length, facts: []),
      grid: 1,
      endpoints: endpoints,
      evaluator: evaluator
    )
  }

  // MARK: Phases

  /// A phase with its length; nil where it could not be read or stands in its own way.
  private mutating func item(_ phase: KindSyntax, isLast: Bool) -> PhaseLayout.Item? {
    let isReactive = phase.object["until"] ?? phase.object["at_most"]
    if isReactive != nil || phase.kind == PhaseKind.plateau.spec.name {
      let place = isReactive?.keyRange ?? phase.kindRange
      evaluator.sink.emit(CausalDiagnostics.reactive(entry.name, at: place))
      return nil
    }
    let keys = PhaseKindRegistry.kind(named: phase.kind)?.spec.keys.map(\.name) ?? []
    guard refuse(phase.object, but: keys.filter { $0 != "grid" }) else { return nil }
    var extents = ExtentReader(length: facts.length, evaluator: evaluator)
    let item = extents.item(phase, isLast: isLast)
    evaluator = extents.evaluator
    guard let item else { return nil }
    switch item.extent {
    case .rest where !isLast:
      evaluator.sink.emit(CausalDiagnostics.restBefore(item, of: entry.name))
      return nil
    case .duration(_, _, let place, isLast: true):
      evaluator.sink.emit(CausalDiagnostics.lastOfRun(item, of: entry.name, at: place))
      return nil
    default:
      return item
    }
  }

  /// Refuses settings that a batch and a sequence do not have.
  private mutating func refuse(_ object: ObjectSyntax, but known: [String]) -> Bool {
    var isFine = true
    for field in object.fields where !known.contains(field.name) && !field.value.isInvalid {
      let summary = "`\(field.name)` in the schedule of `\(entry.name)`"
      evaluator.sink.emit(
        NotSupportedYet.diagnostic(field.name, summary: summary, at: field.keyRange)
      )
      isFine = false
    }
    return isFine
  }

  // MARK: Rounding

  /// What values are rounded to; not fine where that could not be read, which was reported.
  private mutating func rounding(_ object: ObjectSyntax, isFine: inout Bool) -> ValueRounding? {
    guard let field = object["round_to"] else { return nil }
    guard case .object(let keys) = field.value, let expression = keys.expression("multiple"),
      let multiple = evaluator.value(expression)
    else {
      isFine = false
      return nil
    }
    guard multiple.isInteger, multiple > Rational(0) else {
      evaluator.sink.emit(CausalDiagnostics.multipleNotWhole(entry.name, expression))
      isFine = false
      return nil
    }
    var mode = ValueRounding.Mode.nearest
    if case .word(let word, _)? = keys["mode"]?.value {
      mode = ValueRounding.Mode(rawValue: word) ?? mode
    }
    return ValueRounding(multiple: multiple, mode: mode)
  }
}
