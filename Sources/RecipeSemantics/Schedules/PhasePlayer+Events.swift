// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Plateaus and the events that end phases.
extension PhasePlayer {
  // MARK: Plateaus

  /// Adds the machine of a phase that is a plateau.
  mutating func add(
    _ design: PlateauDesign,
    over time: PhaseTime?,
    at phase: KindSyntax
  ) -> ResolvedPlateau {
    checkReach(design.machine, phase, during: time.map { [$0] })
    machines.append(design.machine)
    leaveEndOpen(.plateau)
    return ResolvedPlateau(
      machine: machines.count - 1,
      levels: design.levels,
      floor: design.floor,
      range: phase.kindRange
    )
  }

  /// Begins the phases that a plateau lies over.
  mutating func beginPlateau(_ plateau: KindSyntax) {
    below = (plateau, played.count, levels.count)
  }

  /// Ends the phases that a plateau lies over: from here on its cuts are part of the value.
  ///
  /// - Parameter times: when they are played; nil while that is not known.
  mutating func endPlateau(_ times: [PhaseTime]?) {
    guard let below else { return }
    self.below = nil
    var reader = PhaseReader(
      below.phase,
      previous: .unknown,
      time: nil,
      endpoints: endpoints,
      grid: grid,
      conversion: TimeConversion(
        clock: clock(for: times?.first),
        length: run.length,
        evaluator: evaluator
      )
    )
    let phases = played[below.firstPhase...]
    let rule = reader.plateauRule()
    let design = rule.flatMap { rule in
      base(of: phases, levels: levels[below.firstLevel...], rule, &reader).flatMap {
        reader.plateau(rule, over: $0)
      }
    }
    evaluator = reader.conversion.evaluator
    written += reader.written
    // Where the values below move until an event, not even they are known.
    if lastOpenEnd?.why != .event { leaveEndOpen(.plateau) }
    guard let design else {
      for index in phases.indices { played[index] = nil }
      return
    }
    checkReach(design.machine, below.phase, during: times)
    machines.append(design.machine)
    for index in phases.indices {
      played[index]?.plateau = ResolvedPlateau(
        machine: machines.count - 1,
        levels: design.levels,
        floor: design.floor,
        range: below.phase.kindRange
      )
    }
  }

  /// The values below a plateau; nil where they are not known, or the plateau cannot lie over them.
  private func base(
    of phases: ArraySlice<ResolvedPhase?>,
    levels: ArraySlice<Rational>,
    _ rule: PlateauRule,
    _ reader: inout PhaseReader
  ) -> PlateauBase? {
    let segments = phases.compactMap { $0 }.flatMap(\.segments)
    guard phases.allSatisfy({ $0 != nil }), let lowest = levels.min(), let highest = levels.max()
    else { return nil }
    let isConstant = lowest == highest && segments.allSatisfy(\.isConstant)
    guard isConstant || [.recipec, .optax].contains(rule.machine.ticks) else {
      reader.report(PlateauDiagnostics.libraryNeedsConstant(reader.phase, rule.machine.ticks))
      return nil
    }
    return PlateauBase(lowest: lowest, highest: highest, isConstant: isConstant)
  }

  // MARK: Events

  /// The event that ends a phase, whose machine is added; nil where there is none or it was reported.
  mutating func exit(
    of phase: KindSyntax,
    _ shape: PhaseShape?,
    time: PhaseTime?
  ) -> ResolvedExit? {
    guard let until = phase.object["until"], case .object(let object) = until.value else {
      return nil
    }
    let conversion = TimeConversion(
      clock: clock(for: time),
      length: run.length,
      evaluator: evaluator
    )
    var reader = UntilReader(object, at: until.keyRange, conversion: conversion)
    let machine = reader.machine()
    evaluator = reader.conversion.evaluator
    if let segments = shape?.segments, shape?.plateau == nil, !segments.areOneConstant {
      leaveEndOpen(.event)
    }
    guard let machine else { return nil }
    checkReach(machine, phase, during: time.map { [$0] })
    machines.append(machine)
    return ResolvedExit(machine: machines.count - 1)
  }

  // MARK: Reach

  /// The clock of what is counted from an update within a phase, whichever that is.
  func clock(for time: PhaseTime?) -> RunClock {
    guard let time else { return run.clock }
    return run.clock.afterEvent(
      notBefore: time.isAfterEvent ? time.earliest : time.updates.lowerBound
    )
  }

  /// Reports a machine that cannot fire in its phases, as far as that is known.
  private mutating func checkReach(
    _ machine: ResolvedMachine,
    _ phase: KindSyntax,
    during times: [PhaseTime]?
  ) {
    let reach = EventReach(machine: machine, clock: clock(for: times?.first), times: times ?? [])
    // A rehearsal may be too short for what the run itself has time for.
    guard run.clock.scale == nil, let obstacle = reach.obstacle else { return }
    evaluator.sink.emit(ReactiveDiagnostics.canNeverFire(machine, phase, obstacle))
  }
}

extension PhaseSegment {
  /// Whether the value does not move.
  fileprivate var isConstant: Bool { if case .constant = self { true } else { false } }
}

extension [PhaseSegment] {
  /// Whether all are one and the same value.
  fileprivate var areOneConstant: Bool {
    guard case .constant(let value, _)? = first else { return false }
    return allSatisfy { if case .constant(value, _) = $0 { true } else { false } }
  }
}
