// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let lengthDependsOnEvent = DiagnosticRule(
    "length-depends-on-event",
    .error,
    "A time after an event is not the same number of updates whenever the event comes."
  )
  package static let endlessCurve = DiagnosticRule(
    "endless-curve",
    .error,
    "A curve has no length, because its phase does not end by itself."
  )
}

/// The wording of what can be wrong with lengths after an event, and with lengths that are not there.
enum LengthDiagnostics {
  static let rules: [DiagnosticRule] = [.lengthDependsOnEvent, .endlessCurve]

  private static let reason =
    "a table holds one length for every phase, so it must be the same whenever the event comes"

  private static let amendment =
    "or end the run at the event and amend its table there: the length is known then"

  // MARK: After an event

  /// A phase after an event whose length is counted from the start or the end of the run.
  ///
  /// `length` is how long it would be if the event came as late as it can, where that is known.
  static func depends(
    _ item: PhaseLayout.Item,
    after event: PhaseLayout.Item,
    length: String?
  ) -> Diagnostic {
    let example = length.map { ", such as `\(item.lengthKey): \($0)`" } ?? " in `steps`"
    return Diagnostic(
      .lengthDependsOnEvent,
      "how long `\(item.kind)` lasts depends on when the event before it comes",
      at: item.place,
      label: item.extent.isRest ? "takes what the event leaves" : "not the same whenever it starts",
      secondary: [Label(event.kindRange, "`\(event.kind)` ends at an event")],
      notes: [reason],
      help: [Help("give it a fixed length\(example)"), Help(amendment)]
    )
  }

  /// A duration inside of a phase after an event.
  static func depends(
    _ key: String,
    _ expression: ExpressionSyntax,
    updates: Int64?
  ) -> Diagnostic {
    let example = updates.map { ", such as `\(key): \($0) steps`" } ?? " in `steps`"
    return Diagnostic(
      .lengthDependsOnEvent,
      "how long `\(expression.text)` is depends on when the event before it comes",
      at: expression.range,
      label: "not the same whenever it starts",
      notes: [reason],
      help: [Help("write a fixed length\(example)"), Help(amendment)]
    )
  }

  static func positionAfterEvent(
    _ phase: KindSyntax,
    _ key: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .lengthDependsOnEvent,
      "where in `\(phase.written)` these positions lie depends on when the event before it comes",
      at: range,
      label: "positions in the run",
      notes: [reason],
      help: [Help("write `every:` for a time since the start of the phase"), Help(amendment)]
    )
  }

  // MARK: Without an end

  static func endlessCurve(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .endlessCurve,
      "`\(phase.written)` needs a length, and this phase does not end by itself",
      at: phase.kindRange,
      label: "how long?",
      notes: ["the run is open, so there is no rest of it to take"],
      help: [
        Help(
          phase.object["until"] == nil
            ? "write `for:`, and a `hold` after it if the run goes on" : "write `at_most:`"
        )
      ]
    )
  }

  static func needsLengthInOpenRun(
    _ phase: KindSyntax,
    _ length: ResolvedRun.Length
  ) -> Diagnostic {
    Diagnostic(
      .needsRunLength,
      "`\(phase.written)` has no end while the length of the run is open, and phases follow it",
      at: phase.kindRange,
      label: "how long?",
      secondary: [Label(length.range, "the run is open")],
      help: [Help("write `for:` with a length, or `until:` with an event that ends the phase")]
    )
  }

  static func eventBesideLength(
    kind: String,
    _ length: FieldSyntax,
    event: FieldSyntax
  ) -> Diagnostic {
    let canRename = if case .extent(.duration) = length.value { true } else { false }
    return Diagnostic(
      .twoLengths,
      "`\(kind)` has both `\(length.name)` and `until`",
      at: length.keyRange,
      label: "ends by time",
      secondary: [Label(event.keyRange, "ends at an event")],
      help: [
        Help(
          "write `at_most:`: how long the phase lasts when the event does not come",
          edit: canRename ? TextEdit(length.keyRange, "at_most") : nil
        )
      ]
    )
  }

  static func valueInPlaceOfLength(
    _ phase: KindSyntax,
    _ expression: ExpressionSyntax
  ) -> Diagnostic {
    Diagnostic(
      .missingUnit,
      "what stands after `\(phase.written)` is how long it lasts, and `\(expression.text)` has no unit",
      at: expression.range,
      label: "a time, not the value",
      help: [
        Help(
          "write `\(phase.written): { from: \(expression.text) }` for the value",
          edit: TextEdit(expression.range, "{ from: \(expression.text) }")
        ),
        Help("write the unit for the time, for example `\(phase.written): 5 epochs`"),
      ]
    )
  }
}
