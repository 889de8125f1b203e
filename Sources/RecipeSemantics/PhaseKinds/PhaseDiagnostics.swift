// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let missingStart = DiagnosticRule(
    "missing-start",
    .error,
    "The first phase of a schedule does not say at which value it starts."
  )
  package static let durationNotPositive = DiagnosticRule(
    "duration-not-positive",
    .error,
    "A duration is zero or negative."
  )
  package static let overShorterThanFor = DiagnosticRule(
    "over-shorter-than-for",
    .error,
    "A curve is shorter than the time it is to be played."
  )
  package static let positionOutsidePhase = DiagnosticRule(
    "position-outside-phase",
    .error,
    "A position in the run lies outside the phase that uses it."
  )
  package static let positionsNotRising = DiagnosticRule(
    "positions-not-rising",
    .error,
    "A list of positions does not rise."
  )
  package static let levelCount = DiagnosticRule(
    "level-count",
    .error,
    "A phase has more or fewer values than places for them."
  )
  package static let tooManySteps = DiagnosticRule(
    "too-many-steps",
    .error,
    "A phase has more steps or cycles than a table should hold."
  )
  package static let contradictoryKeys = DiagnosticRule(
    "contradictory-keys",
    .error,
    "A phase has too few or too many keys to say one curve."
  )
  package static let valueOutOfReach = DiagnosticRule(
    "value-out-of-reach",
    .error,
    "A curve cannot start at, or reach, the value that is written."
  )
}

/// The wording of what can be wrong with the keys of one phase.
enum PhaseDiagnostics {
  static let rules: [DiagnosticRule] = [
    .missingStart, .durationNotPositive, .overShorterThanFor, .positionOutsidePhase,
    .positionsNotRising, .levelCount, .tooManySteps, .contradictoryKeys, .valueOutOfReach,
  ]

  static func missingStart(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .missingStart,
      "the first phase does not say at which value it starts",
      at: phase.kindRange,
      label: "starts where?",
      notes: ["a phase without `from` starts where the one before it ends"],
      help: [Help("write `from:` in the first phase")]
    )
  }

  static func notPositive(_ expression: ExpressionSyntax, key: String) -> Diagnostic {
    Diagnostic(
      .durationNotPositive,
      "`\(key)` must be longer than nothing",
      at: expression.range,
      label: "zero or negative"
    )
  }

  static func overShorterThanFor(
    _ phase: KindSyntax,
    over: Int64,
    played: Int64,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .overShorterThanFor,
      "the curve of `\(phase.written)` ends before the phase does",
      at: range,
      label: "\(over.grouped) updates",
      notes: ["the phase is played for \(played.grouped) updates"],
      help: [Help("shorten the phase with `for:` and add a `hold`, or lengthen `over:`")]
    )
  }

  static func positionsNotRising(at range: SourceRange, after earlier: SourceRange) -> Diagnostic {
    Diagnostic(
      .positionsNotRising,
      "the positions of `at` do not rise",
      at: range,
      label: "not after the one before it",
      secondary: [Label(earlier, "the one before")]
    )
  }

  static func positionOutside(
    _ phase: KindSyntax,
    position: PhaseReader.Position,
    time: PhaseTime
  ) -> Diagnostic {
    let (first, end) = (time.updates.lowerBound, time.updates.upperBound)
    let isInUpdates = time.unit == .steps
    let counted = isInUpdates ? "updates" : time.unit.rawValue
    return Diagnostic(
      .positionOutsidePhase,
      "a position of `\(phase.written)` lies outside the phase",
      at: position.range,
      label: isInUpdates
        ? "update \(position.update.grouped)" : "\(position.update.grouped) \(counted)",
      notes: [
        time.isEndless
          ? "the phase covers all \(counted) from \(first.grouped) on"
          : "the phase covers \(counted) \(first.grouped) to \((end - 1).grouped)",
        "positions count from the start of the run, not of the phase",
      ],
      help: [Help("move the position inside the phase, or use `every:` for a time since its start")]
    )
  }

  static func levelCount(
    _ phase: KindSyntax,
    found: Int,
    needed: Int,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .levelCount,
      "`\(phase.written)` needs \(needed) level\(needed == 1 ? "" : "s") and has \(found)",
      at: range,
      label: "\(found) level\(found == 1 ? "" : "s")",
      notes: ["there is one level more than there are steps, the first from the start on"],
      help: [Help(needed == 1 ? "write one value" : "write \(needed) values")]
    )
  }

  static func twoStarts(at range: SourceRange, from: SourceRange) -> Diagnostic {
    Diagnostic(
      .contradictoryKeys,
      "the first of `values` is not the value of `from`",
      at: range,
      secondary: [Label(from, "another start")],
      help: [Help("leave `from` out: the first of `values` is the start")]
    )
  }

  static func tooManySteps(_ expression: ExpressionSyntax, limit: Int) -> Diagnostic {
    Diagnostic(
      .tooManySteps,
      "the staircase has more than \(Int64(limit).grouped) steps",
      at: expression.range,
      label: "so often",
      help: [Help("use `exponential` with `rate` and `every` for a smooth decay")]
    )
  }

  static func levelTooLarge(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "the levels of `\(phase.written)` grow past any binary64 number",
      at: range,
      label: "grows too far"
    )
  }

  static func staircaseForm(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .contradictoryKeys,
      "`staircase` needs either `factor` or `values`, and either `at` or `every`",
      at: phase.kindRange,
      help: [Help("for example `staircase: { factor: 0.1, at: [30 epochs, 60 epochs] }`")]
    )
  }

  static func needsOneTarget(_ phase: KindSyntax, _ ways: String, example: String) -> Diagnostic {
    Diagnostic(
      .contradictoryKeys,
      "`\(phase.written)` needs exactly one of \(ways)",
      at: phase.kindRange,
      help: [Help("for example `\(example)`")]
    )
  }

  static func endOutOfRange(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "the end of `\(phase.written)` is no binary64 number any more",
      at: phase.kindRange,
      label: "grows or shrinks too far",
      help: [Help("let it change more slowly")]
    )
  }

  static func cutOutOfRange(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "the value at which the curve of `\(phase.written)` is cut is no binary64 number",
      at: phase.kindRange,
      label: "has no value at its end"
    )
  }

  static func rateNotPositive(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "`rate` of `\(phase.written)` must be above 0",
      at: range,
      label: "0 or less"
    )
  }
}
