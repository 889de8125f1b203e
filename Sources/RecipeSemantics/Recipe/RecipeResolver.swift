// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// Gives a recipe its meaning: names, units, times and values.
package struct RecipeResolver {
  /// The steps and curves of all schedules together: as many pieces as a table may have.
  static let stepLimit = 1 << 17

  private let recipe: ParsedRecipe
  private var evaluator: ExpressionEvaluator
  private var expectations: [ResolvedExpectation] = []
  /// The names that mean two things, which is reported.
  private var misnamed: Set<String> = []

  /// The length that the run is scaled to, if it is.
  private let scale: ExpressionSyntax?

  private init(_ recipe: ParsedRecipe, scale: ExpressionSyntax?, sink: DiagnosticSink) {
    self.recipe = recipe
    self.scale = scale
    let bindings = Bindings(variables: recipe.names("vars"), run: recipe.object("run"))
    evaluator = ExpressionEvaluator(bindings: bindings, sink: sink)
  }

  /// Resolves a recipe as far as what is bound allows.
  ///
  /// - Parameters:
  ///   - recipe: the recipe, with what was bound.
  ///   - scale: the length to which the run is to be scaled; nil for the run as it is.
  ///   - sink: where findings go.
  /// - Returns: the recipe, or what stands in its way.
  package static func resolve(
    _ recipe: ParsedRecipe,
    scale: ExpressionSyntax? = nil,
    into sink: inout DiagnosticSink
  ) -> Resolution {
    let before = sink.mark
    var resolver = RecipeResolver(recipe, scale: scale, sink: sink)
    let resolved = resolver.resolve()
    sink = resolver.evaluator.sink
    let unbound = resolver.evaluator.bindings.unbound
    let isSound = recipe.isSound && !sink.hasErrors(since: before)
    return Resolution(
      recipe: isSound && unbound.isEmpty ? resolved : nil,
      unbound: unbound,
      allowances: resolver.allowances(),
      expectations: resolver.expectations
    )
  }

  /// Every rule of the stage.
  package static let rules: [DiagnosticRule] =
    [
      QuantityDiagnostics.rules,
      RunDiagnostics.rules,
      LayoutDiagnostics.rules,
      LengthDiagnostics.rules,
      PhaseDiagnostics.rules,
      RepeatDiagnostics.rules,
      EventDiagnostics.rules,
      PlateauDiagnostics.rules,
      ReactiveDiagnostics.rules,
      ScheduleDiagnostics.rules,
      SourceDiagnostics.rules,
      FormulaDiagnostics.rules,
      ModifierDiagnostics.rules,
      RunScalingDiagnostics.rules,
      ExpectationDiagnostics.rules,
      CausalDiagnostics.rules,
      OptimizerDiagnostics.rules,
      GroupDiagnostics.rules,
      ParameterDiagnostics.rules,
      ScalingDiagnostics.rules,
      RootDiagnostics.rules,
      NameDiagnostics.rules,
    ].flatMap { $0 }

  private mutating func resolve() -> ResolvedRecipe? {
    checkVersion()
    let optimizers = OptimizerChannels(recipe)
    let owners = optimizers.channels(into: &evaluator.sink)
    let names = NameCheck(recipe, channels: owners.compactMap { $0 })
    misnamed = names.check(into: &evaluator.sink)
    checkVariables()
    checkUse()
    var runResolution = RunResolution(recipe.object("run"), evaluator: evaluator)
    var causal = CausalSchedules(recipe.names("schedules"), of: recipe.root)
    var run = runResolution.resolve { causal.follow($0, &$1) }
    evaluator = runResolution.evaluator
    if let scale { run = RunScaling.scaled(run, to: scale, &evaluator) }
    var settings = SettingsReader(run: run, evaluator: evaluator)
    let endpoints = settings.endpoints(of: recipe.root, otherwise: .start)
    evaluator = settings.evaluator
    let all = resolveSchedules(
      of: optimizers,
      owners,
      run: run,
      endpoints: endpoints ?? .start,
      causal
    )
    readExpectations(of: all?.tracks.map(\.title), run: run)
    guard let length = run.length, let all, !all.schedules.isEmpty else { return nil }
    return ResolvedRecipe(
      name: text("name"),
      length: length.updates,
      clock: run.clock,
      clockWord: ClockWord(of: recipe.object("run")),
      runLength: length,
      facts: run.facts + optimizers.facts(&evaluator) + all.groups.flatMap(\.facts),
      schedules: all.schedules,
      groups: all.groups,
      tracks: all.tracks,
      scalings: evaluator.bindings.scalings
    )
  }

  private mutating func readExpectations(of titles: [String]?, run: ResolvedRun) {
    let findings = evaluator.sink
    var reader = ExpectationReader(run: run, titles: titles, evaluator: evaluator)
    expectations = reader.read(recipe.root["expect"])
    evaluator = reader.evaluator
    // What cannot be asked of a rehearsal, as of two updates that have become one, is nothing to correct.
    if scale != nil { evaluator.sink = findings }
  }

  private func text(_ key: String) -> String? {
    if case .text(let text, _)? = recipe.root[key]?.value { text } else { nil }
  }

  private mutating func checkVersion() {
    guard let expression = recipe.root.expression("recipec"),
      let version = evaluator.number(expression)
    else { return }
    if version != Rational(RecipeKeys.languageVersion) {
      evaluator.sink.emit(RootDiagnostics.unknownVersion(expression))
    }
  }

  /// Evaluates every variable, so that unbound ones are listed whether or not something needs them yet.
  private mutating func checkVariables() {
    for index in evaluator.bindings.variables.indices {
      if case .notYet = evaluator.bindings[index] { _ = evaluator.evaluateVariable(at: index) }
    }
  }

  /// Reports the variables and curves that nothing uses.
  private mutating func checkUse() {
    // What was not read may be what uses them.
    guard recipe.isSound else { return }
    for (section, noun) in [("vars", "variable"), ("curves", "curve")] {
      let used = VariableUse(in: recipe, outside: section).names.union(misnamed)
      for entry in recipe.names(section) where !used.contains(entry.name) {
        evaluator.sink.emit(NameDiagnostics.unused(entry, noun: noun))
      }
    }
  }

  // MARK: Channels

  private mutating func resolveSchedules(
    of optimizers: OptimizerChannels,
    _ owners: [OptimizerChannel?],
    run: ResolvedRun,
    endpoints: Endpoints,
    _ causal: CausalSchedules
  ) -> (schedules: [ResolvedSchedule], groups: [ResolvedGroup], tracks: [ResolvedTrack])? {
    checkOptimizers()
    if case .names(let names, let range)? = recipe.root["schedules"]?.value, names.isEmpty {
      evaluator.sink.emit(ScheduleDiagnostics.noSchedules(at: range))
    }
    var order = ScheduleOrder(curves: recipe.names("curves"), owners.compactMap { $0 })
    guard let entries = order.entries(misnamed: misnamed, into: &evaluator.sink) else { return nil }
    var known: [Int: ResolvedSchedule] = [:]
    var steps = 0
    for entry in entries {
      guard case .channel(let owner, let index) = entry else {
        if case .curve(let curve) = entry { resolveCurve(curve, run: run, endpoints: endpoints) }
        continue
      }
      guard let channel = channel(owner.entry) else {
        evaluator.scope.note(nil, of: owner)
        continue
      }
      if CausalSchedules.names.contains(channel.name) {
        let schedule = causal.schedule(of: owner.entry, in: run, &evaluator)
        steps += schedule?.phases.reduce(0) { $0 + $1.segments.count } ?? 0
        known[index] = schedule
        evaluator.scope.note(schedule, of: owner)
        continue
      }
      var resolver = ScheduleResolver(
        channel: channel,
        entry: owner.entry,
        run: run,
        endpoints: endpoints,
        stepLimit: Self.stepLimit - steps,
        evaluator: evaluator
      )
      let schedule = resolver.resolve()
      evaluator = resolver.evaluator
      evaluator.scope.note(schedule, of: owner)
      guard var schedule else { continue }
      schedule.optimizer = owner.optimizer
      steps += schedule.phases.reduce(0) { $0 + $1.segments.count }
      known[index] = schedule
    }
    let schedules = known.sorted { $0.key < $1.key }.map(\.value)
    let isComplete = schedules.count == owners.count
    var resolver = GroupResolver(
      run: run,
      endpoints: endpoints,
      optimizers: optimizers.optimizers,
      schedules: schedules,
      stepLimit: Self.stepLimit - steps,
      evaluator: evaluator
    )
    let groups = resolver.resolve(recipe.names("groups"), hasAllSchedules: isComplete)
    evaluator = resolver.evaluator
    checkSwitches(resolver.schedules)
    guard isComplete, let groups else { return nil }
    let tracks = GroupTracks(schedules: resolver.schedules, groups: groups)
    if let group = tracks.excess {
      evaluator.sink.emit(GroupDiagnostics.tooManyCombinations(group, limit: GroupTracks.limit))
    }
    return (resolver.schedules, groups, tracks.tracks)
  }

  /// Resolves an entry of `curves:`, for whoever uses it.
  private mutating func resolveCurve(
    _ entry: NameSyntax,
    run: ResolvedRun,
    endpoints: Endpoints
  ) {
    guard let length = run.length else {
      evaluator.scope.note(curve: nil, of: entry.name)
      return
    }
    if case .formula(let formula) = entry.value {
      var tracing = FormulaTracing(
        run: FormulaRun(clock: run.clock, length: length),
        evaluator: evaluator
      )
      let trace = tracing.trace(of: formula, over: 0..<length.updates)
      evaluator = tracing.evaluator
      evaluator.scope.note(curve: trace, of: entry.name)
    } else if case .object(let object) = entry.value {
      var resolver = ScheduleResolver(
        channel: Channel(name: entry.name, domain: nil),
        entry: entry,
        run: run,
        endpoints: endpoints,
        stepLimit: Self.stepLimit,
        evaluator: evaluator
      )
      let trace = resolver.trace(ofPhases: object, at: entry.keyRange)
      evaluator = resolver.evaluator
      evaluator.scope.note(curve: trace, of: entry.name)
    }
  }

  /// Every value of `frozen` is 0 or 1.
  private mutating func checkSwitches(_ schedules: [ResolvedSchedule]) {
    for schedule in schedules where schedule.channel == "frozen" {
      for phase in schedule.phases where !phase.isSwitch {
        evaluator.sink.emit(GroupDiagnostics.notASwitch(phase))
      }
    }
  }

  /// There is one optimizer, or several with names.
  private mutating func checkOptimizers() {
    guard let several = recipe.root["optimizers"] else { return }
    if let one = recipe.root["optimizer"] {
      evaluator.sink.emit(OptimizerDiagnostics.both(one, several))
    } else if case .names(let names, let range) = several.value, names.isEmpty {
      evaluator.sink.emit(OptimizerDiagnostics.empty(at: range))
    }
  }

  /// The channel that an entry names; nil when the name is refused.
  private mutating func channel(_ entry: NameSyntax) -> Channel? {
    if let known = Channel.known.first(where: { $0.name == entry.name }) { return known }
    let alias = Channel.aliases.first { $0.alias == entry.name }?.name
    let names = Channel.known.map(\.name)
    let close = SpellingSuggestion.candidates(for: entry.name, among: names).first
    if let alias {
      evaluator.sink.emit(
        ScheduleDiagnostics.unknownChannel(entry.name, meant: alias, at: entry.keyRange)
      )
      return nil
    }
    guard let close else { return Channel(name: entry.name, domain: nil) }
    // Who writes bounds for a new name means a channel of their own.
    guard case .object(let object) = entry.value, object["bounds"] != nil else {
      evaluator.sink.emit(
        ScheduleDiagnostics.misspeltChannel(entry.name, meant: close, at: entry.keyRange)
      )
      return nil
    }
    evaluator.sink.emit(
      ScheduleDiagnostics.nearChannel(entry.name, known: close, at: entry.keyRange)
    )
    return Channel(name: entry.name, domain: nil)
  }

  // MARK: Allowances

  private func allowances() -> [Allowance] {
    recipe.names("allow").map {
      // Rules have kebab-case names; keys are folded to snake_case.
      Allowance(rule: String($0.name.map { $0 == "_" ? "-" : $0 }), range: $0.keyRange)
    }
  }
}

extension ResolvedPhase {
  /// Whether every value is 0 or 1.
  fileprivate var isSwitch: Bool {
    plateau == nil
      && segments.allSatisfy {
        if case .constant(let value, _) = $0 { value == 0 || value == 1 } else { false }
      }
  }
}
