// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let startDependsOnEvent = DiagnosticRule(
    "start-depends-on-event",
    .error,
    "A phase starts where another one ends at a value that depends on a metric or a signal."
  )
  package static let eventCanNeverFire = DiagnosticRule(
    "event-can-never-fire",
    .error,
    "A plateau or an event has too little time ever to act."
  )
  package static let repeatAfterEvents = DiagnosticRule(
    "repeat-after-events",
    .error,
    "A schedule that depends on metrics or signals is to repeat."
  )
}

/// The wording of what can be wrong where schedules depend on metrics and signals.
enum ReactiveDiagnostics {
  static let rules: [DiagnosticRule] = [
    .startDependsOnEvent, .eventCanNeverFire, .repeatAfterEvents,
  ]

  // MARK: Continuity

  static func startDepends(
    _ phase: KindSyntax,
    after last: KindSyntax,
    _ why: PhasePlayer.OpenEnd
  ) -> Diagnostic {
    let missing = phase.object["from"] == nil ? "`from:` and `jump: true`" : "`jump: true`"
    return Diagnostic(
      .startDependsOnEvent,
      why == .plateau
        ? "nobody knows at which value `\(phase.written)` starts: the plateau before it may cut"
        : "nobody knows at which value `\(phase.written)` starts: `\(last.written)` may end early",
      at: phase.kindRange,
      label: "starts where?",
      secondary: [
        Label(last.kindRange, why == .plateau ? "the cuts are not known" : "moves until an event")
      ],
      help: [Help("write \(missing) in `\(phase.written)`")]
        + (why == .event ? [Help("or let a `hold` wait for the event")] : [])
    )
  }

  /// A last value that is held and not known; `range` is where `hold` is written, if it is.
  static func heldEndDepends(on last: KindSyntax, held range: SourceRange?) -> Diagnostic {
    let moves = "moves until an event"
    return Diagnostic(
      .startDependsOnEvent,
      "nobody knows at which value `\(last.written)` ends: it may end early",
      at: range ?? last.kindRange,
      label: range == nil ? moves : "holds which value?",
      secondary: range == nil ? [] : [Label(last.kindRange, moves)],
      notes: ["past the end of a schedule its last value is held"],
      help: [
        Help("write `after:` with the value past the end, or `after: error`"),
        Help("or let a `hold` wait for the event"),
      ]
    )
  }

  static func repeats(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .repeatAfterEvents,
      "a schedule with a plateau or an event cannot repeat",
      at: range,
      label: "repeats here",
      notes: ["a second time it would not start from the state in which the first one did"],
      help: [Help("write `after: hold`, `after: error` or a value")]
    )
  }

  // MARK: Reach

  static func canNeverFire(
    _ machine: ResolvedMachine,
    _ phase: KindSyntax,
    _ obstacle: EventReach.Obstacle
  ) -> Diagnostic {
    let what = machine.kind == .plateau ? "the plateau can never cut" : "the event can never come"
    let (message, label): (String, String)
    switch obstacle {
    case .evaluations(let found, let needed):
      let fall = found == 1 ? "1 evaluation falls" : "\(found.grouped) evaluations fall"
      message = "\(what): \(fall) into its time, and it takes \(needed.grouped)"
      label = found == 1 ? "lasts for 1 evaluation" : "lasts for \(found.grouped) evaluations"
    case .updates(let length):
      message = "\(what): its time is \(length.grouped) updates, and its patience is no shorter"
      label = "lasts for \(length.grouped) updates"
    }
    return Diagnostic(
      .eventCanNeverFire,
      message,
      at: phase.kindRange,
      label: label,
      secondary: machine.range == phase.kindRange ? [] : [Label(machine.range, "waits here")],
      notes: notes(machine, obstacle),
      help: [Help("shorten the patience, or lengthen the phase")]
    )
  }

  private static func notes(
    _ machine: ResolvedMachine,
    _ obstacle: EventReach.Obstacle
  ) -> [String] {
    guard case .evaluations = obstacle else { return [] }
    let first =
      machine.best == .sinceEntry
      ? ["the first evaluation in the phase sets the best, and the patience counts from there"] : []
    let average =
      machine.averages > 1
      ? ["\(machine.averages.grouped) evaluations are averaged into one"] : []
    return first + average
  }
}
