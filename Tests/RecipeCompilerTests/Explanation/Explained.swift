// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import Testing

/// A recipe that is asked about its values.
struct Explained {
  let table: ScheduleTable
  let explainer: Explainer

  init(_ recipe: String) throws {
    let compilation = Compiler.compile(Array(recipe.utf8), named: "recipe.yaml")
    table = try #require(compilation.table)
    explainer = try #require(Explainer(compilation))
  }

  /// A recipe with one schedule, of `lr`.
  init(run: String, phases: String, and more: String = "") throws {
    try self.init("recipec: 1\nrun: { \(run) }\nschedules:\n  lr: { phases: [\(phases)] }\n" + more)
  }

  /// A run in which events are assumed, one after another.
  func run(_ events: (name: UTF8Text, update: Int64)...) throws -> ScheduleRun {
    var run = ScheduleRun(table)
    for event in events { try run.assume(event.name, at: event.update) }
    return run
  }

  /// What is said of a topic; several statements are joined by ` | `.
  func text(
    _ topic: Explanation.Topic,
    at update: Int64,
    state: ScheduleState? = nil
  ) throws -> String {
    try explainer.explain(track: 0, at: update, state: state).text(topic)
  }
}

extension Explanation {
  /// What is said of a topic; empty for nothing.
  func text(_ topic: Topic) -> String {
    statements.filter { $0.topic == topic }.map(\.text).joined(separator: " | ")
  }
}
