// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// The channels and named curves that formulas can use, as far as they are resolved.
struct FormulaScope {
  /// The values over the run.
  private(set) var traces: [String: CurveTrace] = [:]
  /// Why something has no values that a formula could use.
  private(set) var obstacles: [String: String] = [:]
  /// The schedules that have an obstacle: they can be followed by themselves, phase by phase.
  private(set) var schedules: [String: ResolvedSchedule] = [:]
  /// What could not be resolved, which is accounted for.
  private(set) var unresolved: Set<String> = []

  /// Notes what became of a channel.
  mutating func note(_ schedule: ResolvedSchedule?, of owner: OptimizerChannel) {
    let name = owner.entry.name
    guard owner.optimizer.isEmpty else {
      obstacles[name] = "it has a schedule for each optimizer"
      return
    }
    guard let schedule else {
      unresolved.insert(name)
      return
    }
    if !schedule.machines.isEmpty {
      schedules[name] = schedule
      obstacles[name] = "its values answer to metrics or signals, which a formula cannot follow"
    } else if schedule.phases.contains(where: { $0.grid > 1 }) {
      schedules[name] = schedule
      obstacles[name] = "its values are sampled on a grid, which a formula cannot follow"
    } else {
      traces[name] = CurveTrace(schedule.phases.flatMap(\.segments))
    }
  }

  /// Notes what became of a named curve.
  mutating func note(curve: CurveTrace?, of name: String) {
    if let curve { traces[name] = curve } else { unresolved.insert(name) }
  }

  /// All names.
  var names: [String] { (Array(traces.keys) + obstacles.keys + unresolved).sorted() }
}
