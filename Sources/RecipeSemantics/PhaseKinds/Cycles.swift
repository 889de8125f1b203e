// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The keys of kinds that play cycles, and what is wrong with them.
enum CycleKeys {
  static let cycles = KeySpec(
    "cycles",
    .expression(.number),
    foreignNames: ["cycle_limit", "num_cycles", "n_cycles"],
    "How many cycles there are, in place of `for`."
  )

  /// The number of cycles that is written; nil without one, and where it could not be read.
  static func count(_ phase: KindSyntax, _ evaluator: inout ExpressionEvaluator) -> Int? {
    guard let expression = phase.object.expression("cycles"),
      let number = evaluator.number(expression)
    else { return nil }
    guard number.isInteger, let count = number.numerator.int64, count > 0 else {
      evaluator.sink.emit(CycleDiagnostics.notACount(phase, "cycles", at: expression.range))
      return nil
    }
    guard count <= PhaseParts.limit / 2 else {
      evaluator.sink.emit(CycleDiagnostics.tooMany(phase, at: expression.range))
      return nil
    }
    return Int(count)
  }
}

/// The wording of what can be wrong with phases that consist of cycles or rounds.
enum CycleDiagnostics {
  static func notACount(_ phase: KindSyntax, _ key: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "`\(key)` of `\(phase.written)` must be a whole number above 0",
      at: range,
      label: "not a count"
    )
  }

  static func tooMany(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tooManySteps,
      "`\(phase.written)` has more than \(Int64(PhaseParts.limit / 2).grouped) cycles",
      at: range,
      label: "so often",
      help: [Help("make the cycles longer, or the phase shorter")]
    )
  }

  static func tooShort(_ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .durationNotPositive,
      "a part of a cycle of `\(phase.written)` is shorter than an update",
      at: range,
      label: "too short",
      help: [Help("make it longer, or the number of cycles smaller")]
    )
  }

  static func partsTooLong(_ phase: KindSyntax) -> Diagnostic {
    let field = phase.object["decay"] ?? phase.object["warmup"]
    return Diagnostic(
      .contradictoryKeys,
      "the parts of a cycle of `\(phase.written)` are longer than the cycle",
      at: field?.value.range ?? phase.kindRange,
      label: "too long",
      help: [Help("make them shorter, or the cycles longer")]
    )
  }

  static func bothLengths(_ phase: KindSyntax, _ key: String) -> Diagnostic {
    let other = phase.object["for"] ?? phase.object["ends_at"]
    return Diagnostic(
      .contradictoryKeys,
      "`\(phase.written)` has both `\(key)` and `\(other?.name ?? "for")`",
      at: phase.object[key]?.keyRange ?? phase.kindRange,
      label: "says how long the phase is",
      secondary: other.map { [Label($0.keyRange, "so does this")] } ?? [],
      help: [Help("leave one of them out")]
    )
  }
}

extension PhaseReader {
  /// Whether both a count and a length are written, which is reported.
  mutating func hasTwoLengths(_ key: String) -> Bool {
    guard has(key), has("for") || has("ends_at") else { return false }
    report(CycleDiagnostics.bothLengths(phase, key))
    return true
  }

  /// The amount of a duration, which is reported unless it is more than nothing.
  mutating func amount(_ key: String) -> Amount? {
    guard duration(key) != nil, let expression = phase.object.expression(key) else { return nil }
    return conversion.evaluator.amount(expression)
  }

  /// The exact position that comes an amount after another one, and its update.
  mutating func step(
    from position: Rational,
    by amount: Amount,
    of key: String
  ) -> (position: Rational, update: Int64)? {
    let place = range(of: key)
    guard let next = conversion.position(from: position, by: amount, at: place) else { return nil }
    // Out of range is past the end of the phase as well, and as far as it matters.
    return (next, update(at: next) ?? ResolvedRun.openLength - 1)
  }
}
