// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

/// Says what comes next: the next step, phase or event, or what goes on past the end.
struct NextWords {
  private let context: ValueContext

  init(_ context: ValueContext) { self.context = context }

  /// What comes next.
  var statements: [Explanation.Statement] {
    let texts = context.isPastEnd ? [pastEnd] : [step, boundary].compactMap { $0 }
    return texts.map { Explanation.Statement(.next, $0) }
  }

  // MARK: Before the end

  /// The next constant of a phase that consists of several.
  private var step: String? {
    guard let segments = context.resolved?.phase.segments, let segment = context.segment,
      let index = segments.firstIndex(of: segment), index + 1 < segments.count,
      case .constant(let value, let updates) = segments[index + 1]
    else { return nil }
    let first = context.inRun(updates.lowerBound)
    return "\(value.shortDescription) from update \(first.grouped) on, \(distance(first))"
  }

  /// The next phase, at its time or at an event.
  private var boundary: String? {
    guard let index = context.currentPhaseIndex else { return regionBoundary }
    let record = context.table.annex.phases[index]
    let isOpen = record.updates.upperBound >= ScheduleTable.openLength
    let end = isOpen ? nil : context.inRun(record.updates.upperBound)
    let next = context.record(after: index)
    // Only the last phase of a region can be left at its event.
    let isLastOfRegion = record.updates.upperBound >= context.region.end
    if isLastOfRegion, let exit = context.region.exit { return event(exit, next, end: end) }
    guard let end else { return "nothing: the phase goes on until the run is ended" }
    if let next, !isLastOfRegion || context.region.timeout != nil {
      return "`\(next.name)` from update \(end.grouped) on, \(distance(end))"
    }
    return last(end)
  }

  /// Where the region ends, for tables that do not remember phases.
  private var regionBoundary: String? {
    let region = context.region
    let end = region.end >= ScheduleTable.openLength ? nil : context.inRun(region.end)
    if let exit = region.exit { return event(exit, nil, end: end) }
    guard let end else { return "nothing: the region goes on until the run is ended" }
    guard let next = region.timeout else { return last(end) }
    return "region \(next + 1) from update \(end.grouped) on, \(distance(end))"
  }

  /// What happens at the event, and without it.
  private func event(_ exit: Exit, _ next: PhaseRecord?, end: Int64?) -> String {
    let condition = MachineSummary(of: context.table, machine: exit.machine).condition
    let follower = name(exit.region, next)
    guard let end else {
      return "waits until \(condition), however long it takes; then \(follower)"
    }
    let otherwise = name(context.region.timeout, next)
    let time = "at update \(end.grouped), \(distance(end))"
    let late = otherwise == follower ? time : "\(otherwise) \(time)"
    return "\(follower) at once when \(condition), and otherwise \(late)"
  }

  /// What starts in a region, or that nothing does.
  private func name(_ region: Int?, _ next: PhaseRecord?) -> String {
    guard let region else { return "the schedule ends" }
    return "\(next.map { "`\($0.name)`" } ?? "region \(region + 1)") starts"
  }

  /// The end of the run or of the schedule.
  private func last(_ end: Int64) -> String {
    "the last update is \((end - 1).grouped), \(distance(end - 1)); past it \(after)"
  }

  private func distance(_ update: Int64) -> String {
    let count = update - context.update
    return count == 0
      ? "which is this one" : "\(count.grouped) update\(count == 1 ? "" : "s") from here"
  }

  // MARK: Past the end

  private var pastEnd: String {
    let end = (context.origin.end ?? 0).grouped
    return "the schedule ended before update \(end): \(after)"
  }

  private var after: String {
    switch context.table.tracks[context.track].after {
    case .hold(let value):
      let held = context.table.tracks[context.track].multiplier * value
      return "\(held.shortDescription) goes on (`after: hold`)"
    case .continues: return "its last value goes on under the plateau (`after: hold`)"
    case .repeats: return "the schedule starts again (`after: repeat`)"
    case .error: return "there is no value (`after: error`)"
    }
  }
}
