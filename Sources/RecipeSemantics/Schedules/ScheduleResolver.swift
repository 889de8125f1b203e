// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Resolves one entry of `schedules:`: places its phases, shapes them, and checks how they join.
struct ScheduleResolver {
  let channel: Channel
  let entry: NameSyntax
  let run: ResolvedRun
  /// The recipe's convention for phases that state none.
  let endpoints: Endpoints
  /// How many steps and curves the recipe may still have.
  let stepLimit: Int
  var evaluator: ExpressionEvaluator
  /// Values that modifiers name.
  var written: [PhaseReader.WrittenValue] = []

  init(
    channel: Channel,
    entry: NameSyntax,
    run: ResolvedRun,
    endpoints: Endpoints,
    stepLimit: Int,
    evaluator: ExpressionEvaluator
  ) {
    self.channel = channel
    self.entry = entry
    self.run = run
    self.endpoints = endpoints
    self.stepLimit = stepLimit
    self.evaluator = evaluator
  }

  /// Resolves the entry as far as what is bound allows.
  ///
  /// - Returns: nil when something is not bound yet, or was reported.
  mutating func resolve() -> ResolvedSchedule? {
    switch entry.value {
    case .expression(let expression):
      return constant(expression)
    case .object(let object):
      guard bindPeak(object) else { return nil }
      defer { evaluator.bindings.peak = nil }
      return schedule(object)
    default:
      return nil
    }
  }

  /// Reads what the schedule calls `peak`; false when that was reported or is not bound yet.
  private mutating func bindPeak(_ object: ObjectSyntax) -> Bool {
    guard let field = object["peak"] else { return true }
    let variables = evaluator.bindings.variables
    if let variable = variables.first(where: { $0.name == "peak" }) {
      evaluator.sink.emit(ScalingDiagnostics.twoPeaks(field, variable: variable))
    } else if !VariableUse.uses("peak", in: object) {
      evaluator.sink.emit(ScalingDiagnostics.unusedPeak(field))
    }
    switch field.value {
    case .expression(let expression): evaluator.bindings.peak = evaluator.number(expression)
    case .object(let scaling): evaluator.bindings.peak = evaluator.scaled(scaling)
    default: break
    }
    return evaluator.bindings.peak != nil
  }

  // MARK: Constants

  /// `momentum: 0.9` is one phase that holds.
  private mutating func constant(_ expression: ExpressionSyntax) -> ResolvedSchedule? {
    guard channel.domain != nil else {
      evaluator.sink.emit(
        ScheduleDiagnostics.missingBounds(channel.name, constant: expression, at: entry.keyRange)
      )
      return nil
    }
    guard let value = evaluator.number(expression) else { return nil }
    var bounds = BoundsResolver(channel: channel, evaluator: evaluator)
    bounds.add(PhaseReader.WrittenValue(value: value, range: expression.range))
    let resolved = bounds.resolve(stated: nil, levels: [value])
    evaluator = bounds.evaluator
    guard let resolved, let length = run.length else { return nil }
    let phase = ResolvedPhase(
      kind: "hold",
      range: expression.range,
      updates: 0..<length.updates,
      segments: [.constant(value.double, 0..<length.updates)],
      start: value.double,
      end: value.double,
      grid: 1,
      hasOwnGrid: false
    )
    return ResolvedSchedule(
      channel: channel.name,
      range: entry.keyRange,
      phases: [phase],
      bounds: resolved,
      after: .hold(value.double)
    )
  }

  // MARK: Phases

  private mutating func schedule(_ object: ObjectSyntax) -> ResolvedSchedule? {
    if let followed = phasesToFollow(object) { return follow(followed, object) }
    guard let phases = source(object) else { return nil }
    guard !phases.isEmpty else {
      let range = object["phases"]?.value.range ?? object.range
      evaluator.sink.emit(ScheduleDiagnostics.noPhases(channel.name, at: range))
      return nil
    }
    guard let player = play(phases, of: object) else { return nil }
    let modified = modified(player, object)
    let after = self.after(object, player: player, end: modified.map { $0.end } ?? player.lastEnd)
    let levels = player.isUnpredictable ? nil : player.levels
    let resolved = bounds(
      object,
      player: player,
      levels: modified.map { $0.levels } ?? levels,
      after: after
    )
    guard let played = modified?.phases, let resolved, let after else { return nil }
    return ResolvedSchedule(
      channel: channel.name,
      range: entry.keyRange,
      phases: played,
      bounds: resolved,
      after: after.policy,
      machines: player.machines
    )
  }

  /// Places and plays phases; nil when they have more steps than a recipe may have, or settings are unknown.
  mutating func play(_ phases: [KindSyntax?], of object: ObjectSyntax) -> PhasePlayer? {
    var settings = SettingsReader(run: run, evaluator: evaluator)
    let conventions = settings.endpoints(of: object, otherwise: endpoints)
    let grid = settings.grid(of: object, otherwise: 1)
    evaluator = settings.evaluator
    let flat = FlatPhases(phases, into: &evaluator.sink)
    let times = place(flat.entries.map(\.phase))
    guard let conventions, let grid else { return nil }
    return play(flat, times: times, grid: grid, endpoints: conventions)
  }

  /// Plays all phases; nil when they have more steps than a recipe may have, which is reported.
  private mutating func play(
    _ flat: FlatPhases,
    times: [PhaseTime]?,
    grid: Int64,
    endpoints: Endpoints
  ) -> PhasePlayer? {
    var player = PhasePlayer(
      run: run,
      grid: grid,
      endpoints: endpoints,
      evaluator: evaluator
    )
    defer { evaluator = player.evaluator }
    var firstBelow = 0
    for (index, entry) in flat.entries.enumerated() {
      if let plateau = entry.plateau, player.below == nil {
        player.beginPlateau(flat.plateaus[plateau])
        firstBelow = index
      }
      player.play(entry.phase, time: times?[index])
      let next = flat.entries.indices.contains(index + 1) ? flat.entries[index + 1].plateau : nil
      if player.below != nil, next != entry.plateau {
        player.endPlateau(times.map { Array($0[firstBelow...index]) })
      }
      guard player.steps <= stepLimit else {
        let limit = RecipeResolver.stepLimit
        let place = entry.phase?.kindRange ?? self.entry.keyRange
        player.evaluator.sink.emit(ScheduleDiagnostics.tooManySteps(limit: limit, at: place))
        return nil
      }
    }
    return player
  }

  private mutating func bounds(
    _ object: ObjectSyntax,
    player: PhasePlayer,
    levels: [Rational]?,
    after: AfterTheEnd?
  ) -> ValueBounds? {
    guard channel.domain != nil || object["bounds"] != nil else {
      evaluator.sink.emit(ScheduleDiagnostics.missingBounds(channel.name, at: entry.keyRange))
      return nil
    }
    var bounds = BoundsResolver(channel: channel, evaluator: evaluator)
    defer { evaluator = bounds.evaluator }
    for value in player.written + written { bounds.add(value) }
    if let value = after?.written { bounds.add(value) }
    return bounds.resolve(stated: object["bounds"], levels: levels)
  }

  private mutating func place(_ phases: [KindSyntax?]) -> [PhaseTime]? {
    var extents = ExtentReader(length: run.length, evaluator: evaluator)
    let items = phases.enumerated().map { index, phase in
      phase.flatMap { extents.item($0, isLast: index == phases.count - 1) }
    }
    evaluator = extents.evaluator
    let known = items.compactMap { $0 }
    guard known.count == items.count else { return nil }
    let conversion = TimeConversion(clock: run.clock, length: run.length, evaluator: evaluator)
    var layout = PhaseLayout(known, conversion: conversion)
    let times = layout.place()
    evaluator = layout.conversion.evaluator
    return times
  }

  // MARK: Past the end

  private struct AfterTheEnd {
    let policy: ResolvedSchedule.After
    var written: PhaseReader.WrittenValue?
  }

  private mutating func after(
    _ object: ObjectSyntax,
    player: PhasePlayer,
    end: Rational?
  ) -> AfterTheEnd? {
    guard let field = object["after"] else { return hold(player, end: end, at: nil) }
    switch field.value {
    case .word("hold", let range):
      return hold(player, end: end, at: range)
    case .word("error", _):
      return AfterTheEnd(policy: .error)
    case .word(_, let range):
      return repeated(player, at: range)
    case .expression(let expression):
      guard let value = evaluator.number(expression) else { return nil }
      return AfterTheEnd(
        policy: .hold(value.double),
        written: PhaseReader.WrittenValue(value: value, range: expression.range)
      )
    default:
      return nil
    }
  }

  private mutating func repeated(_ player: PhasePlayer, at range: SourceRange) -> AfterTheEnd? {
    if let length = run.length, length.isOpen {
      evaluator.sink.emit(RunDiagnostics.repeatInOpenRun(at: range, length))
      return nil
    }
    guard player.machines.isEmpty else {
      evaluator.sink.emit(ReactiveDiagnostics.repeats(at: range))
      return nil
    }
    if let seam = player.seam, !seam.isDeclared {
      evaluator.sink.emit(ScheduleDiagnostics.undeclaredSeam(seam, at: range))
    }
    return AfterTheEnd(policy: .repeats)
  }

  /// By default the limit at the end of the last phase goes on, under its plateau if it has one.
  ///
  /// - Parameters:
  ///   - player: all phases.
  ///   - end: the limit, with all modifiers.
  ///   - range: where `hold` is written; nil where it is not.
  /// - Returns: nil when the value is not known: reported, or not bound yet.
  private mutating func hold(
    _ player: PhasePlayer,
    end: Rational?,
    at range: SourceRange?
  ) -> AfterTheEnd? {
    guard let end else { return nil }
    switch player.lastOpenEnd {
    case (_, .plateau)?:
      return AfterTheEnd(policy: .continues(end.double))
    case (let last, .event)?:
      evaluator.sink.emit(
        ReactiveDiagnostics.heldEndDepends(on: last, held: range)
      )
      return nil
    case nil:
      return AfterTheEnd(policy: .hold(end.double))
    }
  }
}
