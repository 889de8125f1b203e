// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeLowering
internal import RecipeRuntime
internal import RecipeSemantics

/// What a check found of one channel, besides diagnostics.
package struct ChannelReport: Sendable {
  package let channel: String
  package let bounds: BoundsVerdict
  package let accuracy: AccuracyVerdict
  /// The bounds as an interval, for people.
  package let interval: String
}

/// Proves a compiled recipe sound, and looks for what is worth a word.
package enum RecipeChecker {
  /// Checks every channel of a compiled recipe.
  ///
  /// - Parameters:
  ///   - lowered: a table with the recipe that it was made of.
  ///   - isExhaustive: evaluates every update against the bounds instead of proving ranges.
  ///   - sink: takes what was found.
  /// - Returns: what was proved, in the order of the schedules.
  package static func check(
    _ lowered: LoweredRecipe,
    isExhaustive: Bool = false,
    into sink: inout DiagnosticSink
  ) -> [ChannelReport] {
    var reports: [ChannelReport] = []
    var proved: [Int: (track: Int, rows: AccuracyVerdict)] = [:]
    var failures: [Int: Int] = [:]
    for (index, track) in lowered.recipe.tracks.enumerated() where lowered.has(track, at: index) {
      let schedule = lowered.recipe.schedules[track.schedule]
      let bounds = BoundsProof.verdict(
        on: lowered.table,
        track: index,
        bounds: track.bounds,
        isExhaustive: isExhaustive
      )
      let first = proved[track.schedule]
      let rows =
        first?.rows ?? AccuracyProof.rows(on: lowered.table, track: index, schedule: schedule)
      if first == nil { proved[track.schedule] = (index, rows) }
      let accuracy = AccuracyProof.verdict(
        on: lowered.table,
        track: index,
        sharing: first?.track ?? index,
        proved: rows,
        multiplier: track.multiplier
      )
      let subject = CheckedTrack(track: track, schedule: schedule)
      // A schedule that fails by itself fails for each of a thousand groups.
      if failures[track.schedule, default: 0] < failureLimit {
        let before = sink.diagnostics.count
        CheckDiagnostics.report(bounds, subject, into: &sink)
        CheckDiagnostics.report(accuracy, subject, into: &sink)
        CheckDiagnostics.reportPastTheEnd(subject, into: &sink)
        let found = sink.diagnostics.count - before
        failures[track.schedule, default: 0] += track.multiplier == 1 ? found * failureLimit : found
      }
      reports.append(
        ChannelReport(
          channel: track.title,
          bounds: bounds,
          accuracy: accuracy,
          interval: track.bounds.description
        )
      )
    }
    for lint in LintRegistry.all {
      for finding in lint.findings(lowered) { sink.emit(finding) }
    }
    return reports
  }

  /// At most this many groups of a schedule are reported, and none where the schedule itself is.
  private static let failureLimit = 4

  /// Every rule of the stage.
  package static let rules: [DiagnosticRule] =
    CheckDiagnostics.rules + LintRegistry.all.map(\.rule)
}

extension LoweredRecipe {
  /// The index of the first track that has the values of a schedule.
  func track(of schedule: ResolvedSchedule) -> Int? {
    recipe.tracks.firstIndex { recipe.schedules[$0.schedule].title == schedule.title }
  }

  /// Whether a track of the recipe has its place in the table.
  fileprivate func has(_ track: ResolvedTrack, at index: Int) -> Bool {
    guard table.tracks.indices.contains(index) else { return false }
    let own = table.tracks[index]
    return own.channel == UTF8Text(track.channel) && own.optimizer == UTF8Text(track.optimizer)
      && own.group == UTF8Text(track.group)
  }
}

/// A track with the schedule whose values it has, as findings speak of it.
struct CheckedTrack {
  let track: ResolvedTrack
  let schedule: ResolvedSchedule

  /// As people read it: `lr`, `muon.lr[head]`.
  var title: String { track.title }
  var bounds: ValueBounds { track.bounds }
  var range: SourceRange { track.range ?? schedule.range }
  var phases: [ResolvedPhase] { schedule.phases }

  /// The rule that multiplies, where one does.
  var factorLabel: [Label] {
    guard track.multiplier != 1, let range = track.range else { return [] }
    return [Label(range, "multiplies by \(track.multiplier.shortDescription)")]
  }

  /// The phase that covers an update.
  func phase(at update: Int64) -> ResolvedPhase? { phases.first { $0.updates.contains(update) } }
}
