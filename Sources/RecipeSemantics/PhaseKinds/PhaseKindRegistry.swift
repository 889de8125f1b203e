// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// Every kind of phase.
package enum PhaseKindRegistry {
  /// The kinds that compile.
  package static let all: [PhaseKind] = plain + [.plateau]

  /// The kinds whose values depend on time alone: a plateau can lie over them.
  ///
  /// Every shape is a kind by itself, unless there is a kind of its name that says more.
  static let plain: [PhaseKind] = simple + [.repeated]

  /// The kinds that a `repeat` can play.
  private static let simple: [PhaseKind] =
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
    .inverseSqrt,
    .inverseTime,
    .power,
    .restarts,
    .cyclic,
    .points,
    .rangeTest,
    .ramp,
    .expression,
  ]

  /// The tables of all kinds of the language, for decoding.
  package static let specs: [ObjectSpec] = all.map(\.spec)

  /// The tables of the kinds that are decoded below a plateau; the plateau among them is refused later.
  static let specsBelowPlateau: [ObjectSpec] =
    plain.map(\.spec) + [PhaseKind.nestedPlateauSpec]

  /// The tables of the kinds that are decoded inside a `repeat`; plateaus and repeats are refused later.
  static let specsBelowRepeat: [ObjectSpec] =
    simple.map(\.spec) + [PhaseKind.nestedRepeatSpec, PhaseKind.nestedPlateauSpec]

  static func kind(named name: String) -> PhaseKind? { all.first { $0.spec.name == name } }
}
