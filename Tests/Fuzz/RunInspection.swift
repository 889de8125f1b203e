// SPDX-License-Identifier: Apache-2.0

@testable import RecipeRuntime

/// Tells a run a story of its own names and looks at it from all sides.
struct RunInspection {
  private var subject: ScheduleRun
  private var trace: RandomTrace
  private let updates: [Int64]

  /// Prepares an inspection.
  init(_ run: ScheduleRun, seed: UInt64) {
    subject = run
    let names = run.table.plan.watches
    let metrics = names.filter { !$0.isSignal }.map(\.name)
    let signals = names.filter(\.isSignal).map(\.name)
    trace = RandomTrace(
      seed: seed,
      at: max(0, run.state.clock),
      metrics: [metrics.first ?? "loss", metrics.last ?? "accuracy", "other"],
      signals: signals.isEmpty ? ["go"] : signals
    )
    var updates: Set<Int64> = [0, 1, 7, 1 << 53 - 1, run.table.length - 1, run.table.length]
    for region in run.table.regions.prefix(8) {
      updates.formUnion([region.start, region.end - 1, region.end, region.start + region.period])
    }
    for start in run.table.starts.prefix(12) { updates.formUnion([start - 1, start]) }
    // A dozen of them, other ones for every table, are worth more tables in the same time.
    let boundaries = updates.filter { (0..<1 << 53).contains($0) }.sorted()
    let stride = boundaries.count / 12 + 1
    let first = Int(truncatingIfNeeded: seed >> 32) % stride
    self.updates = boundaries.indices.filter { $0 % stride == first }.map { boundaries[$0] }
  }

  /// Inspects, and stops the program at a fault.
  mutating func run() {
    inspectValues(updates)
    for _ in 0..<5 {
      let before = subject.state
      let step = trace.next()
      if case .refused = subject.apply(step) {
        precondition(subject.state == before, "a refusal changed the state")
      }
      let record = subject.state.encoded()
      let state = try? ScheduleState(decoding: record, for: subject.table)
      precondition(state == subject.state, "the record does not hold the state")
      inspectPoints([step.effective, step.effective + 1, step.effective + 33].filter { $0 >= 0 })
    }
    inspectPoints(updates)
  }

  /// Asks for values one by one.
  private func inspectPoints(_ updates: [Int64]) {
    for track in subject.table.tracks.indices.prefix(4) {
      for t in updates where t < 1 << 53 {
        let value = try? subject.value(track: track, at: t)
        precondition(value?.isFinite ?? true, "a value is not finite")
      }
    }
  }

  /// Asks every evaluator for the same values.
  private func inspectValues(_ updates: [Int64]) {
    let table = subject.table
    for track in table.tracks.indices.prefix(4) {
      for t in updates where t < 1 << 53 {
        let value = try? subject.value(track: track, at: t)
        precondition(value?.isFinite ?? true, "a value is not finite")
        let gathered = try? table.values(track: track, at: [t], state: subject.state)
        precondition(gathered?.first?.bitPattern == value?.bitPattern, "gathered otherwise")
        let range = t..<min(t + 11, 1 << 53)
        let scalar = try? table.values(
          track: track,
          range: range,
          state: subject.state,
          path: .scalar
        )
        let vector = try? table.values(
          track: track,
          range: range,
          state: subject.state,
          path: .simd8
        )
        let isSame = scalar?.map(\.bitPattern) == vector?.map(\.bitPattern)
        precondition(isSame, "the paths differ")
        if let scalar {
          precondition(
            scalar.first?.bitPattern == value?.bitPattern,
            "a range differs at its start"
          )
          let last = try? subject.value(track: track, at: range.upperBound - 1)
          precondition(scalar.last?.bitPattern == last?.bitPattern, "a range differs at its end")
        }
      }
    }
  }
}
