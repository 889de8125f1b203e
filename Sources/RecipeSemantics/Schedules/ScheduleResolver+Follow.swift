// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Schedules that follow one which answers to events, or is sampled: phase by phase.
extension ScheduleResolver {
  /// The schedule to follow, if it is one that no formula can use.
  func phasesToFollow(_ object: ObjectSyntax) -> ResolvedSchedule? {
    guard case .text(let name, _)? = object["follows"]?.value, object["phases"] == nil,
      object["expression"] == nil
    else { return nil }
    return evaluator.scope.schedules[name.foldedKey]
  }

  /// The schedule that a monomial makes of another one, with machines of its own that watch the same.
  ///
  /// A cut multiplies the channel by M[k] and its monomial by M[k]^q; floors become the monomials of floors.
  mutating func follow(_ leader: ResolvedSchedule, _ object: ObjectSyntax) -> ResolvedSchedule? {
    guard let formula = object.followFormula else { return nil }
    guard let monomial = Monomial(formula, of: leader.channel, &evaluator), monomial.keepsOrder
    else {
      evaluator.sink.emit(SourceDiagnostics.notMonomial(formula, of: leader.channel))
      return nil
    }
    if let field = ScheduleModifier.all.compactMap({ object[$0.key] }).first,
      let phase = leader.phases.first
    {
      evaluator.sink.emit(ModifierDiagnostics.overEvents(field, phase: phase))
      return nil
    }
    let phases = leader.phases.compactMap { $0.following(monomial) }
    let after = self.after(object, leader.after, monomial)
    var bounds = BoundsResolver(channel: channel, evaluator: evaluator)
    let resolved = bounds.resolve(stated: object["bounds"], levels: nil)
    evaluator = bounds.evaluator
    guard resolved != nil || channel.domain != nil else {
      evaluator.sink.emit(ScheduleDiagnostics.missingBounds(channel.name, at: entry.keyRange))
      return nil
    }
    guard phases.count == leader.phases.count, let after, let resolved else {
      if phases.count < leader.phases.count || after == nil {
        evaluator.sink.emit(SourceDiagnostics.notMonomial(formula, of: leader.channel))
      }
      return nil
    }
    return ResolvedSchedule(
      channel: channel.name,
      range: entry.keyRange,
      phases: phases,
      bounds: resolved,
      after: after,
      machines: leader.machines
    )
  }

  /// What the follower is past the end: as it says, or what becomes of the leader's.
  private mutating func after(
    _ object: ObjectSyntax,
    _ leader: ResolvedSchedule.After,
    _ monomial: Monomial
  ) -> ResolvedSchedule.After? {
    switch object["after"]?.value {
    case .word("error", _)?:
      return .error
    case .expression(let expression)?:
      return evaluator.number(expression).map { .hold($0.double) }
    default:
      switch leader {
      case .hold(let value): return monomial.value(of: value).map { .hold($0) }
      case .continues(let value): return monomial.value(of: value).map { .continues($0) }
      case .repeats: return .repeats
      case .error: return .error
      }
    }
  }
}

extension ResolvedPhase {
  /// The phase with a monomial of all its values; nil where one of them is no number of a table.
  fileprivate func following(_ monomial: Monomial) -> ResolvedPhase? {
    var phase = self
    phase.segments = segments.map { segment in
      PhaseSegment(monomial.expression(of: segment.expression), over: segment.updates)
    }
    guard let start = monomial.value(of: start), let end = monomial.value(of: end) else {
      return nil
    }
    (phase.start, phase.end) = (start, end)
    guard let plateau else { return phase }
    let levels = plateau.levels.all.compactMap { level in
      if case .factors = plateau.levels { return monomial.factorless.value(of: level) }
      return monomial.value(of: level)
    }
    guard levels.count == plateau.levels.all.count, let floor = monomial.value(of: plateau.floor)
    else { return nil }
    let isFactors = if case .factors = plateau.levels { true } else { false }
    phase.plateau = ResolvedPlateau(
      machine: plateau.machine,
      levels: isFactors ? .factors(levels) : .values(levels),
      floor: floor,
      range: plateau.range
    )
    return phase
  }
}
