// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let missingFact = DiagnosticRule(
    "missing-fact",
    .error,
    "A unit is used that the facts of the run cannot convert into updates."
  )
  package static let wrongUnit = DiagnosticRule(
    "wrong-unit",
    .error,
    "A fact of the run is given in a unit that it cannot have."
  )
  package static let notACount = DiagnosticRule(
    "not-a-count",
    .error,
    "A fact of the run that counts something is zero, negative or no whole number."
  )
  package static let factsDisagree = DiagnosticRule(
    "facts-disagree",
    .warning,
    "The steps of an epoch are not what the dataset and the batch make of it."
  )
  package static let emptyEpoch = DiagnosticRule(
    "empty-epoch",
    .error,
    "The dataset does not fill a single batch, and short batches are dropped."
  )
  package static let runLengthOutOfRange = DiagnosticRule(
    "run-length-out-of-range",
    .error,
    "The run has no update, or more than 2^53."
  )
  package static let evaluatesTooOften = DiagnosticRule(
    "evaluates-too-often",
    .error,
    "Less than one update lies between two evaluations."
  )
  package static let needsRunLength = DiagnosticRule(
    "needs-run-length",
    .error,
    "A time is measured by the length of a run that is open."
  )
}

/// The wording of what can be wrong with the facts of the run.
enum RunDiagnostics {
  static let rules: [DiagnosticRule] = [
    .missingFact, .wrongUnit, .notACount, .factsDisagree, .emptyEpoch, .runLengthOutOfRange,
    .evaluatesTooOften, .needsRunLength,
  ]

  static func missingFact(
    _ unit: Unit,
    needs names: [String],
    at range: SourceRange
  ) -> Diagnostic {
    let needed = EnglishList.all(names.map { "`\($0)`" })
    let alternative = unit == .epochs ? ", or `run.epoch` with the number of steps" : ""
    return Diagnostic(
      .missingFact,
      "\(unit.rawValue) cannot be converted into updates without \(needed)",
      at: range,
      label: "in \(unit.rawValue)",
      help: [Help("add \(needed) to `run:`\(alternative)")]
    )
  }

  static func brokenSamples(_ unit: Unit, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingFact,
      "\(unit.rawValue) cannot be converted into updates: "
        + "`run.batch` is no whole number of sequences",
      at: range,
      label: "in \(unit.rawValue)",
      notes: ["a sample is one sequence of `run.sequence` tokens"],
      help: [Help("write `batch` in samples, or as a multiple of `sequence`")]
    )
  }

  static func wrongUnit(
    _ expression: ExpressionSyntax,
    of name: String,
    expected: String
  ) -> Diagnostic {
    Diagnostic(
      .wrongUnit,
      "`run.\(name)` is counted in \(expected)",
      at: expression.range,
      label: "expected \(expected)"
    )
  }

  static func notACount(
    _ expression: ExpressionSyntax,
    of name: String,
    noun: String
  ) -> Diagnostic {
    Diagnostic(
      .notACount,
      "`run.\(name)` must be a whole number of \(noun), at least 1",
      at: expression.range,
      label: "not a count"
    )
  }

  static func factsDisagree(_ expression: ExpressionSyntax, _ exact: Rational) -> Diagnostic {
    let updates = Rational((exact * Rational(100)).floor, over: BigInteger(100)).double
    return Diagnostic(
      .factsDisagree,
      "an epoch of `\(expression.text)` is not what `dataset` and `batch` make of it",
      at: expression.range,
      label: "stated",
      notes: ["the dataset is \(updates.shortDescription) batches; what is stated counts"],
      help: [
        Help("leave `epoch` out, or correct `dataset` or `batch`"),
        Help("if the loader repeats or skips samples, write `allow: { facts-disagree: … }`"),
      ]
    )
  }

  static func emptyEpoch(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .emptyEpoch,
      "an epoch has no update: the dataset is smaller than one batch and `last_batch` is `drop`",
      at: range,
      help: [Help("write `last_batch: keep`, or a smaller `batch`")]
    )
  }

  static func lengthOfItself(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .wrongUnit,
      "the length of the run cannot be a share of the run",
      at: expression.range,
      label: "a share of itself",
      help: [Help("write steps, epochs, samples or tokens")]
    )
  }

  static func evaluationOfItself(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .wrongUnit,
      "`run.evaluate` is what an evaluation is counted with, so it cannot be in evaluations",
      at: expression.range,
      label: "a multiple of itself",
      help: [Help("write steps, epochs, samples or tokens")]
    )
  }

  static func evaluatesTooOften(_ expression: ExpressionSyntax, _ updates: Rational) -> Diagnostic {
    Diagnostic(
      .evaluatesTooOften,
      "the model cannot be evaluated every `\(expression.text)`",
      at: expression.range,
      label: LayoutDiagnostics.updates(updates),
      notes: ["between two updates the model stays the same"],
      help: [Help("write an interval of at least one update")]
    )
  }

  static func lengthOutOfRange(_ expression: ExpressionSyntax, _ position: Rational) -> Diagnostic {
    Diagnostic(
      .runLengthOutOfRange,
      position > Rational(0)
        ? "a run of `\(expression.text)` has 2^53 updates or more"
        : "a run of `\(expression.text)` has no update",
      at: expression.range,
      label: LayoutDiagnostics.updates(position),
      notes: ["a run has from 1 to 2^53 - 1 updates, so that every update number is exact"]
    )
  }

  static func clockName(_ word: String, at range: SourceRange) -> Diagnostic {
    let joined = word.foldedKey
    let help =
      joined != word && ClockWord.isPossible(joined)
      ? Help("write `\(joined)`: in a unit `-` is a minus", edit: TextEdit(range, joined))
      : Help("write what the trainer counts, such as `rollouts`, or leave `clock` out")
    return Diagnostic(
      .reservedName,
      "a clock cannot be called `\(word)`",
      at: range,
      label: ClockWord.meaning(takenBy: word).map { "`\($0)` means something else" }
        ?? "not a single word",
      notes: ["the word becomes a unit: `length: 1000 rollouts`"],
      help: [help]
    )
  }

  // MARK: Open runs

  static func shareOfOpenRun(at range: SourceRange, _ length: ResolvedRun.Length) -> Diagnostic {
    needsLength("there is no share of a run whose length is open", at: range, length)
  }

  static func restOfOpenRun(at range: SourceRange, _ length: ResolvedRun.Length) -> Diagnostic {
    needsLength("there is no rest of a run whose length is open", at: range, length)
  }

  static func lastOfOpenRun(at range: SourceRange, _ length: ResolvedRun.Length) -> Diagnostic {
    needsLength("there is no last part of a run whose length is open", at: range, length)
  }

  static func repeatInOpenRun(at range: SourceRange, _ length: ResolvedRun.Length) -> Diagnostic {
    Diagnostic(
      .needsRunLength,
      "a schedule repeats at the end of the run, and this run is open",
      at: range,
      label: "needs the length of the run",
      secondary: [Label(length.range, "the run is open")],
      help: [Help("write `after: hold`, `after: error` or a value")]
    )
  }

  static func endOfOpenRun(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .needsRunLength,
      "the end of the run is not known: its length is `open`",
      at: range,
      label: "where is that?",
      help: [Help("write an update, or another position that is counted from the start")]
    )
  }

  private static func needsLength(
    _ message: String,
    at range: SourceRange,
    _ length: ResolvedRun.Length
  ) -> Diagnostic {
    Diagnostic(
      .needsRunLength,
      message,
      at: range,
      label: "needs the length of the run",
      secondary: [Label(length.range, "the run is open")],
      notes: ["an open run goes on until the trainer ends it, so nothing counts from its end"],
      help: [Help("write a time that counts from the start, such as `5000 steps`")]
    )
  }
}
