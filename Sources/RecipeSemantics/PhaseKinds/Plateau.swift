// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A value that is cut every time a metric stops improving.
  ///
  ///     value = min(base, max(floor, base · factor^k))
  ///
  /// after k cuts, where the base is `from`, or where the phase before ends, or the phases of `over`.
  static let plateau = PhaseKind(
    ObjectSpec(
      "plateau",
      keys: [PhaseKeys.from] + PlateauKeys.all
        + [PlateauKeys.over(PhaseKindRegistry.specsBelowPlateau)] + PhaseKeys.common,
      example: "`{ watch: val_loss, factor: 0.5, patience: 3 evaluations, floor: 1e-6 }`",
      "A value that falls when a metric stops improving."
    )
  ) { reader in
    let start = reader.startValue()
    let rule = reader.plateauRule()
    guard let start, let rule else { return PhaseShape(start: start) }
    // Keras keeps the value in a variable of single precision, before the first cut as well.
    let base =
      rule.machine.ticks == .keras ? Rational(exactly: Double(Float(start.double))) : start
    guard let base, let design = reader.plateau(rule, overConstant: base) else {
      return PhaseShape(start: start)
    }
    if base != start { reader.reach(base, at: reader.phase.kindRange) }
    var shape = PhaseShape(start: base, end: base)
    shape.segments = reader.time.map { [.constant(base.double, $0.updates)] }
    shape.plateau = design
    return shape
  }

  /// The table of a plateau below a plateau, whose own `over` is not looked into.
  static let nestedPlateauSpec = ObjectSpec(
    "plateau",
    keys: [PhaseKeys.from] + PlateauKeys.all + [KeySpec("over", .anything, "Phases.")]
      + PhaseKeys.common,
    example: "`{ watch: val_loss, factor: 0.5, patience: 3 evaluations, floor: 1e-6 }`",
    "A value that falls when a metric stops improving."
  )
}
