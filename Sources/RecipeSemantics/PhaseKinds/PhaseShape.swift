// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
package import RecipeSyntax

/// A part of a phase: a constant, or a stretch of a curve.
package enum PhaseSegment: Hashable, Sendable {
  case constant(Double, Range<Int64>)
  case curve(Curve)

  /// The updates it covers; never empty.
  package var updates: Range<Int64> {
    switch self {
    case .constant(_, let updates): updates
    case .curve(let curve): curve.updates
    }
  }
}

/// What a kind makes of its keys.
struct PhaseShape {
  /// The value at the start: the limit at p = 0.
  var start: Rational?
  /// The value at the end: the limit where the phase ends.
  var end: Rational?
  /// What is played, in order and without gaps; nil while the time of the phase is not known.
  var segments: [PhaseSegment]?
  /// Values between the ends that may lie outside of them.
  var levels: [Rational] = []
  /// How the value answers to a metric, for a kind that does.
  var plateau: PlateauDesign?
  /// Whether values lie between the ends or not is not known: bounds are not inferred from them.
  var isUnpredictable = false
  /// What progress counts, where that is not the updates.
  var along: Unit?
  /// For a curve longer than its phase, the value its curve would reach.
  var uncutEnd: Rational?
}

/// What the keys of a kind say about the length of a phase.
enum OwnLength {
  /// Nothing: it has the length that `for` would have.
  case none
  /// So much; written at a place.
  case duration(Amount, text: String, SourceRange)
  /// Something that is not known: reported, or not bound yet.
  case unknown
}

/// A kind of phase: its keys, and how they become a curve.
///
/// A kind is one file with one value of this type, and one line in `PhaseKindRegistry`.
package struct PhaseKind: Sendable {
  /// The name and the keys.
  package let spec: ObjectSpec
  /// Reads the keys of one phase and shapes it; nil when that failed and was reported.
  let shape: @Sendable (inout PhaseReader) -> PhaseShape?
  /// How long a phase is by its own keys, as by a number of cycles, where `for` is left out.
  let ownLength: (@Sendable (KindSyntax, inout ExpressionEvaluator) -> OwnLength)?

  init(
    _ spec: ObjectSpec,
    ownLength: (@Sendable (KindSyntax, inout ExpressionEvaluator) -> OwnLength)? = nil,
    shape: @escaping @Sendable (inout PhaseReader) -> PhaseShape?
  ) {
    self.spec = spec
    self.ownLength = ownLength
    self.shape = shape
  }
}
