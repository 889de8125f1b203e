// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSemantics
internal import RecipeSyntax

/// What a table was made of: the recipe as it was written, and what it means.
struct RecipeOrigin: Sendable {
  /// The recipe as written, with what was bound.
  let parsed: ParsedRecipe
  /// What it means.
  let resolved: ResolvedRecipe

  /// The schedule and the phase at an index of the table's phases.
  func phase(at index: Int) -> (schedule: ResolvedSchedule, phase: ResolvedPhase)? {
    var rest = index
    for schedule in resolved.schedules {
      if rest < schedule.phases.count { return (schedule, schedule.phases[rest]) }
      rest -= schedule.phases.count
    }
    return nil
  }

  /// A phase as it was written; nil for a constant, which is written as a number.
  func syntax(of phase: ResolvedPhase, in schedule: ResolvedSchedule) -> KindSyntax? {
    guard let object = object(of: schedule) else { return nil }
    return kinds(of: object, "phases").first { $0.kindRange == phase.range }
  }

  /// The mapping that a schedule is written as; nil for a constant.
  func object(of schedule: ResolvedSchedule) -> ObjectSyntax? {
    let isOfGroup = !schedule.group.isEmpty
    let name = isOfGroup ? schedule.group : schedule.title
    let entry = parsed.names(isOfGroup ? "groups" : "schedules").first { $0.name == name }
    guard case .object(let object)? = entry?.value else { return nil }
    guard isOfGroup else { return object }
    if case .object(let own)? = object[schedule.channel]?.value { return own }
    return nil
  }

  /// The phases of a list, with those that a plateau lies over.
  private func kinds(of object: ObjectSyntax, _ key: String) -> [KindSyntax] {
    guard case .kinds(let kinds, _)? = object[key]?.value else { return [] }
    return kinds.compactMap { $0 }.flatMap { [$0] + self.kinds(of: $0.object, "over") }
  }

  /// What `run:` says for a key.
  func fact(_ name: String) -> ValueSyntax? { parsed.object("run")?[name]?.value }

  /// The definition of a variable.
  func variable(_ name: String) -> NameSyntax? { parsed.names("vars").first { $0.name == name } }

  /// What a rule multiplies a channel by.
  func factor(of channel: String, inGroup name: String) -> Double? {
    let group = resolved.groups.first { $0.name == name }
    return group?.multipliers.first { $0.channel == channel }?.factor.double
  }
}
