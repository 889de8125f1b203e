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

  /// The length that the run is scaled to, if it is.
  private let scale: ExpressionSyntax?

  private init(_ recipe: ParsedRecipe, scale: ExpressionSyntax?, sink: DiagnosticSink) {
    self.recipe = recipe
    self.scale = scale
    let bindings = Bindings(variables: recipe.names("vars"))
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
    let before = sink.diagnostics.count
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
      ScalingDiagnostics.rules,
      ExpectationDiagnostics.rules,
      CausalDiagnostics.rules,
      RootDiagnostics.rules,
    ].flatMap { $0 }

  private mutating func resolve() -> ResolvedRecipe? {
    checkVersion()
    checkVariables()
    var runResolution = RunResolution(recipe.object("run"), evaluator: evaluator)
    var causal = CausalSchedules(recipe.names("schedules"), of: recipe.root)
    var run = runResolution.resolve { causal.follow($0, &$1) }
    evaluator = runResolution.evaluator
    if let scale { run = RunScaling.scaled(run, to: scale, &evaluator) }
    var settings = SettingsReader(run: run, evaluator: evaluator)
    let endpoints = settings.endpoints(of: recipe.root, otherwise: .start)
    evaluator = settings.evaluator
    let schedules = resolveSchedules(run: run, endpoints: endpoints ?? .start, causal)
    readExpectations(run: run)
    guard let length = run.length, let schedules, !schedules.isEmpty else { return nil }
    return ResolvedRecipe(
      name: text("name"),
      length: length.updates,
      clock: run.clock,
      runLength: length,
      facts: run.facts + optimizerFacts(),
      schedules: schedules
    )
  }

  private mutating func readExpectations(run: ResolvedRun) {
    let channels = (recipe.names("schedules") + optimizerChannels()).map(\.name)
    var reader = ExpectationReader(run: run, channels: channels, evaluator: evaluator)
    expectations = reader.read(recipe.root["expect"])
    evaluator = reader.evaluator
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
    for (index, variable) in evaluator.bindings.variables.enumerated() {
      if Unit.isReserved(variable.name) {
        evaluator.sink.emit(QuantityDiagnostics.reservedName(variable))
      }
      if case .notYet = evaluator.bindings[index] { _ = evaluator.evaluateVariable(at: index) }
    }
    // What was not read may be what uses a variable.
    guard recipe.isSound else { return }
    let used = VariableUse(in: recipe).names
    for variable in evaluator.bindings.variables
    where !used.contains(variable.name) && !Unit.isReserved(variable.name) {
      evaluator.sink.emit(QuantityDiagnostics.unusedVariable(variable))
    }
  }

  // MARK: Channels

  private mutating func resolveSchedules(
    run: ResolvedRun,
    endpoints: Endpoints,
    _ causal: CausalSchedules
  ) -> [ResolvedSchedule]? {
    let scheduled = recipe.names("schedules")
    if scheduled.isEmpty, case .names(_, let range)? = recipe.root["schedules"]?.value {
      evaluator.sink.emit(ScheduleDiagnostics.noSchedules(at: range))
    }
    let constants = optimizerChannels()
    for constant in constants {
      guard let owner = scheduled.first(where: { $0.name == constant.name }) else { continue }
      evaluator.sink.emit(
        ScheduleDiagnostics.twoOwners(constant.name, at: owner.keyRange, first: constant.keyRange)
      )
    }
    let curves = recipe.names("curves")
    guard let order = dependencyOrder(of: curves, scheduled + constants) else { return nil }
    var schedules: [String: ResolvedSchedule] = [:]
    var steps = 0
    for entry in order {
      guard !curves.contains(where: { $0.name == entry.name }) else {
        resolveCurve(entry, run: run, endpoints: endpoints)
        continue
      }
      guard let channel = channel(entry) else {
        evaluator.scope.note(nil, of: entry.name)
        continue
      }
      if CausalSchedules.names.contains(channel.name) {
        let schedule = causal.schedule(of: entry, in: run, &evaluator)
        steps += schedule?.phases.reduce(0) { $0 + $1.segments.count } ?? 0
        schedules[entry.name] = schedule
        evaluator.scope.note(schedule, of: entry.name)
        continue
      }
      var resolver = ScheduleResolver(
        channel: channel,
        entry: entry,
        run: run,
        endpoints: endpoints,
        stepLimit: Self.stepLimit - steps,
        evaluator: evaluator
      )
      let schedule = resolver.resolve()
      evaluator = resolver.evaluator
      evaluator.scope.note(schedule, of: entry.name)
      guard let schedule else { continue }
      steps += schedule.phases.reduce(0) { $0 + $1.segments.count }
      schedules[entry.name] = schedule
    }
    let entries = scheduled + constants
    let known = entries.compactMap { schedules[$0.name] }
    return known.count == entries.count ? known : nil
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

  /// Curves and schedules, each after those that its formulas use.
  ///
  /// - Returns: nil when some are computed from each other, which is reported.
  private mutating func dependencyOrder(
    of curves: [NameSyntax],
    _ schedules: [NameSyntax]
  ) -> [NameSyntax]? {
    var open = (curves + schedules).map { ($0, uses: VariableUse(of: $0.value).names) }
    var order: [NameSyntax] = []
    while !open.isEmpty {
      let names = Set(open.map { $0.0.name })
      guard let next = open.firstIndex(where: { $0.uses.isDisjoint(with: names) }) else {
        // What only uses a circle is none of it: nothing else needs it.
        while let user = open.firstIndex(where: { entry in
          !open.contains { $0.uses.contains(entry.0.name) }
        }) {
          open.remove(at: user)
        }
        evaluator.sink.emit(
          FormulaDiagnostics.circular(open.map { ($0.0.name, $0.0.keyRange) })
        )
        return nil
      }
      order.append(open.remove(at: next).0)
    }
    return order
  }

  /// The channel that an entry names; nil when the name is refused.
  private mutating func channel(_ entry: NameSyntax) -> Channel? {
    if let known = Channel.known.first(where: { $0.name == entry.name }) { return known }
    if let later = Channel.notBuilt.first(where: { $0.name == entry.name }) {
      evaluator.sink.emit(
        NotSupportedYet.diagnostic(later.name, summary: later.summary, at: entry.keyRange)
      )
      return nil
    }
    let alias = Channel.aliases.first { $0.alias == entry.name }?.name
    let names = Channel.known.map(\.name) + Channel.notBuilt.map(\.name)
    let close = SpellingSuggestion.candidates(for: entry.name, among: names).first
    if let meant = alias ?? close {
      evaluator.sink.emit(
        ScheduleDiagnostics.unknownChannel(entry.name, meant: meant, at: entry.keyRange)
      )
      return nil
    }
    return Channel(name: entry.name, domain: nil)
  }

  // MARK: The optimizer

  /// Entries of `optimizer` that are channels become constant tracks.
  private func optimizerChannels() -> [NameSyntax] {
    (recipe.object("optimizer")?.fields ?? []).compactMap { field in
      Channel.known.contains { $0.name == field.name }
        ? NameSyntax(name: field.name, keyRange: field.keyRange, value: field.value) : nil
    }
  }

  /// Everything else is a fact for lints and adapters.
  private mutating func optimizerFacts() -> [RunFactText] {
    var facts: [RunFactText] = []
    for field in recipe.object("optimizer")?.fields ?? [] {
      let value: String?
      switch field.value {
      case .text(let text, _): value = text
      case .flag(let flag, _): value = flag ? "true" : "false"
      case .expression(let expression) where !Channel.known.contains { $0.name == field.name }:
        value = evaluator.number(expression)?.double.shortDescription
      default: value = nil
      }
      if let value { facts.append(RunFactText(name: "optimizer.\(field.name)", value: value)) }
    }
    return facts
  }

  // MARK: Allowances

  private func allowances() -> [Allowance] {
    recipe.names("allow").map {
      // Rules have kebab-case names; keys are folded to snake_case.
      Allowance(rule: String($0.name.map { $0 == "_" ? "-" : $0 }), range: $0.keyRange)
    }
  }
}
