// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// Every kind of phase.
package enum PhaseKindRegistry {
  /// The kinds that compile.
  package static let all: [PhaseKind] = plain + [.plateau]

  /// The kinds whose values depend on time alone: a plateau can lie over them.
  ///
  /// Every shape is a kind by itself, unless there is a kind of its name that says more.
  static let plain: [PhaseKind] =
    ofTheirOwn
    + CurveShapeRegistry.all.filter { shape in
      !ofTheirOwn.contains { $0.spec.name == shape.spec.name }
    }
    .map { PhaseKind($0) }

  private static let ofTheirOwn: [PhaseKind] = [
    .warmup,
    .hold,
    .staircase,
    .exponential,
    .ramp,
    .expression,
  ]

  /// The tables of all kinds of the language, for decoding; the last ones are refused by name.
  package static let specs: [ObjectSpec] = all.map(\.spec) + notBuiltSpecs

  /// The tables of the kinds that are decoded below a plateau; the plateau among them is refused later.
  static let specsBelowPlateau: [ObjectSpec] =
    plain.map(\.spec) + [PhaseKind.nestedPlateauSpec] + notBuiltSpecs

  private static let notBuiltSpecs = notBuilt.map {
    ObjectSpec($0.name, keys: [], example: "", isBuilt: false, $0.summary)
  }

  static func kind(named name: String) -> PhaseKind? { all.first { $0.spec.name == name } }

  private static let notBuilt: [(name: String, summary: String)] = [
    ("power", "A decay with a power of time."),
    ("cyclic", "A wave between two values."),
    ("restarts", "A decay that starts again and again."),
    ("points", "Values at given positions, joined by steps or curves."),
    ("repeat", "A list of phases played several times."),
    ("range_test", "A learning-rate range test."),
  ]
}
