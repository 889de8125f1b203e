// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let severalRests = DiagnosticRule(
    "several-rests",
    .error,
    "More than one phase of a list takes the rest of the run."
  )
  package static let lastBeforeTheEnd = DiagnosticRule(
    "last-before-the-end",
    .error,
    "A phase that is to be last is followed by one that is not."
  )
  package static let endsAtAfterRest = DiagnosticRule(
    "ends-at-after-rest",
    .error,
    "Neither the phase that takes the rest nor one after it has a length of its own."
  )
  package static let twoLengths = DiagnosticRule(
    "two-lengths",
    .error,
    "A phase has both a duration and an end."
  )
  package static let noTimeLeft = DiagnosticRule(
    "no-time-left",
    .error,
    "The other phases leave nothing of the run for the phase that takes the rest."
  )
  package static let emptyPhase = DiagnosticRule(
    "empty-phase",
    .error,
    "A phase has no update."
  )
  package static let phasesDoNotFillRun = DiagnosticRule(
    "phases-do-not-fill-run",
    .error,
    "The phases of a schedule are together shorter or longer than the run."
  )
  package static let positionOutOfRange = DiagnosticRule(
    "position-out-of-range",
    .error,
    "A phase reaches past 2^53 updates."
  )
}

/// The wording of what can be wrong with the lengths of phases.
enum LayoutDiagnostics {
  static let rules: [DiagnosticRule] = [
    .severalRests, .lastBeforeTheEnd, .endsAtAfterRest, .twoLengths, .noTimeLeft, .emptyPhase,
    .phasesDoNotFillRun, .positionOutOfRange,
  ]

  /// An exact number of updates in words: `25,025 updates`, `0.4 updates`.
  static func updates(_ value: Rational) -> String {
    if value.isInteger, let count = value.numerator.int64 {
      return "\(count.grouped) update\(count == 1 ? "" : "s")"
    }
    return "\(value.double) updates"
  }

  static func severalRests(_ item: PhaseLayout.Item, first: PhaseLayout.Item) -> Diagnostic {
    Diagnostic(
      .severalRests,
      "`\(first.kind)` and `\(item.kind)` both take the rest of the run",
      at: item.place,
      label: "also takes the rest",
      secondary: [Label(first.place, "takes the rest")],
      notes: [
        item.hasExit || first.hasExit
          ? "a phase with `until` and without `at_most` waits for the rest of the run"
          : "a phase without `for` takes the rest"
      ],
      help: [
        Help(
          item.hasExit || first.hasExit
            ? "give one of the two a length with `for:` or `at_most:`"
            : "give one of the two a length with `for:`"
        )
      ]
    )
  }

  static func endsAtAfterRest(_ item: PhaseLayout.Item, rest: PhaseLayout.Item) -> Diagnostic {
    Diagnostic(
      .endsAtAfterRest,
      "`\(item.kind)` has an end but no length, and so has `\(rest.kind)` before it",
      at: item.place,
      label: "where does this start?",
      secondary: [Label(rest.place, "takes the rest")],
      help: [Help("write `for:` on one of the two, or `ends_at:` on `\(rest.kind)`")]
    )
  }

  static func lastIsNotLast(_ items: [PhaseLayout.Item], after item: PhaseLayout.Item) -> Diagnostic
  {
    let earlier = items.last {
      if case .duration(_, _, _, isLast: true) = $0.extent { true } else { false }
    }
    return Diagnostic(
      .lastBeforeTheEnd,
      "`\(item.kind)` follows a phase that is to be the last of the run",
      at: item.kindRange,
      label: "comes after it",
      secondary: earlier.map { [Label($0.place, "`last`")] } ?? [],
      help: [Help("write `for:` without `last`, or move that phase to the end")]
    )
  }

  static func noTimeLeft(
    _ item: PhaseLayout.Item,
    lengths: [String],
    _ length: ResolvedRun.Length
  ) -> Diagnostic {
    Diagnostic(
      .noTimeLeft,
      "the other phases leave no time for `\(item.kind)`",
      at: item.place,
      label: "nothing is left here",
      secondary: [Label(length.range, "the run has \(length.updates.grouped) updates")],
      notes: lengths,
      help: [Help("shorten another phase, or lengthen the run")]
    )
  }

  static func emptyPhase(_ item: PhaseLayout.Item, start: Rational, end: Rational) -> Diagnostic {
    let isBackwards = end < start
    let length = end - start
    return Diagnostic(
      .emptyPhase,
      isBackwards
        ? "`\(item.kind)` ends before it starts" : "`\(item.kind)` has no update",
      at: item.place,
      label: isBackwards ? "ends at \(updates(end))" : "lasts \(updates(length))",
      notes: ["it starts after \(updates(start)) and ends after \(updates(end))"],
      help: [Help("give it at least one update, or leave the phase out")]
    )
  }

  static func doesNotFillRun(
    _ items: [PhaseLayout.Item],
    lengths: [String],
    _ length: ResolvedRun.Length
  ) -> Diagnostic {
    let last = items[items.count - 1]
    return Diagnostic(
      .phasesDoNotFillRun,
      "the phases do not add up to the run",
      at: last.place,
      label: "the last phase does not end with the run",
      secondary: [Label(length.range, "the run has \(length.updates.grouped) updates")],
      notes: lengths,
      help: [
        Help("leave out `for` on one phase so that it takes the rest, or change a length")
      ]
    )
  }

  static func outOfRange(_ item: PhaseLayout.Item) -> Diagnostic {
    Diagnostic(
      .positionOutOfRange,
      "`\(item.kind)` reaches past 2^53 updates",
      at: item.place
    )
  }

  static func positionOutOfRange(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .positionOutOfRange,
      "`\(expression.text)` reaches past 2^53 updates",
      at: expression.range,
      label: "too far",
      help: [Help("write a time within the run, or a little past its end")]
    )
  }

  static func twoLengths(kind: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      .twoLengths,
      "`\(kind)` has both `for` and `ends_at`",
      at: range,
      label: "a second length",
      secondary: [Label(first, "the first length")],
      help: [Help("keep one of the two")]
    )
  }
}

extension PhaseLayout.Item {
  /// Where the length is written, or the kind where none is.
  var place: SourceRange {
    switch extent {
    case .rest(let range), .endless(let range), .duration(_, _, let range, _),
      .endsAt(_, _, let range):
      range
    }
  }

  /// The key that holds the length.
  var lengthKey: String { hasExit ? "at_most" : "for" }
}
