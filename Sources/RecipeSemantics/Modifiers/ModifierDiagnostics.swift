// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let modifierOutsideRun = DiagnosticRule(
    "modifier-outside-run",
    .error,
    "A warmup or cooldown that is laid over a schedule does not fit into the run."
  )
  package static let malformedModifier = DiagnosticRule(
    "malformed-modifier",
    .error,
    "The numbers of a modifier contradict each other, or are out of range."
  )
  package static let modifierOverEvents = DiagnosticRule(
    "modifier-over-events",
    .error,
    "A modifier changes values that answer to a metric or a signal."
  )
}

/// The wording of what can be wrong with what changes a whole schedule.
enum ModifierDiagnostics {
  static let rules: [DiagnosticRule] = [
    .modifierOutsideRun, .malformedModifier, .modifierOverEvents,
  ]

  static func outsideRun(
    _ key: String,
    at range: SourceRange,
    _ updates: Range<Int64>
  ) -> Diagnostic {
    Diagnostic(
      .modifierOutsideRun,
      "`\(key)` takes no part of the run, or more than all of it",
      at: range,
      label: "the run has \(updates.upperBound.grouped) updates",
      help: [Help("write a duration of at least one update that is no longer than the run")]
    )
  }

  static func cooldownOfOpenRun(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .modifierOutsideRun,
      "an open run has no end to cool down to",
      at: range,
      label: "before which end?",
      help: [Help("write a phase that waits for a signal, and a decay after it")]
    )
  }

  /// A blend that is to last for a time before the end of the run, or for `rest` where no time is given.
  static func blendAtEnd(_ length: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "a blend starts with the run, and takes as long as `for` says",
      at: range,
      label: length == nil ? "how long?" : "a time before the end",
      help: [
        Help(length.map { "write `for: \($0)`" } ?? "write a duration such as `for: 3 epochs`"),
        Help("what is laid over the end of the run is a `cooldown`"),
      ]
    )
  }

  static func cooldownOfRest(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "a cooldown has no rest to take",
      at: range,
      label: "how long?",
      help: [Help("write `last 20%`", edit: TextEdit(range, "last 20%"))]
    )
  }

  static func twoEnds(_ object: ObjectSyntax) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "a cooldown ends at a value or at a share of the schedule, not at both",
      at: object["factor"]?.keyRange ?? object.range,
      label: "a share",
      secondary: object["to"].map { [Label($0.keyRange, "a value")] } ?? [],
      help: [Help("leave one of them out")]
    )
  }

  static func shapeNeedsRatio(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "this shape never reaches zero, so it cannot take a value to its end",
      at: range,
      label: "cannot reach 0",
      help: [Help("use `linear`, `cosine` or another shape that reaches its end")]
    )
  }

  static func multipleNotPositive(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "`multiple` is not more than zero",
      at: range,
      label: "expected more than 0"
    )
  }

  static func clampForm(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "`clamp` is no range",
      at: range,
      label: "expected two numbers, the smaller one first",
      help: [Help("write `clamp: [low, high]`")]
    )
  }

  static func noSeed(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "`seed` is no whole number of 0 or more",
      at: range,
      label: "expected a number such as 42"
    )
  }

  static func noShare(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "`amount` is not between 0 and 1",
      at: range,
      label: "a share of the value",
      help: [Help("write `amount: 0.1` for values that move by up to 10 %")]
    )
  }

  static func tooMuchNoise(at range: SourceRange, limit: Int64) -> Diagnostic {
    Diagnostic(
      .malformedModifier,
      "the noise changes more than \(limit.grouped) times",
      at: range,
      label: "so often",
      help: [Help("write a longer `every`")]
    )
  }

  static func overEvents(_ field: FieldSyntax, phase: ResolvedPhase) -> Diagnostic {
    Diagnostic(
      .modifierOverEvents,
      "`\(field.name)` changes values of `\(phase.kind)`, which answer to a metric or a signal",
      at: field.keyRange,
      label: "changes them",
      secondary: [Label(phase.range, "answers to a metric or a signal")],
      notes: ["what an event does to a value is settled when the recipe is compiled"],
      help: [Help("write what `\(field.name)` does as phases, and lay a `plateau` over them")]
    )
  }
}
