// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let undeclaredJump = DiagnosticRule(
    "undeclared-jump",
    .error,
    "A phase starts at another value than the one where the phase before it ends."
  )
  package static let needlessJump = DiagnosticRule(
    "needless-jump",
    .warning,
    "A phase says that it jumps, but it starts where the phase before it ends."
  )
  package static let valueOutOfBounds = DiagnosticRule(
    "value-out-of-bounds",
    .error,
    "A value lies outside the bounds of its channel, or outside what the channel can be."
  )
  package static let malformedBounds = DiagnosticRule(
    "malformed-bounds",
    .error,
    "The bounds of a channel are not two numbers, the smaller one first, inside its domain."
  )
  package static let missingBounds = DiagnosticRule(
    "missing-bounds",
    .error,
    "A channel of one's own does not say which values it may have."
  )
  package static let unknownChannel = DiagnosticRule(
    "unknown-channel",
    .error,
    "A channel looks like a known one that is spelt in another way."
  )
  package static let nearChannel = DiagnosticRule(
    "near-channel",
    .note,
    "A channel of one's own, with bounds, is called nearly like a known one."
  )
  package static let noPhases = DiagnosticRule(
    "no-phases",
    .error,
    "A schedule has no phases, or a recipe no schedules."
  )
  package static let gridNotWhole = DiagnosticRule(
    "grid-not-whole",
    .error,
    "A grid is no whole number of updates."
  )
  package static let endpointsTooFine = DiagnosticRule(
    "endpoints-too-fine",
    .error,
    "The offsets of an endpoint convention cannot be carried exactly."
  )
  package static let curveCut = DiagnosticRule(
    "curve-cut",
    .note,
    "A phase ends before its curve does."
  )
}

/// The wording of what can be wrong with a schedule.
enum ScheduleDiagnostics {
  static let rules: [DiagnosticRule] = [
    .undeclaredJump, .needlessJump, .valueOutOfBounds, .malformedBounds, .missingBounds,
    .unknownChannel, .nearChannel, .twoOwners, .noPhases, .gridNotWhole, .endpointsTooFine,
    .curveCut,
  ]

  // MARK: Continuity

  static func undeclaredJump(
    from last: KindSyntax,
    end: Rational,
    to phase: KindSyntax,
    start: Rational
  ) -> Diagnostic {
    let (before, after) = (end.double.shortDescription, start.double.shortDescription)
    let place = phase.object["from"]?.value.range ?? phase.kindRange
    let earlier = last.object["to"]?.value.range ?? last.kindRange
    return Diagnostic(
      .undeclaredJump,
      "the value jumps from \(before) to \(after) where `\(phase.written)` starts",
      at: place,
      label: "starts at \(after)",
      secondary: [Label(earlier, "`\(last.written)` ends at \(before)")],
      notes: [jumpNote(end: end, start: start)],
      help: [
        Help("leave `from` out: the phase then starts where `\(last.written)` ends"),
        Help("if the jump is meant, write `jump: true` in `\(phase.written)`"),
      ]
    )
  }

  private static func jumpNote(end: Rational, start: Rational) -> String {
    let (left, right) = (end.double, start.double)
    let sides =
      "just before the boundary the limit is \(left.shortDescription), "
      + "from the boundary on \(right.shortDescription)"
    guard left != 0, right != 0, (left > 0) == (right > 0) else { return sides }
    let ratio = max(left / right, right / left)
    let rounded = (ratio * 100).rounded() / 100
    return sides + ": a factor of \(rounded.shortDescription)"
  }

  static func needlessJump(_ phase: KindSyntax, value: Rational) -> Diagnostic {
    Diagnostic(
      .needlessJump,
      "`\(phase.written)` says `jump: true`, but starts where the phase before it ends",
      at: phase.object["jump"]?.keyRange ?? phase.kindRange,
      label: "there is no jump",
      notes: ["both values are \(value.double.shortDescription)"],
      help: [Help("leave `jump` out")]
    )
  }

  static func undeclaredSeam(_ seam: PhasePlayer.Seam, at range: SourceRange) -> Diagnostic {
    let (before, after) = (seam.end.double.shortDescription, seam.start.double.shortDescription)
    return Diagnostic(
      .undeclaredJump,
      "the value jumps from \(before) to \(after) where the schedule repeats",
      at: range,
      label: "repeats here",
      secondary: [Label(seam.phase.kindRange, "starts at \(after)")],
      help: [Help("if the jump is meant, write `jump: true` in `\(seam.phase.written)`")]
    )
  }

  static func curveCut(_ phase: KindSyntax, at end: Rational, short target: Rational) -> Diagnostic
  {
    let (end, target) = (end.double.shortDescription, target.double.shortDescription)
    // What goes round and round is cut within its last round.
    let part = ["repeat": "round", "restarts": "cycle", "cyclic": "cycle"][phase.kind]
    return Diagnostic(
      .curveCut,
      part.map {
        "the last \($0) of `\(phase.written)` is cut at \(end), on the way to \(target)"
      } ?? "`\(phase.written)` ends at \(end), before its curve reaches \(target)",
      at: phase.object["over"]?.keyRange ?? phase.kindRange,
      label: part.map { "the last \($0) does not fit" } ?? "the curve is longer than the phase"
    )
  }

  // MARK: Bounds

  static func valueOutside(
    _ channel: String,
    _ value: PhaseReader.WrittenValue,
    _ bounds: ValueBounds
  ) -> Diagnostic {
    let text = value.value.double.shortDescription
    if let domain = bounds.domain, !domain.contains(value.value.double) {
      return Diagnostic(
        .valueOutOfBounds,
        "`\(channel)` cannot be \(text)",
        at: value.range,
        label: "outside \(domain.description)"
      )
    }
    return Diagnostic(
      .valueOutOfBounds,
      "`\(channel)` is \(text), outside its bounds \(bounds.description)",
      at: value.range,
      label: "outside the bounds",
      secondary: bounds.stated.map { [Label($0, "the bounds")] } ?? []
    )
  }

  static func boundsForm(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedBounds,
      "bounds are two numbers",
      at: range,
      label: "expected `[low, high]`"
    )
  }

  static func boundsReversed(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedBounds,
      "the lower bound is above the upper one",
      at: range,
      help: [Help("write the smaller number first")]
    )
  }

  static func boundsOutsideDomain(
    _ channel: String,
    _ domain: ValueDomain,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .malformedBounds,
      "the bounds reach beyond what `\(channel)` can be",
      at: range,
      label: "`\(channel)` lies in \(domain.description)"
    )
  }

  /// An own channel without bounds; `constant` is its value, where the entry is nothing but one.
  static func missingBounds(
    _ channel: String,
    constant: ExpressionSyntax? = nil,
    at range: SourceRange
  ) -> Diagnostic {
    let known = EnglishList.all(Channel.known.map { "`\($0.name)`" })
    return Diagnostic(
      .missingBounds,
      "`\(channel)` is a channel of your own and needs `bounds`",
      at: range,
      label: "which values may it have?",
      notes: ["the channels with built-in domains are \(known)"],
      help: [
        Help(
          constant.map {
            "write `\(channel): { bounds: [low, high], phases: [hold: { from: \($0.text) }] }`"
          } ?? "write `bounds: [low, high]` beside what gives the values"
        )
      ]
    )
  }

  // MARK: Channels

  /// A known channel under the name that other libraries have for it.
  static func unknownChannel(_ name: String, meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownChannel,
      "`\(name)` looks like the channel `\(meant)`",
      at: range,
      label: "called `\(meant)` here",
      help: [Help("write `\(meant)`", edit: TextEdit(range, meant))]
    )
  }

  static func misspeltChannel(_ name: String, meant: String, at range: SourceRange) -> Diagnostic {
    var diagnostic = unknownChannel(name, meant: meant, at: range)
    diagnostic.help.append(Help("if it is a channel of your own, write its `bounds: [low, high]`"))
    return diagnostic
  }

  static func nearChannel(_ name: String, known: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nearChannel,
      "`\(name)` is a channel of its own, and not `\(known)`",
      at: range,
      label: "spelt nearly like `\(known)`",
      help: [
        Help("if `\(known)` was meant, write that; `allow: { near-channel: … }` silences this")
      ]
    )
  }

  static func noPhases(_ channel: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noPhases,
      "`\(channel)` has no phases",
      at: range,
      label: "empty",
      help: [Help("write at least one phase, or a number for a constant")]
    )
  }

  static func noSchedules(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noPhases,
      "the recipe schedules nothing",
      at: range,
      help: [Help("write at least one channel, such as `lr: { phases: [ … ] }`")]
    )
  }

  static func tooManySteps(limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tooManySteps,
      "the recipe has more than \(Int64(limit).grouped) steps and curves",
      at: range,
      label: "goes beyond it",
      help: [Help("use `exponential` with `rate` and `every` for many small steps")]
    )
  }

  // MARK: Settings

  static func gridNotWhole(_ expression: ExpressionSyntax, _ exact: Rational) -> Diagnostic {
    Diagnostic(
      .gridNotWhole,
      "a grid of `\(expression.text)` is no whole number of updates",
      at: expression.range,
      label: "\(exact.description) updates",
      help: [Help("write the grid in `steps`")]
    )
  }

  static func endpointsTooFine(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .endpointsTooFine,
      "the offsets of `endpoints` are too fine or too large to be carried exactly",
      at: range,
      notes: ["offsets are below 2^20, with a common denominator below 512"],
      help: [Help("write the offsets as fractions such as `1/8`")]
    )
  }
}
