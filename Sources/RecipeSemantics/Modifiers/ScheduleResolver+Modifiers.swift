// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension ScheduleResolver {
  /// The values of phases that belong to no channel, over the run.
  mutating func trace(ofPhases object: ObjectSyntax, at range: SourceRange) -> CurveTrace? {
    guard case .kinds(let phases, _)? = object["phases"]?.value else { return nil }
    guard let player = play(phases, of: object), let played = player.phases else { return nil }
    guard player.machines.isEmpty else {
      evaluator.sink.emit(SourceDiagnostics.withEvents(at: range))
      return nil
    }
    guard played.allSatisfy({ $0.grid == 1 }) else {
      evaluator.sink.emit(SourceDiagnostics.withGrid(at: range))
      return nil
    }
    return CurveTrace(played.flatMap(\.segments))
  }

  /// The phases with all modifiers applied; nil when the phases are not known or a modifier was reported.
  mutating func modified(_ player: PhasePlayer, _ object: ObjectSyntax) -> ModifiedPhases? {
    let fields = ScheduleModifier.all.compactMap { modifier in
      object[modifier.key].map { (modifier, $0) }
    }
    let levels = player.isUnpredictable ? nil : player.levels
    var isComplete = player.phases != nil
    var result = ModifiedPhases(player.phases ?? [], end: player.lastEnd, levels: levels)
    guard let length = run.length else { return nil }
    for (modifier, field) in fields {
      var nested = self
      var reader = ModifierReader(
        channel: channel.name,
        run: run,
        updates: 0..<length.updates,
        conversion: TimeConversion(clock: run.clock, length: run.length, evaluator: evaluator)
      ) { object, range, evaluator in
        nested.evaluator = evaluator
        defer { evaluator = nested.evaluator }
        return nested.trace(ofPhases: object, at: range)
      }
      let modifications = modifier.read(field, &reader)
      evaluator = reader.conversion.evaluator
      written += reader.written
      guard let modifications else {
        isComplete = false
        continue
      }
      for modification in modifications {
        if let phase = result.reactivePhase(in: modification.updates) {
          evaluator.sink.emit(ModifierDiagnostics.overEvents(field, phase: phase))
          isComplete = false
        } else {
          result.apply(modification)
        }
      }
    }
    return isComplete ? result : nil
  }
}
