// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Every shape of a curve: the one closed list.
package enum CurveShapeRegistry {
  /// The shapes, in the order of the reference.
  package static let all: [CurveShape] = [
    .linear,
    .cosine,
    .polynomial,
    .exponential,
    .oneMinusSqrt,
    .oneMinusSquare,
    .logarithm,
    .hyperbolicTangent,
    .kDecay,
    .rex,
    .inverseTime,
    .inverseSqrt,
  ]

  /// Every word that names a shape.
  package static let words: [String] = all.flatMap { [$0.spec.name] + $0.spec.aliases }
}
