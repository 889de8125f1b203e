// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax

/// A recipe taken from its text through the syntax and semantics stages.
struct Recipe {
  let resolved: ResolvedRecipe?
  let unbound: [String]
  let diagnostics: [Diagnostic]
  let text: String

  /// Compiles a whole text; settings are what `--set` gives.
  init(_ text: String, settings: [(path: String, value: String)] = []) {
    self.text = text
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "a.yaml", bytes: Array(text.utf8))
    let parsed = RecipeParser.parse(
      source,
      in: sources,
      phaseKinds: PhaseKindRegistry.specs,
      into: &sink
    )
    let bound = parsed?.binding(
      settings.map { Setting(path: $0.path, value: $0.value) },
      in: &sources,
      into: &sink
    )
    let resolution = bound.map { RecipeResolver.resolve($0, into: &sink) }
    resolved = resolution?.recipe
    unbound = resolution?.unbound.map(\.path) ?? []
    diagnostics = sink.sorted()
  }

  /// A recipe with one schedule, given its run and its phases in flow style.
  init(run: String, phases: [String], channel: String = "lr", schedule: String = "x_: 0") {
    self.init(
      """
      recipec: 1
      run: \(run)
      schedules:
        \(channel):
          phases: [\(phases.joined(separator: ", "))]
          \(schedule)
      """
    )
  }

  /// The names of the rules that were broken, in reporting order.
  var rules: [String] { diagnostics.map(\.rule.name) }

  /// Every finding as `rule at text`.
  var findings: [String] {
    diagnostics.map { diagnostic in
      let range = diagnostic.primary.range
      guard range.source.rawValue == 0 else { return "\(diagnostic.rule.name) in a setting" }
      let text = String(decoding: Array(text.utf8)[range.start..<range.end], as: UTF8.self)
      return "\(diagnostic.rule.name) at \(text)"
    }
  }

  /// The schedule of a channel.
  func schedule(_ channel: String) -> ResolvedSchedule? {
    resolved?.schedules.first { $0.channel == channel }
  }

  /// The phases of `lr`.
  var phases: [ResolvedPhase] { schedule("lr")?.phases ?? [] }

  /// The machines of `lr`.
  var machines: [ResolvedMachine] { schedule("lr")?.machines ?? [] }

  /// First update of every phase of `lr`, and the one past the last.
  var boundaries: [Int64] {
    phases.map(\.updates.lowerBound) + (phases.last.map { [$0.updates.upperBound] } ?? [])
  }

  /// The constant stretches of `lr`: value and first update.
  var levels: [(value: Double, start: Int64)] {
    phases.flatMap(\.segments).compactMap { segment in
      if case .constant(let value, let updates) = segment {
        (value, updates.lowerBound)
      } else {
        nil
      }
    }
  }

  /// The curves of `lr`.
  var curves: [Curve] {
    phases.flatMap(\.segments).compactMap { segment in
      if case .curve(let curve) = segment { curve } else { nil }
    }
  }
}
