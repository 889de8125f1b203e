// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let plateauWithoutEnd = DiagnosticRule(
    "plateau-without-end",
    .error,
    "Nothing ends the cuts of a plateau, or there are more than a table should hold."
  )
  package static let plateauCannotCut = DiagnosticRule(
    "plateau-cannot-cut",
    .error,
    "A plateau leaves nothing to cut between its floor and the values that it lies over."
  )
  package static let nestedPlateau = DiagnosticRule(
    "nested-plateau",
    .error,
    "A plateau is laid over a plateau."
  )
}

/// The wording of what can be wrong with the cuts of a plateau.
enum PlateauDiagnostics {
  static let rules: [DiagnosticRule] = [.plateauWithoutEnd, .plateauCannotCut, .nestedPlateau]

  // MARK: Values

  static func floorBelowZero(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "the floor of a plateau is below 0, where no cut leads",
      at: range,
      label: "out of reach",
      help: [Help("write a floor above 0")]
    )
  }

  static func floorNotBelow(_ base: PlateauBase, at range: SourceRange) -> Diagnostic {
    let highest = base.highest.double.shortDescription
    return Diagnostic(
      .plateauCannotCut,
      "the floor of the plateau is not below the value that it cuts",
      at: range,
      label: base.isConstant
        ? "the value is \(highest)" : "the largest value is \(highest)",
      help: [Help("write a floor below \(highest)")]
    )
  }

  static func baseNotPositive(_ phase: KindSyntax, _ base: PlateauBase) -> Diagnostic {
    let value = base.lowest.isNegative ? base.lowest : base.highest
    return Diagnostic(
      .valueOutOfReach,
      "a plateau cannot cut \(value.double.shortDescription)",
      at: phase.object["from"]?.value.range ?? phase.kindRange,
      label: value.isZero ? "nothing to cut" : "below 0",
      notes: ["a cut makes a value smaller that is above 0"],
      help: [Help("lay the plateau over values of 0 or more that are not all 0")]
    )
  }

  static func obstacle(
    _ obstacle: PlateauLevels.Obstacle,
    _ phase: KindSyntax,
    _ cuts: PlateauLevels.Cuts
  ) -> Diagnostic {
    switch obstacle {
    case .endless:
      return Diagnostic(
        .plateauWithoutEnd,
        "nothing ends the cuts of this plateau",
        at: phase.kindRange,
        label: "cuts without end",
        help: [
          Help("write `floor:` with the value below which no cut goes, or `max_cuts:`")
        ]
      )
    case .tooMany:
      let limit = Int64(PlateauLevels.limit - 1).grouped
      return Diagnostic(
        .plateauWithoutEnd,
        "the plateau can cut more than \(limit) times",
        at: phase.object["factor"]?.value.range ?? phase.kindRange,
        label: "cuts too little",
        help: [Help("write a smaller `factor`, a higher `floor`, or `max_cuts:`")]
      )
    case .cannotCut:
      return cannotCut(phase, cuts)
    case .outOfReach:
      return Diagnostic(
        .valueOutOfReach,
        "the cuts of this plateau lead to values that no table holds",
        at: phase.object["factor"]?.value.range ?? phase.kindRange,
        label: "below 2^-500",
        help: [Help("write `floor:` with the value below which no cut goes")]
      )
    }
  }

  /// The first cut is smaller than what the imitated library makes.
  private static func cannotCut(
    _ phase: KindSyntax,
    _ cuts: PlateauLevels.Cuts
  ) -> Diagnostic {
    let least = cuts.leastCut.double.shortDescription
    let isLeast = !cuts.leastCut.isZero
    return Diagnostic(
      .plateauCannotCut,
      "the plateau of \(cuts.ticks.title) never makes the first cut",
      at: phase.object["eps"]?.value.range ?? phase.kindRange,
      label: isLeast ? "no cut by \(least) or less is made" : "the value does not change",
      help: [
        Help(
          isLeast ? "write a smaller `eps`, or leave `compat` out" : "write a smaller `factor`"
        )
      ]
    )
  }

  // MARK: Phases below a plateau

  static func nested(_ inner: KindSyntax, in outer: KindSyntax) -> Diagnostic {
    Diagnostic(
      .nestedPlateau,
      "a plateau cannot lie over another one",
      at: inner.kindRange,
      label: "a plateau inside of a plateau",
      secondary: [Label(outer.kindRange, "lies over it")],
      notes: ["one plateau acts on a value at a time"],
      help: [Help("write the two one after the other, or a `hold` in its place")]
    )
  }

  static func keyBesideOver(_ field: FieldSyntax, _ over: FieldSyntax) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      "`\(field.name)` cannot stand beside `over`",
      at: field.keyRange,
      label: "the phases below have their own",
      secondary: [Label(over.keyRange, "the phases that the plateau lies over")],
      help: [Help("write `\(field.name)` in one of the phases of `over`")]
    )
  }

  static func nothingBelow(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noPhases,
      "`\(phase.written)` lies over no phases",
      at: range,
      label: "empty",
      help: [Help("write at least one phase, or leave `over` out for a constant value")]
    )
  }

  static func libraryNeedsConstant(
    _ phase: KindSyntax,
    _ library: ResolvedMachine.Ticks
  ) -> Diagnostic {
    Diagnostic(
      .notInLibrary,
      "the plateau of \(library.title) sets a value, so it cannot lie over phases that move",
      at: phase.object["compat"]?.value.range ?? phase.kindRange,
      label: "needs a constant value",
      notes: ["each of its cuts starts from the value that the cut before has left"],
      help: [Help("lay it over one `hold`, or leave `compat` out")]
    )
  }
}
