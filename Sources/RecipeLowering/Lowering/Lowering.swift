// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeRuntime
package import RecipeSemantics
internal import RecipeSyntax

/// A table, and what its rows came from.
package struct LoweredRecipe: Sendable {
  package let table: ScheduleTable
  package let recipe: ResolvedRecipe
}

/// Lowers a resolved recipe to a table: every phase to rows, every schedule to a track over regions.
package struct Lowering {
  private var regions: [Region] = []
  private var pieces: [Piece] = []
  private var phases: [PhaseRecord] = []
  private var phaseOfPiece: [Int] = []
  private var machines = MachineLowering()
  private var curves = FittedCurves()
  private let line: (SourceRange) -> Int

  private init(line: @escaping (SourceRange) -> Int) {
    self.line = line
  }

  /// Lowers a recipe.
  ///
  /// - Parameters:
  ///   - recipe: what every channel does at every update.
  ///   - text: the recipe as written, which the table carries along.
  ///   - line: the line, from 1, on which a range starts; 0 for none.
  ///   - sink: where the reason goes when there is no table.
  /// - Returns: nil when a curve has no faithful table; the reason is in the sink.
  package static func lower(
    _ recipe: ResolvedRecipe,
    text: [UInt8],
    line: @escaping (SourceRange) -> Int,
    into sink: inout DiagnosticSink
  ) -> LoweredRecipe? {
    var lowering = Lowering(line: line)
    var ways: [LoweredSchedule] = []
    for (index, schedule) in recipe.schedules.enumerated() {
      // The rows are recorded under the first track that has them.
      let track = recipe.tracks.firstIndex { $0.schedule == index } ?? 0
      guard let way = lowering.lower(schedule, track: track, into: &sink) else { continue }
      ways.append(way)
    }
    guard ways.count == recipe.schedules.count else { return nil }
    let tracks = recipe.tracks.map { Track($0, along: ways[$0.schedule]) }
    let canonical = CanonicalRecipe.text(of: recipe)
    do {
      let table = try ScheduleTable(
        clock: UTF8Text(recipe.clockWord.word),
        length: recipe.length,
        tracks: tracks,
        regions: lowering.regions,
        pieces: lowering.pieces,
        machines: lowering.machines.machines,
        levels: lowering.machines.levels,
        facts: recipe.facts.map { RunFact(name: UTF8Text($0.name), value: UTF8Text($0.value)) },
        annex: Annex(phases: lowering.phases, phaseOfPiece: lowering.phaseOfPiece, recipe: text),
        recipeDigest: Digest(of: Array(canonical.utf8))
      )
      return LoweredRecipe(table: table, recipe: recipe)
    } catch {
      sink.emit(LoweringDiagnostics.tableRefused(error, at: recipe.runLength.range))
      return nil
    }
  }

  /// Every rule of the stage.
  package static let rules: [DiagnosticRule] = LoweringDiagnostics.rules

  private mutating func lower(
    _ schedule: ResolvedSchedule,
    track: Int,
    into sink: inout DiagnosticSink
  ) -> LoweredSchedule? {
    let firstRegion = regions.count
    machines.begin(schedule)
    for (index, phase) in schedule.phases.enumerated() {
      let lowered: LoweredPhase
      do {
        lowered = try PhaseLowering.lower(phase, sharing: &curves)
      } catch {
        sink.emit(LoweringDiagnostics.curveRefused(error, phase: phase, of: schedule))
        return nil
      }
      phaseOfPiece += Array(repeating: phases.count, count: lowered.pieces.count)
      phases.append(
        PhaseRecord(
          track: track,
          name: UTF8Text(phase.kind.writtenKey),
          line: line(phase.range),
          updates: phase.updates,
          errorBound: lowered.errorBound,
          errorIsRelative: lowered.errorIsRelative
        )
      )
      let previous = index > 0 ? schedule.phases[index - 1] : nil
      place(lowered.pieces, of: phase, after: previous)
    }
    if case .hold(let value) = schedule.after, !PhaseLowering.isRepresentable(value),
      let last = schedule.phases.last
    {
      let failure = FittingFailure.outOfRange(update: last.updates.upperBound)
      sink.emit(LoweringDiagnostics.curveRefused(failure, phase: last, of: schedule))
      return nil
    }
    return LoweredSchedule(firstRegion: firstRegion, after: after(schedule))
  }

  /// Adds rows to the last region, or starts the next one and says how the last one leads to it.
  private mutating func place(
    _ rows: [Piece],
    of phase: ResolvedPhase,
    after previous: ResolvedPhase?
  ) {
    let length = phase.updates.upperBound - phase.updates.lowerBound
    let last = regions.count - 1
    if let previous, phase.continuesRegion(of: previous) {
      regions[last].length += length
      regions[last].pieceCount += rows.count
    } else {
      if let previous {
        let next = regions.count
        if !phase.startsAtEvent { regions[last].timeout = next }
        if previous.exit != nil { regions[last].exit?.region = next }
      }
      regions.append(
        Region(
          firstPiece: pieces.count,
          pieceCount: rows.count,
          start: phase.updates.lowerBound,
          length: length,
          grid: phase.grid,
          exit: phase.exit.map { Exit(machine: machines.index(of: $0.machine), region: nil) },
          response: phase.plateau.map { machines.response(of: $0) }
        )
      )
    }
    pieces += rows
  }

  private func after(_ schedule: ResolvedSchedule) -> Track.After {
    switch schedule.after {
    case .hold(let value): return .hold(value == 0 ? 0 : value)
    case .continues(let value):
      let unit = schedule.phases.last?.plateau?.unit
      return .continues(unit ?? value)
    case .repeats: return .repeats
    case .error: return .error
    }
  }
}

/// Where the rows of a schedule begin, and what comes after them: any number of tracks may share it.
private struct LoweredSchedule {
  let firstRegion: Int
  let after: Track.After
}

extension Track {
  /// A track of a recipe along the rows of its schedule.
  fileprivate init(_ track: ResolvedTrack, along schedule: LoweredSchedule) {
    self.init(
      channel: UTF8Text(track.channel),
      optimizer: UTF8Text(track.optimizer),
      group: UTF8Text(track.group),
      firstRegion: schedule.firstRegion,
      multiplier: track.multiplier,
      after: schedule.after
    )
  }
}

extension ResolvedPhase {
  /// Whether the phase lies in the region of the one before: a region is sampled, left and cut in one way.
  fileprivate func continuesRegion(of previous: ResolvedPhase) -> Bool {
    !previous.hasOwnGrid && !hasOwnGrid && previous.exit == nil && exit == nil && !startsAtEvent
      && previous.plateau == plateau
  }
}
