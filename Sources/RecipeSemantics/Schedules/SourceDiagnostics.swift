// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let unclearSource = DiagnosticRule(
    "unclear-source",
    .error,
    "A schedule has neither phases nor a formula nor a channel to follow, or several of these."
  )
  package static let nothingToFollow = DiagnosticRule(
    "nothing-to-follow",
    .error,
    "A schedule follows a channel that the recipe does not have."
  )
  package static let followsReactive = DiagnosticRule(
    "follows-reactive",
    .error,
    "A value is computed from a channel that answers to events, by more than a factor and a power."
  )
  package static let curveTooComplex = DiagnosticRule(
    "curve-not-pure",
    .error,
    "A factor or named curve answers to events, or is sampled on a grid."
  )
}

/// The wording of what can be wrong with where the values of a schedule come from.
enum SourceDiagnostics {
  static let rules: [DiagnosticRule] = [
    .unclearSource, .nothingToFollow, .followsReactive, .curveTooComplex,
  ]

  static func oneSource(
    _ channel: String,
    _ object: ObjectSyntax,
    _ sources: [FieldSyntax]
  ) -> Diagnostic {
    guard let first = sources.first, let second = sources.dropFirst().first else {
      return Diagnostic(
        .unclearSource,
        "the schedule of `\(channel)` does not say what its values are",
        at: object.range,
        label: "no `phases`",
        help: [Help("add `phases:`, or `expression:` with a formula, or `follows:` with a channel")]
      )
    }
    return Diagnostic(
      .unclearSource,
      "the schedule of `\(channel)` says twice what its values are",
      at: second.keyRange,
      label: "once more",
      secondary: [Label(first.keyRange, "said here")],
      help: [Help("leave one of them out; a formula among phases is the phase `expression`")]
    )
  }

  static func nothingToFollow(
    _ name: String,
    at range: SourceRange,
    known: [String]
  ) -> Diagnostic {
    let close = SpellingSuggestion.candidates(for: name, among: known).first
    let help =
      close.map { Help("write `\($0)`", edit: TextEdit(range, $0)) }
      ?? Help("follow a channel of `schedules:` or a curve of `curves:`")
    return Diagnostic(
      .nothingToFollow,
      "there is no channel `\(name)` to follow",
      at: range,
      label: "not in the recipe",
      help: [help]
    )
  }

  static func notMonomial(_ formula: FormulaSyntax, of name: String) -> Diagnostic {
    Diagnostic(
      .followsReactive,
      "`\(name)` answers to metrics or signals, or is sampled on a grid: only a factor and a power of it can be "
        + "followed",
      at: formula.range,
      label: "expected c * \(name)^q with positive c and q",
      help: [Help("write `as: \(name)^2`, or `as: 0.1 * \(name)`")]
    )
  }

  static func withEvents(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .curveTooComplex,
      "a factor or a named curve cannot answer to metrics or signals",
      at: range,
      label: "has a plateau or an event",
      help: [Help("put the plateau into the schedule of the channel, over its phases")]
    )
  }

  static func withGrid(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .curveTooComplex,
      "a factor or a named curve cannot have a grid of its own",
      at: range,
      label: "is sampled on a grid",
      help: [Help("write `grid:` in the schedule of the channel: it samples the whole value")]
    )
  }
}
