// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Whether there is time for a machine to fire in the phases in which it acts.
///
/// Nothing is held against a machine that might fire: evaluations are taken to happen at the multiples of
/// `run.evaluate`, none of them to improve, and a phase after an event to start where most of them fall
/// into it.
struct EventReach {
  /// Why a machine never fires.
  enum Obstacle: Hashable {
    /// The evaluations that fall into its phases, and those that it would take.
    case evaluations(Int64, needed: Int64)
    /// The updates of its phases.
    case updates(Int64)
  }

  let machine: ResolvedMachine
  let clock: RunClock
  /// The times of the phases in which it acts, one after another.
  let times: [PhaseTime]

  /// Why the machine never fires; nil where it can, or where that is not known.
  var obstacle: Obstacle? {
    guard machine.kind == .plateau || machine.kind == .stopsImproving, let first = times.first,
      let last = times.last, !times.contains(where: \.isEndless)
    else { return nil }
    let updates = first.updates.lowerBound..<last.updates.upperBound
    let length = updates.upperBound - updates.lowerBound
    switch machine.patience.unit {
    case .updates:
      return machine.patience.count >= length ? .updates(length) : nil
    case .evaluations:
      guard case .known(let every) = clock.evaluation, clock.evaluationAmount == nil,
        let evaluations = first.isAfterEvent
          ? (Rational(length) / every).ceiling.int64 : count(in: updates, every: every)
      else { return nil }
      // Two observations of one update are one.
      let found = min(evaluations, length)
      return found < needed ? .evaluations(found, needed: needed) : nil
    }
  }

  /// How many evaluations it takes: the one that sets the best, and those without improvement.
  private var needed: Int64 {
    let patience = machine.patience.count
    let isLate = [.torch, .paddle].contains(machine.ticks)
    let setsBest = machine.best == .sinceEntry && machine.onNonFinite != .countsAsBad
    let decisions = (isLate ? patience + 1 : max(patience, 1)) + (setsBest ? 1 : 0)
    let (product, overflow) = decisions.multipliedReportingOverflow(by: machine.averages)
    guard !overflow else { return .max }
    // An average that goes on from before the phase needs but one more evaluation.
    return machine.best == .sinceEntry ? product : product - machine.averages + 1
  }

  /// How many multiples of the time between evaluations are rounded to an update of the range.
  private func count(in updates: Range<Int64>, every: Rational) -> Int64? {
    guard let before = count(below: updates.lowerBound, every: every),
      let through = count(below: updates.upperBound, every: every)
    else { return nil }
    return through - before
  }

  /// How many multiples, from the first one on, are rounded to an update below one.
  private func count(below update: Int64, every: Rational) -> Int64? {
    let count =
      switch clock.rounding {
      case .ceil: (Rational(update - 1) / every).floor
      case .floor: (Rational(update) / every).ceiling - BigInteger(1)
      case .nearest: (Rational(2 * update - 1) / Rational(2) / every).floor
      }
    return count.int64.map { max($0, 0) }
  }
}
