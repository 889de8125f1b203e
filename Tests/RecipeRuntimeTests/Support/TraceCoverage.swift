// SPDX-License-Identifier: Apache-2.0

@testable import RecipeRuntime

/// Counts which corners of the state machine random traces have been in.
struct TraceCoverage {
  /// A corner.
  enum Corner: Hashable, CaseIterable {
    case cutByRecipec, cutByTorch, cutByKeras, cutByOptax, cutByPaddle
    case cutByPatienceInUpdates
    case patienceRanOutAtLastLevel
    case coolingInEvaluations, coolingInUpdates
    case stoppedImproving, crossed, signalled
    case moved, movedAgain, movedAfterTimeout, ended, endedAfterMove
    case severalChainsMoved, sharedChainMoved, cutAndMovedAtOnce
    case finishedByEvent, timedOutAfterEvent
    case smoothed, inMiddleOfBlock, badInMiddleOfBlock, countedAsBad, lookedBeforeEntry
    case skipped, inactive, unwatched, repeated, signalRepeated
    case outOfRange, beforeMeasurement, outOfOrder, inThePast, notFinite
  }

  private(set) var counts: [Corner: Int] = [:]

  /// The corners that have not been visited.
  var missing: [Corner] { Corner.allCases.filter { counts[$0, default: 0] == 0 } }

  private mutating func count(_ corner: Corner, if isVisited: Bool = true) {
    if isVisited { counts[corner, default: 0] += 1 }
  }

  /// Counts what a step did to a run.
  mutating func note(
    _ step: TraceStep,
    _ answer: TraceAnswer,
    from before: ScheduleState,
    to run: ScheduleRun
  ) {
    switch answer {
    case .refused(let error): note(error)
    case .taken(let observation):
      note(observation, of: step)
      for index in run.table.machines.indices {
        note(
          run.table.machines[index],
          step,
          from: before.machines[index],
          to: run.state.machines[index]
        )
      }
      noteChains(at: step.effective, from: before, to: run)
      count(.cutAndMovedAtOnce, if: observation.cuts > 0 && observation.transitions > 0)
      count(.severalChainsMoved, if: observation.transitions > 1)
    }
  }

  private mutating func note(_ error: ObservationError) {
    switch error {
    case .updateOutOfRange: count(.outOfRange)
    case .effectBeforeMeasurement: count(.beforeMeasurement)
    case .outOfOrder: count(.outOfOrder)
    case .effectInThePast: count(.inThePast)
    case .notFinite: count(.notFinite)
    }
  }

  private mutating func note(_ observation: Observation, of step: TraceStep) {
    var isSignal = false
    if case .signal = step { isSignal = true }
    switch observation.disposition {
    case .accepted: count(.signalled, if: isSignal)
    case .repeated: count(isSignal ? .signalRepeated : .repeated)
    case .unwatched: count(.unwatched)
    case .inactive: count(.inactive)
    case .skipped: count(.skipped)
    }
  }

  private mutating func note(
    _ machine: Machine,
    _ step: TraceStep,
    from before: MachineState,
    to after: MachineState
  ) {
    guard case .observe(let name, let value, _, let update) = step, machine.name == name else {
      return
    }
    let wasCut = after.cuts > before.cuts
    if wasCut {
      switch machine.ticks {
      case .recipec: count(.cutByRecipec)
      case .torch: count(.cutByTorch)
      case .keras: count(.cutByKeras)
      case .optax: count(.cutByOptax)
      case .paddle: count(.cutByPaddle)
      }
      count(.cutByPatienceInUpdates, if: machine.patienceUnit == .updates)
    }
    if before == after { return }
    let isCooling = machine.cooldownUnit == .updates && update < before.cooldown
    count(.coolingInUpdates, if: isCooling && after.since == update && after.bad == before.bad)
    count(
      .coolingInEvaluations,
      if: machine.cooldownUnit == .evaluations && after.cooldown < before.cooldown
    )
    let isLast = machine.kind == .plateau && Int(after.cuts) == machine.levelCount - 1
    let ranOut = before.bad > 0 && after.bad == 0 && before.best == after.best && !isCooling
    count(.patienceRanOutAtLastLevel, if: isLast && !wasCut && ranOut && before.cooldown == 0)
    count(.smoothed, if: machine.smoothing > 0 && before.accumulated == 1)
    count(.inMiddleOfBlock, if: machine.averages > 1 && after.accumulated > 0)
    let isBad = !value.isFinite && after.bad == before.bad + 1
    count(.countedAsBad, if: isBad)
    count(.badInMiddleOfBlock, if: isBad && after.accumulated > 0)
    count(.lookedBeforeEntry, if: !after.isEntered && after.hasBest)
  }

  private mutating func noteChains(
    at update: Int64,
    from before: ScheduleState,
    to run: ScheduleRun
  ) {
    let table = run.table
    var isEnded = false
    for index in before.chains.indices where before.chains[index] != run.state.chains[index] {
      let (old, new) = (before.chains[index], run.state.chains[index])
      count(new.isEnded ? .ended : .moved)
      count(new.isEnded ? .endedAfterMove : .movedAgain, if: old.isEntered)
      let wasIn = table.region(of: table.course(of: old), at: update)
      count(.movedAfterTimeout, if: wasIn != old.region)
      count(.timedOutAfterEvent, if: wasIn != old.region && old.isEntered)
      let fired = table.regions[wasIn].exit.map { table.machines[$0.machine].kind }
      count(.crossed, if: fired == .crosses)
      count(.stoppedImproving, if: fired == .stopsImproving)
      let sharing = table.plan.chainOfTrack.count { $0 == index }
      count(.sharedChainMoved, if: sharing > 1)
      isEnded = isEnded || new.isEnded
    }
    count(.finishedByEvent, if: isEnded && run.isFinished(at: update))
  }
}
