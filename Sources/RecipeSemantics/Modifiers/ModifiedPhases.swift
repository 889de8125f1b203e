// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// The phases of a schedule with its modifiers applied.
struct ModifiedPhases {
  private(set) var phases: [ResolvedPhase]
  /// The limit past the last update; nil where there is none.
  private(set) var end: Rational?
  /// What the values that phases reach have become; nil if nothing is known of them.
  private(set) var levels: [Rational]?

  init(_ phases: [ResolvedPhase], end: Rational?, levels: [Rational]?) {
    self.phases = phases
    self.end = end
    self.levels = levels
  }

  /// The first phase that a modification changes although it answers to events.
  func reactivePhase(in updates: Range<Int64>) -> ResolvedPhase? {
    var isAfterEvent = false
    for phase in phases {
      let isReactive = phase.plateau != nil || phase.exit != nil || isAfterEvent
      if isReactive && (isAfterEvent || phase.updates.overlaps(updates)) { return phase }
      isAfterEvent = isAfterEvent || phase.exit != nil
    }
    return nil
  }

  /// Applies a modification to all phases that it concerns.
  mutating func apply(_ modification: Modification) {
    for index in phases.indices {
      let common = phases[index].updates.clamped(to: modification.updates)
      guard !common.isEmpty else { continue }
      let segments = phases[index].segments.flatMap { modified($0, modification) }
      phases[index].segments = segments
      phases[index].start = CurveTrace(segments).start ?? .nan
      phases[index].end = CurveTrace(segments).end ?? .nan
    }
    let last = phases.last.flatMap { CurveTrace($0.segments).end }
    if phases.last?.updates.overlaps(modification.updates) == true {
      end = last.flatMap(Rational.init(exactly:))
    }
    levels = modification.reached.flatMap { reached in levels.map { $0.flatMap(reached) } }
  }

  private func modified(_ segment: PhaseSegment, _ modification: Modification) -> [PhaseSegment] {
    let common = segment.updates.clamped(to: modification.updates)
    guard !common.isEmpty, !modification.keeps(segment) else { return [segment] }
    let trace = CurveTrace([segment])
    let before = trace.clamped(to: segment.updates.lowerBound..<common.lowerBound)
    let after = trace.clamped(to: common.upperBound..<segment.updates.upperBound)
    let inside = CurveTrace.combining([trace] + modification.operands, over: common) {
      modification.formula($0[0], Array($0.dropFirst()))
    }
    return before.segments + inside.segments + after.segments
  }
}
