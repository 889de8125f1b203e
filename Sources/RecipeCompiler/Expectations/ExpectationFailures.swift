// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

extension DiagnosticRule {
  static let expectationFailed = DiagnosticRule(
    "expectation-failed",
    .error,
    "The schedule is not what `expect` says of it; `recipec test` finds it."
  )
}

/// The wording of what `recipec test` finds.
enum ExpectationFailures {
  static let rules: [DiagnosticRule] = [.expectationFailed]

  static func value(
    _ expectation: ResolvedExpectation,
    _ found: Double,
    at position: ResolvedExpectation.Position,
    _ expected: Rational
  ) -> Diagnostic {
    let wanted = expected.double
    let difference = found - wanted
    // Closer than a table promises to be: the value is right, and the tolerance is missing.
    let isNear = difference.magnitude <= 64 * 0x1p-53 * wanted.magnitude
    let help =
      isNear
      ? "values between the ends of a curve are rounded: write `within: 1e-12%`"
      : "`recipec explain FILE --at \(position.update)` says where the value comes from"
    return Diagnostic(
      .expectationFailed,
      "`\(expectation.channel)` is \(found.shortDescription) at update "
        + "\(position.update.grouped), not \(wanted.shortDescription)",
      at: expectation.range,
      label: "expected \(wanted.shortDescription)",
      secondary: [Label(position.range, "update \(position.update.grouped)")],
      notes: [
        "it is \(difference.magnitude.shortDescription) too \(difference < 0 ? "small" : "large")"
      ],
      help: [Help(help)]
    )
  }

  static func length(
    _ expectation: ResolvedExpectation,
    _ table: ScheduleTable,
    _ expected: Int64
  ) -> Diagnostic {
    let found =
      table.length == ScheduleTable.openLength ? "open" : "\(table.length.grouped) updates"
    return Diagnostic(
      .expectationFailed,
      "the run is \(found), not \(expected.grouped)",
      at: expectation.range,
      label: "expected \(expected.grouped) updates",
      help: [Help("`recipec explain FILE --at end` says what the run is made of")]
    )
  }

  static func course(
    _ expectation: ResolvedExpectation,
    _ course: ResolvedExpectation.Course,
    _ breach: CourseBreach
  ) -> Diagnostic {
    let (first, second) = (breach.first, breach.second)
    let found =
      second.value > first.value ? "rises" : second.value < first.value ? "falls" : "stays"
    let place =
      found == "stays"
      ? "from update \(first.update.grouped) to \(second.update.grouped)"
      : "at update \(second.update.grouped)"
    return Diagnostic(
      .expectationFailed,
      "`\(expectation.channel)` \(found) \(place)",
      at: expectation.range,
      label: "expected to be \(course.rawValue)",
      notes: [
        "\(first.value.shortDescription) at update \(first.update.grouped), "
          + "\(second.value.shortDescription) at update \(second.update.grouped)"
      ],
      help: [Help("`recipec explain FILE --at \(second.update)` says where the value comes from")]
    )
  }

  static func noValue(
    _ expectation: ResolvedExpectation,
    at position: ResolvedExpectation.Position,
    _ error: EvaluationError
  ) -> Diagnostic {
    Diagnostic(
      .expectationFailed,
      "`\(expectation.channel)` has no value at update \(position.update.grouped)",
      at: expectation.range,
      label: "expected a value",
      secondary: [Label(position.range, "update \(position.update.grouped)")],
      notes: [error.message],
      help: [Help("look at an update that the schedule covers")]
    )
  }

  static func unwatched(_ event: ResolvedEvent, names: [String]) -> Diagnostic {
    let noun = event.kind == .signal ? "signal" : "metric"
    let close = SpellingSuggestion.candidates(for: event.name, among: names).first
    let list = EnglishList.all(names.map { "`\($0)`" })
    return Diagnostic(
      .expectationFailed,
      "the recipe listens to no \(noun) `\(event.name)`",
      at: event.range,
      label: "changes nothing",
      help: [
        Help(
          close.map { "did you mean `\($0)`?" }
            ?? (names.isEmpty ? "the recipe answers to no \(noun)" : "it listens to \(list)")
        )
      ]
    )
  }

  static func refused(_ event: ResolvedEvent, _ error: ObservationError) -> Diagnostic {
    Diagnostic(
      .expectationFailed,
      "the event at update \(event.update.grouped) cannot happen",
      at: event.range,
      label: "refused",
      notes: [error.message],
      help: [Help("give the events in an order in which a trainer could report them")]
    )
  }
}
