// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Plateau rules against what the libraries whose ticks they follow were seen to do.
@Suite
struct PlateauTraceTests {
  static let libraries = [
    "torch", "keras", "optax", "paddle", "timm", "ignite", "transformers", "mmengine", "fastai",
  ]
  static let paths = libraries.flatMap {
    Repository.files(under: "Tests/Reference/plateau/\($0)", endingIn: ".csv")
  }

  /// Traces that cannot be said: the reason is the rule that refuses them.
  static let refused = [
    // A first cut up to a floor above the base is no cut.
    "torch/floor_above_base": "plateau-cannot-cut",
    "keras/floor_above_base": "plateau-cannot-cut",
    "paddle/floor_above_base": "plateau-cannot-cut",
    // With a patience of 0 optax cuts at every improvement and at nothing else.
    "optax/patience_0": "event-number-out-of-range",
    "optax/patience_0_constant": "event-number-out-of-range",
    "optax/nan_patience_0": "event-number-out-of-range",
    "optax/cooldown_patience_0": "event-number-out-of-range",
  ]

  /// Whether a trace cannot be said.
  static func isRefused(_ path: String) -> Bool { refused[name(path)] != nil }

  /// A trace as `refused` has it: its library and its file.
  private static func name(_ path: String) -> String {
    String(path.dropFirst("Tests/Reference/plateau/".count).dropLast(".csv".count))
  }

  @Test(arguments: paths)
  func `a plateau follows the library evaluation by evaluation`(_ path: String) throws {
    let trace = try PlateauTrace(path: path)
    let compilation = Compiler.compile(trace.recipe, named: path)
    let messages = compilation.diagnostics.map(\.message)
    if let rule = Self.refused[Self.name(path)] {
      #expect(compilation.diagnostics.filter { $0.severity == .error }.map(\.rule.name) == [rule])
      return
    }
    let table = try #require(compilation.table, "\(path): \(messages)")
    let metric = try #require(table.machines.first?.name)
    var run = ScheduleRun(table)
    #expect(!trace.evaluations.isEmpty)
    for evaluation in trace.evaluations {
      try run.observe(metric, evaluation.metric, measuredAt: evaluation.update)
      let found = try run.value(track: 0, at: evaluation.update)
      let isSame =
        trace.isSinglePrecision
        ? Float(found) == Float(evaluation.rate) : found == evaluation.rate
      try #require(isSame, "\(path): update \(evaluation.update): \(found), not \(evaluation.rate)")
    }
  }

  @Test func `every recorded trace is held against its table`() throws {
    let traces = try Self.paths.map { try PlateauTrace(path: $0) }
    let evaluations = traces.reduce(0) { $0 + $1.evaluations.count }
    print("plateau traces: \(traces.count), with \(evaluations) evaluations")
    for library in Self.libraries {
      let count = traces.count { $0.path.contains("/\(library)/") }
      // Some lay their own over PyTorch's, and need no more than a few.
      let isOwn = !["timm", "ignite", "transformers", "mmengine"].contains(library)
      #expect(count >= (isOwn ? 12 : 3), "\(library): \(count)")
    }
    // A trace in which nothing happens shows nothing.
    #expect(traces.count { Set($0.evaluations.map(\.rate)).count > 1 } >= traces.count * 3 / 4)
  }
}
