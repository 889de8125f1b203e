// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// Two runs that should have the same values, under one table or two with the same tracks.
struct RunComparison {
  var old: ScheduleRun
  var new: ScheduleRun

  /// The first update, around one and far from it, at which a track has other bits in one run.
  func firstDifference(around update: Int64) -> Int64? {
    let updates = [0, 1, 2, 7, 19, 44, 111, 320, 1100, 1 << 40].map { update + $0 }
    return updates.first { t in
      old.table.tracks.indices.contains { index in
        let track = old.table.tracks[index]
        let twin = new.table.track(
          channel: track.channel,
          optimizer: track.optimizer,
          group: track.group
        )
        return outcome(old, index, t) != outcome(new, twin ?? -1, t)
      }
    }
  }

  /// Tells both runs a story and finds the first update at which their values differ.
  mutating func firstDifference(telling trace: inout RandomTrace, steps: Int) -> Int64? {
    for _ in 0..<steps {
      let step = trace.next()
      _ = old.apply(step)
      _ = new.apply(step)
      if let difference = firstDifference(around: step.effective) { return difference }
    }
    return nil
  }

  private func outcome(_ run: ScheduleRun, _ track: Int, _ t: Int64) -> PlainEvaluator.Outcome {
    PlainEvaluator.Outcome { () throws(EvaluationError) in try run.value(track: track, at: t) }
  }
}
