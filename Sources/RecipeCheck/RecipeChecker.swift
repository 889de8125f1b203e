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
    for schedule in lowered.recipe.schedules {
      guard let track = lowered.track(of: schedule) else { continue }
      let bounds = BoundsProof.verdict(
        on: lowered.table,
        track: track,
        bounds: schedule.bounds,
        isExhaustive: isExhaustive
      )
      let accuracy = AccuracyProof.verdict(on: lowered.table, track: track, schedule: schedule)
      CheckDiagnostics.report(bounds, schedule, into: &sink)
      CheckDiagnostics.report(accuracy, schedule, into: &sink)
      CheckDiagnostics.reportPastTheEnd(schedule, into: &sink)
      reports.append(
        ChannelReport(
          channel: schedule.channel,
          bounds: bounds,
          accuracy: accuracy,
          interval: schedule.bounds.description
        )
      )
    }
    for lint in LintRegistry.all {
      for finding in lint.findings(lowered) { sink.emit(finding) }
    }
    return reports
  }

  /// Every rule of the stage.
  package static let rules: [DiagnosticRule] =
    CheckDiagnostics.rules + LintRegistry.all.map(\.rule)
}

extension LoweredRecipe {
  /// The index of the track of a schedule.
  func track(of schedule: ResolvedSchedule) -> Int? {
    table.track(channel: UTF8Text(schedule.channel))
  }
}
