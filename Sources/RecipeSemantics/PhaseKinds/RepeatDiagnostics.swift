// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let cannotRepeat = DiagnosticRule(
    "cannot-repeat",
    .error,
    "A `repeat` has phases, or a length, that cannot be played again and again."
  )
}

/// The wording of what can be wrong with a list of phases that is repeated.
enum RepeatDiagnostics {
  static let rules: [DiagnosticRule] = [.cannotRepeat]

  static func nothing(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .cannotRepeat,
      "`repeat` has no phases",
      at: range,
      label: "nothing to repeat",
      help: [Help("write at least one phase, such as `hold: { for: 10 epochs }`")]
    )
  }

  /// What keeps a phase from being repeated.
  static func obstacle(_ phase: KindSyntax, in outer: KindSyntax) -> Diagnostic? {
    let kinds = [PhaseKind.nestedRepeatSpec.name, PhaseKind.nestedPlateauSpec.name]
    let keys = ["until", "at_most", "ends_at", "grid"]
    if kinds.contains(phase.kind) {
      return Diagnostic(
        .cannotRepeat,
        "`\(phase.written)` cannot stand inside `repeat`",
        at: phase.kindRange,
        label: "cannot be repeated",
        secondary: [Label(outer.kindRange, "repeats its phases")],
        help: [Help("write the phases of a round, which depend on time alone, one after another")]
      )
    }
    return keys.compactMap { phase.object[$0] }.first.map {
      Diagnostic(
        .cannotRepeat,
        "`\($0.name)` cannot stand inside `repeat`",
        at: $0.keyRange,
        label: "cannot be repeated",
        secondary: [Label(outer.kindRange, "repeats its phases")],
        help: [
          Help(
            $0.name == "grid"
              ? "write the grid in the schedule, or in no phase of the round"
              : "say how long the phase is with `for`"
          )
        ]
      )
    }
  }

  static func needsTimes(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .cannotRepeat,
      "`repeat` needs `times` here",
      at: phase.kindRange,
      label: "how long is a round?",
      notes: ["a phase inside takes the rest or a share of the round"],
      help: [Help("write `times:`, or a fixed length for every phase of the round")]
    )
  }

  static func severalRests(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .cannotRepeat,
      "several phases of a round take the rest of it",
      at: phase.kindRange,
      label: "how long is each of them?",
      help: [Help("write `for:` in all of them but one")]
    )
  }

  static func doesNotFillRound(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .cannotRepeat,
      "the phases of a round are not as long as the round",
      at: phase.kindRange,
      label: "shares of a round",
      help: [Help("let one phase take the rest of the round, or the shares add up to 100%")]
    )
  }
}
