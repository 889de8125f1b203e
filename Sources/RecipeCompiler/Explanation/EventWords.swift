// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime

/// Says what metrics and signals have done, of a value that they can change.
struct EventWords {
  private let context: ValueContext

  init(_ context: ValueContext) { self.context = context }

  /// What was observed; nothing about a track that no metric and no signal can change.
  var statements: [Explanation.Statement] {
    let machines = self.machines
    guard !machines.isEmpty else { return [] }
    if let clock = context.state?.clock, clock >= 0 {
      return [Explanation.Statement(.events, "known up to update \(clock.grouped)")]
    }
    let abilities = machines.map { index in
      let summary = MachineSummary(of: context.table, machine: index)
      return "`\(summary.name)` can \(summary.ability)"
    }
    return [Explanation.Statement(.events, "none so far; \(abilities.joined(separator: ", "))")]
  }

  /// The machines that can change the track.
  private var machines: [Int] {
    let table = context.table
    let regions = table.reachableRegions(ofTrack: context.track).map { table.regions[$0] }
    return table.machines.indices.filter { index in
      regions.contains { $0.exit?.machine == index || $0.response?.machine == index }
    }
  }
}
