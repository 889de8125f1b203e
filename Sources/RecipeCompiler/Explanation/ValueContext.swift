// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Everything that is known of one value, for those who put a part of it into words.
struct ValueContext {
  let table: ScheduleTable
  /// The index of the track.
  let track: Int
  /// The update that was asked about.
  let update: Int64
  /// What metrics and signals have done.
  let state: ScheduleState?
  /// How the table comes to the value.
  let origin: ValueOrigin
  /// The index of the phase in the table's annex; nil where that is not recorded.
  let phaseIndex: Int?
  /// What the table was made of; nil for a table file.
  let recipe: RecipeOrigin?
  /// The schedule and the phase as they were resolved.
  let resolved: (schedule: ResolvedSchedule, phase: ResolvedPhase)?
  /// The phase as it was written.
  let syntax: KindSyntax?

  init(
    _ table: ScheduleTable,
    track: Int,
    at update: Int64,
    state: ScheduleState?,
    origin: ValueOrigin,
    recipe: RecipeOrigin?
  ) {
    self.table = table
    self.track = track
    self.update = update
    self.state = state
    self.origin = origin
    self.recipe = recipe
    let piece =
      if case .piece(let piece, _) = origin.base { piece } else {
        table.regions[origin.region].pieces.upperBound - 1
      }
    let phases = table.annex.phaseOfPiece
    phaseIndex = phases.indices.contains(piece) ? phases[piece] : nil
    resolved = phaseIndex.flatMap { recipe?.phase(at: $0) }
    syntax = resolved.flatMap { recipe?.syntax(of: $0.phase, in: $0.schedule) }
  }

  /// The phase as the table remembers it.
  var record: PhaseRecord? { phaseIndex.map { table.annex.phases[$0] } }

  /// The index of the phase that the update lies in: a sample may come from the one before.
  var currentPhaseIndex: Int? {
    guard let phaseIndex, let record, !isPastEnd else { return phaseIndex }
    let local = origin.update - origin.offset
    let phases = table.annex.phases
    let here = phases.indices.first {
      $0 >= phaseIndex && phases[$0].track == record.track && phases[$0].updates.contains(local)
    }
    return here ?? phaseIndex
  }

  /// The phase that is written after another one for the same track.
  func record(after index: Int) -> PhaseRecord? {
    guard table.annex.phases.indices.contains(index + 1) else { return nil }
    let next = table.annex.phases[index + 1]
    return next.track == table.annex.phases[index].track ? next : nil
  }

  /// The region.
  var region: Region { table.regions[origin.region] }

  /// Whether the update lies past the end of the schedule.
  var isPastEnd: Bool { origin.end.map { update >= $0 } ?? false }

  /// Whether the schedule has started again past its end.
  var isRepeated: Bool { isPastEnd && table.tracks[track].after == .repeats }

  /// The part of the phase that the value is played from.
  var segment: PhaseSegment? {
    guard case .piece(_, let sampled) = origin.base else { return nil }
    return resolved?.phase.segments.first { $0.updates.contains(sampled) }
  }

  /// An update of the region's time as one of the run.
  func inRun(_ local: Int64) -> Int64 { local + origin.offset }
}

extension Range<Int64> {
  /// The updates in words: `updates 0 to 25,024`.
  var updatesText: String {
    if upperBound >= ScheduleTable.openLength { return "updates \(lowerBound.grouped) and on" }
    if upperBound - lowerBound == 1 { return "update \(lowerBound.grouped)" }
    return "updates \(lowerBound.grouped) to \((upperBound - 1).grouped)"
  }
}
