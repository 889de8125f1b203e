// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let nothingScheduled = DiagnosticRule(
    "nothing-scheduled",
    .error,
    "A fact of the run is `scheduled`, and there is no schedule of it."
  )
  package static let notScheduled = DiagnosticRule(
    "not-scheduled",
    .error,
    "The batch or the sequence has a schedule, and `run:` does not say that it is `scheduled`."
  )
  package static let circularBatch = DiagnosticRule(
    "circular-batch",
    .error,
    "The schedule of the batch or the sequence needs what only follows from it."
  )
  package static let reactiveBatch = DiagnosticRule(
    "reactive-batch",
    .error,
    "The batch or the sequence answers to a metric or a signal."
  )
  package static let needsRounding = DiagnosticRule(
    "needs-rounding",
    .error,
    "A curve gives the batch or the sequence values that are no whole numbers."
  )
  package static let lengthVaries = DiagnosticRule(
    "length-varies",
    .error,
    "A time that has to be one number of updates is not, because the batch varies."
  )
  package static let dataOutOfRange = DiagnosticRule(
    "data-out-of-range",
    .error,
    "The run consumes 2^53 samples or tokens, or more."
  )
}

/// The wording of what can be wrong with the schedules of the batch and the sequence.
enum CausalDiagnostics {
  static let rules: [DiagnosticRule] = [
    .nothingScheduled, .notScheduled, .circularBatch, .reactiveBatch, .needsRounding,
    .lengthVaries, .dataOutOfRange,
  ]

  private static let reason =
    "the length of the run in updates follows from this schedule, so the schedule cannot follow from it"

  // MARK: Who says it

  static func nothingScheduled(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nothingScheduled,
      "`run.\(name)` is scheduled, but there is no schedule of `\(name)`",
      at: range,
      label: "where is it?",
      help: [
        Help("add `\(name)` to `schedules:`, or write the number")
      ]
    )
  }

  static func notScheduled(_ entry: NameSyntax) -> Diagnostic {
    Diagnostic(
      .notScheduled,
      "`\(entry.name)` has a schedule, but `run.\(entry.name)` does not say so",
      at: entry.keyRange,
      label: "moves it",
      notes: ["epochs, samples and tokens are converted into updates by `run.\(entry.name)`"],
      help: [Help("write `\(entry.name): scheduled` in `run:`, or leave the schedule out")]
    )
  }

  // MARK: Circles

  static func restBefore(_ item: PhaseLayout.Item, of name: String) -> Diagnostic {
    Diagnostic(
      .circularBatch,
      "`\(item.kind)` takes the rest of the run in the schedule of `\(name)`, and phases follow it",
      at: item.place,
      label: "how long?",
      notes: [reason],
      help: [Help("write `for:` or `ends_at:`; only the last phase of `\(name)` can take the rest")]
    )
  }

  static func lastOfRun(
    _ item: PhaseLayout.Item,
    of name: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .circularBatch,
      "`\(item.kind)` of `\(name)` is counted from the end of the run",
      at: range,
      label: "needs the end of the run",
      notes: [reason],
      help: [Help("write `ends_at:` on the phase before it, and leave `for` out here")]
    )
  }

  static func restOfCurve(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .circularBatch,
      "`\(phase.written)` takes the rest of the run in a schedule of the batch or the sequence",
      at: phase.kindRange,
      label: "how long?",
      notes: [reason],
      help: [Help("write `for:` or `ends_at:`, and a `hold` after it for the rest")]
    )
  }

  static func needsTotal(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .circularBatch,
      "a share of a run whose length is in several units needs the number of its updates",
      at: range,
      label: "a share of what?",
      notes: [reason],
      help: [Help("write steps, samples or tokens")]
    )
  }

  static func otherUnit(_ unit: Unit, measured axis: Unit, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .circularBatch,
      "\(unit.rawValue) cannot be converted into \(axis.rawValue) before it is known what updates consume",
      at: range,
      label: "in \(unit.rawValue)",
      notes: [
        "a phase of the batch or the sequence is measured in one unit: here that is \(axis.rawValue)"
      ],
      help: [
        Help(
          unit == .evaluations
            ? "write it in \(axis.rawValue)"
            : "write it in \(axis.rawValue), or say `along: \(unit.alongWord)` in the phase"
        )
      ]
    )
  }

  static func endpoints(_ phase: KindSyntax, along axis: Unit, at range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      .circularBatch,
      "`endpoints` would make `\(phase.written)` depend on what the update itself consumes",
      at: range,
      label: "needs the update's own \(axis.rawValue)",
      help: [Help("leave `endpoints` out, or say `along: steps`")]
    )
  }

  // MARK: Varying lengths

  static func lengthVaries(_ key: String, _ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .lengthVaries,
      "`\(key)` of `\(expression.text)` is not the same number of updates everywhere",
      at: expression.range,
      label: "changes with the batch",
      notes: ["`\(key)` is counted in updates, and the batch or the sequence is scheduled"],
      help: [Help("write it in steps")]
    )
  }

  static func alongAfterEvent(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .lengthDependsOnEvent,
      "what `\(phase.written)` has consumed depends on when the event before it comes",
      at: range,
      label: "not the same whenever it starts",
      notes: ["the batch or the sequence may still change after the event"],
      help: [Help("write `along: steps`")]
    )
  }

  // MARK: Events

  static func reactive(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .reactiveBatch,
      "`\(name)` cannot answer to a metric or a signal",
      at: range,
      label: "ends or changes at an event",
      notes: ["nobody would know how many samples or tokens an update is"],
      help: [
        Help("give the phase a length"),
        Help("or stop the run at the event and amend its table there"),
      ]
    )
  }

  // MARK: Values

  static func needsRounding(_ name: String, _ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .needsRounding,
      "`\(phase.written)` gives `\(name)` values that are no whole numbers",
      at: phase.kindRange,
      label: "passes through fractions",
      help: [
        Help(
          "add `round_to: { multiple: 16, mode: floor }` to the schedule of `\(name)`, with what your "
            + "devices need as the multiple"
        )
      ]
    )
  }

  static func notWhole(
    _ name: String,
    _ value: Rational,
    _ phase: KindSyntax,
    rounding: ValueRounding?
  ) -> Diagnostic {
    let text = value.double.shortDescription
    let help =
      rounding == nil
      ? "write whole numbers, or `round_to: { multiple: 16, mode: floor }` in the schedule"
      : "start at the multiple or above it, or round with `mode: ceil`"
    return Diagnostic(
      .notACount,
      rounding == nil
        ? "`\(name)` is \(text) in `\(phase.written)`" : "`\(name)` is rounded to \(text)",
      at: phase.kindRange,
      label: "\(text) \(name == "batch" ? "samples" : "tokens")",
      notes: ["`\(name)` is a whole number of at least 1"],
      help: [Help(help)]
    )
  }

  static func notWhole(_ name: String, _ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .notACount,
      "`\(name)` must be a whole number",
      at: expression.range,
      label: "no whole number"
    )
  }

  static func multipleNotWhole(_ name: String, _ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .notACount,
      "`\(name)` can only be rounded to multiples of a whole number",
      at: expression.range,
      label: "not a whole number above 0"
    )
  }

  static func tooManyLevels(_ name: String, _ phase: KindSyntax, limit: Int) -> Diagnostic {
    Diagnostic(
      .tooManySteps,
      "`\(name)` takes more than \(Int64(limit).grouped) values",
      at: phase.kindRange,
      label: "so many steps",
      help: [Help("round to a larger multiple with `round_to:`")]
    )
  }

  // MARK: What is consumed

  static func brokenBatch(sequence: Int64, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notACount,
      "a sequence of \(sequence.grouped) tokens does not fit into `run.batch` a whole number of times",
      at: range,
      label: "changes the samples of an update",
      help: [Help("write `run.batch` in samples, or as a multiple of every sequence")]
    )
  }

  static func emptyEpoch(_ batch: Int64, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .emptyEpoch,
      "the dataset does not fill a single batch of \(batch.grouped) samples, and `last_batch: drop` uses no other",
      at: range,
      label: "grows larger than the dataset",
      help: [Help("write `last_batch: keep`, or a smaller batch")]
    )
  }

  static func tooMuch(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .dataOutOfRange,
      "the run consumes 2^53 samples or tokens, or more",
      at: range,
      label: "too much to count exactly"
    )
  }
}

extension Unit {
  /// The unit as `along` has it.
  fileprivate var alongWord: String {
    switch self {
    case .samples, .epochs: "samples"
    case .tokens: "tokens"
    default: "steps"
    }
  }
}
