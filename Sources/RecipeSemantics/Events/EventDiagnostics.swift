// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let unclearEvent = DiagnosticRule(
    "unclear-event",
    .error,
    "The keys of `until` or of a plateau do not say one event."
  )
  package static let eventNumberOutOfRange = DiagnosticRule(
    "event-number-out-of-range",
    .error,
    "A number that steers an event or a plateau lies outside what it can be."
  )
  package static let notInLibrary = DiagnosticRule(
    "not-in-library",
    .error,
    "A plateau that imitates a library is written in a way that the library does not have."
  )
}

/// The wording of what can be wrong with the keys of an event.
enum EventDiagnostics {
  static let rules: [DiagnosticRule] = [.unclearEvent, .eventNumberOutOfRange, .notInLibrary]

  // MARK: Form

  static func emptyName(_ key: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      "`\(key)` names nothing",
      at: range,
      label: "empty",
      help: [Help("write the name that the trainer reports, such as `\(example(of: key))`")]
    )
  }

  private static func example(of key: String) -> String { key == "signal" ? "decay" : "val_loss" }

  static func untilForm(_ events: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      events.isEmpty ? "`until` does not say an event" : "`until` says more than one event",
      at: range,
      label: events.isEmpty
        ? "until what?" : "\(EnglishList.all(events.map { "`\($0)`" })) at once",
      notes: [
        "a phase ends at one of `above`, `below`, `stops_improving`, `plateau` and `signal`"
      ],
      help: [
        Help("write for example `until: { metric: val_acc, above: 0.9 }` or `{ signal: decay }`")
      ]
    )
  }

  static func untilStray(_ field: FieldSyntax, beside event: String) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      "`\(field.name)` says nothing beside `\(event)`",
      at: field.keyRange,
      label: "has no meaning here",
      help: [
        Help(
          event == "plateau"
            ? "write it inside of `plateau`, or leave it out" : "leave `\(field.name)` out"
        )
      ]
    )
  }

  static func untilMetricMissing(_ event: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      "`until` does not say which metric `\(event)` is about",
      at: range,
      label: "which metric?",
      help: [Help("write `metric:` with the name that the trainer reports, such as `val_loss`")]
    )
  }

  static func thresholdForm(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      "a threshold is either relative or absolute",
      at: range,
      label: "expected one of the two",
      help: [Help("write `{ relative: 1e-4 }` or `{ absolute: 0.001 }`")]
    )
  }

  static func limitWithoutEvent(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclearEvent,
      "`at_most` says how long a phase waits, but the phase waits for nothing",
      at: range,
      label: "there is no `until`",
      help: [Help("write `for:` instead, or the event with `until:`")]
    )
  }

  // MARK: Numbers

  static func outOfRange(
    _ key: String,
    _ expression: ExpressionSyntax,
    expected: String
  ) -> Diagnostic {
    Diagnostic(
      .eventNumberOutOfRange,
      "`\(key)` cannot be \(expression.text)",
      at: expression.range,
      label: "expected \(expected)"
    )
  }

  static func notWholeEvaluations(_ key: String, _ expression: ExpressionSyntax) -> Diagnostic {
    outOfRange(key, expression, expected: "a whole number of evaluations")
  }

  static func patienceOutOfRange(
    _ key: String,
    _ expression: ExpressionSyntax,
    atLeast least: Int64
  ) -> Diagnostic {
    let expected = least == 0 ? "0 or more, below 2^53" : "at least \(least), below 2^53"
    return outOfRange(key, expression, expected: expected)
  }

  // MARK: Other libraries

  static func libraryCountsEvaluations(
    _ library: ResolvedMachine.Ticks,
    _ key: String,
    _ expression: ExpressionSyntax
  ) -> Diagnostic {
    Diagnostic(
      .notInLibrary,
      "the plateau of \(library.title) counts `\(key)` in evaluations",
      at: expression.range,
      label: "another unit",
      help: [Help("write a number of `evaluations`, or leave `compat` out")]
    )
  }

  static func libraryLacks(
    _ library: ResolvedMachine.Ticks,
    _ what: String,
    instead: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .notInLibrary,
      "the plateau of \(library.title) does not have \(what)",
      at: range,
      label: "not in \(library.title)",
      help: [Help("\(instead), or leave `compat` out")]
    )
  }

  static func leastCutWithoutLibrary(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notInLibrary,
      "`eps` belongs to the plateaus of PyTorch and Paddle",
      at: range,
      label: "has no meaning here",
      help: [Help("leave `eps` out, or write `compat: torch` or `compat: paddle`")]
    )
  }
}

extension ResolvedMachine.Ticks {
  /// What the library is called.
  var title: String {
    switch self {
    case .recipec: "recipec"
    case .torch: "PyTorch"
    case .keras: "Keras"
    case .optax: "optax"
    case .paddle: "Paddle"
    }
  }
}
