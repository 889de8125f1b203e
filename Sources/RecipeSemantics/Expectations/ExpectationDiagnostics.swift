// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let malformedExpectation = DiagnosticRule(
    "malformed-expectation",
    .error,
    "An expectation speaks of something that the recipe does not have, or cannot be verified."
  )
}

/// The wording of what can be wrong with the form of `expect:`.
enum ExpectationDiagnostics {
  static let rules: [DiagnosticRule] = [.malformedExpectation]

  /// At most this many channels are listed.
  private static let titleLimit = 16

  static func unknownChannel(
    _ name: String,
    known: [String],
    at range: SourceRange
  ) -> Diagnostic {
    let close = SpellingSuggestion.candidates(for: name, among: known).first
    let more = known.count > titleLimit ? ["…"] : []
    let list = EnglishList.all(known.prefix(titleLimit).map { "`\($0)`" } + more)
    return Diagnostic(
      .malformedExpectation,
      "the recipe has no channel `\(name)` to expect anything of",
      at: range,
      label: "not scheduled",
      help: [
        close.map { Help("did you mean `\($0)`?", edit: TextEdit(range, quoted($0))) }
          ?? Help(known.count == 1 ? "its channel is \(list)" : "its channels are \(list)")
      ]
    )
  }

  /// A title as it may stand in a recipe: a bracket ends a plain text between braces.
  private static func quoted(_ title: String) -> String {
    title.contains("[") ? "\"\(title)\"" : title
  }

  static func partOfAnUpdate(_ expression: ExpressionSyntax, _ exact: Rational) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "`\(expression.text)` is \(exact.double.shortDescription) updates, and a run has a whole number",
      at: expression.range,
      label: "no whole number",
      help: [Help("write the length in `steps`")]
    )
  }

  static func channelNotSaid(known: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "the expectation does not say of which channel, and the recipe has no `lr`",
      at: range,
      label: "of which channel?",
      help: [Help("write `of: \(known.first ?? "momentum")`")]
    )
  }

  static func reversed(_ kind: KindSyntax, from: Int64, to: Int64) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "`\(kind.kind)` goes from update \(from.grouped) to update \(to.grouped)",
      at: kind.object["to"]?.value.range ?? kind.kindRange,
      label: "not after the first",
      help: [Help("let `from` be an earlier update than `to`")]
    )
  }

  static func outsideRun(at range: SourceRange, update: Int64) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "the position is update \(update.grouped), before the run starts",
      at: range,
      label: "before the start",
      help: [Help("write a position from `start` on")]
    )
  }

  static func tooManyUpdates(_ kind: KindSyntax, updates: Int64, limit: Int64) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "`\(kind.kind)` speaks of \(updates.grouped) updates, which are too many to look at",
      at: kind.kindRange,
      label: "at most \(limit.grouped) updates",
      help: [Help("narrow it with `from` and `to`, or state values at positions")]
    )
  }

  static func endOfOpenRun(_ kind: KindSyntax, _ length: ResolvedRun.Length) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "`\(kind.kind)` does not say up to where, and the run is open",
      at: kind.kindRange,
      label: "needs `to`",
      secondary: [Label(length.range, "the run is open")],
      help: [Help("write `to:` with a position that counts from the start")]
    )
  }

  static func tolerance(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "`within` is how far off the value may be, and `\(expression.text)` is no such distance",
      at: expression.range,
      label: "expected a number or a percentage above 0",
      help: [Help("write a number such as `1e-6`, or a share of the expected value such as `0.1%`")]
    )
  }

  static func spacing(_ kind: KindSyntax) -> Diagnostic {
    Diagnostic(
      .malformedExpectation,
      "the evaluations of `observe` have no distance from one to the next",
      at: kind.kindRange,
      label: "how far apart?",
      help: [Help("write `every:` with a time of at least one update, or state `run.evaluate`")]
    )
  }
}
