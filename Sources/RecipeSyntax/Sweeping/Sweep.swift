// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// The recipes that a `sweep:` stands for: the product of its axes, in the order of the source.
package struct Sweep: Sendable {
  /// One point of an axis: what it binds, together.
  typealias Point = [Setting]

  /// The axes; the last one moves fastest.
  let axes: [[Point]]

  /// The most recipes of a sweep.
  package static let limit = 1_000_000

  /// How many recipes there are; 1 for a recipe without a sweep.
  package var count: Int { axes.reduce(1) { $0 * $1.count } }

  /// What the recipe at an index binds, in the order of the axes.
  package func settings(at index: Int) -> [Setting] {
    var rest = index
    var points: [Point] = []
    for axis in axes.reversed() {
      points.append(axis[rest % axis.count])
      rest /= axis.count
    }
    return points.reversed().flatMap { $0 }
  }
}

extension ParsedRecipe {
  /// The recipes that `sweep:` stands for; one where there is none.
  package func sweep(in sources: SourceMap, into sink: inout DiagnosticSink) -> Sweep {
    var reader = SweepReader(self, sources: sources, sink: sink)
    let sweep = reader.read()
    sink = reader.sink
    return sweep
  }
}
