// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// Holds the rules of a recipe against the parameters of a model.
package enum ParameterCheck {
  /// How many parameters a rule selects.
  package struct Count: Hashable, Sendable {
    /// The rule; empty for the parameters that none selects.
    package let group: String
    package let parameters: Int
  }

  /// Counts what every rule selects, and reports rules that select nothing or contradict each other.
  package static func check(
    _ parameters: [Parameter],
    against recipe: ResolvedRecipe,
    into sink: inout DiagnosticSink
  ) -> [Count] {
    let groups = recipe.groups
    var counts = [Int](repeating: 0, count: groups.count)
    var others = 0
    var unanswered: Set<Int> = []
    var conflicts: [Conflict] = []
    for parameter in parameters {
      var chosen: [Int] = []
      for (index, group) in groups.enumerated() {
        guard let isSelected = group.selector.selects(parameter) else {
          if unanswered.insert(index).inserted {
            sink.emit(ParameterDiagnostics.unanswered(parameter, by: group))
          }
          continue
        }
        if isSelected { chosen.append(index) }
      }
      for index in chosen { counts[index] += 1 }
      if chosen.isEmpty { others += 1 }
      if let found = conflict(parameter, chosen.map { groups[$0] }) {
        if let known = conflicts.firstIndex(where: { $0.isLike(found) }) {
          conflicts[known].count += 1
        } else {
          conflicts.append(found)
        }
      }
    }
    for conflict in conflicts { sink.emit(ParameterDiagnostics.conflict(conflict)) }
    for (index, group) in groups.enumerated()
    where counts[index] == 0 && !unanswered.contains(index) {
      let near = nearest(to: group, among: parameters)
      sink.emit(ParameterDiagnostics.matchesNothing(group, of: parameters.count, near: near))
    }
    return zip(groups, counts).map { Count(group: $0.name, parameters: $1) }
      + [Count(group: "", parameters: others)]
  }

  /// Two rules that say different things of one parameter.
  struct Conflict {
    let channel: String
    let first: ResolvedGroup
    let second: ResolvedGroup
    /// The first parameter of which they do.
    let parameter: String
    /// How many they do it of.
    var count = 1

    func isLike(_ other: Conflict) -> Bool {
      channel == other.channel && first.name == other.first.name
        && second.name == other.second.name
    }
  }

  private static func conflict(_ parameter: Parameter, _ chosen: [ResolvedGroup]) -> Conflict? {
    for (index, group) in chosen.enumerated() {
      for channel in group.channels {
        let others = chosen[(index + 1)...]
        // Layers of one rule.
        if let other = others.first(where: { $0.entry == group.entry }) {
          return Conflict(
            channel: channel,
            first: group,
            second: other,
            parameter: parameter.name
          )
        }
        let setters = chosen.filter { $0.setting(of: channel) != nil }
        guard setters.count > 1, setters.count(where: \.overrides) != 1 else { continue }
        let rivals = setters.contains(where: \.overrides) ? setters.filter(\.overrides) : setters
        return Conflict(
          channel: channel,
          first: rivals[0],
          second: rivals[1],
          parameter: parameter.name
        )
      }
    }
    return nil
  }

  /// The name that looks most like a pattern without wildcards.
  private static func nearest(to group: ResolvedGroup, among parameters: [Parameter]) -> String? {
    for pattern in group.selector.patterns {
      let plain = pattern.text.filter { $0 != "*" && $0 != "?" }
      let parts = plain.split(separator: ".").map(String.init)
      for part in parts {
        let words = Set(parameters.flatMap { $0.name.split(separator: ".").map(String.init) })
        guard !words.contains(part) else { continue }
        if let close = SpellingSuggestion.candidates(for: part, among: words.sorted()).first {
          return close
        }
      }
    }
    return nil
  }
}
