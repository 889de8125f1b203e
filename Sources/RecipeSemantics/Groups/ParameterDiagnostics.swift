// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let malformedParameters = DiagnosticRule(
    "malformed-parameters",
    .error,
    "A list of parameters is not the JSON that is read, or lacks what a group asks for."
  )
  package static let groupMatchesNothing = DiagnosticRule(
    "group-matches-nothing",
    .error,
    "A group selects no parameter of the model."
  )
}

/// The wording of what can be wrong between a recipe and the parameters of a model.
enum ParameterDiagnostics {
  static let rules: [DiagnosticRule] = [.malformedParameters, .groupMatchesNothing]

  private static let form =
    "`[\"fc.weight\", …]`, or `{ \"fc.weight\": [10, 512], … }` with the shapes"

  static func noJSON(_ message: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .malformedParameters,
      "the parameters are no JSON: \(message)",
      at: range,
      label: "here",
      help: [Help("write \(form)")]
    )
  }

  static func noList(at source: SourceID) -> Diagnostic {
    file("the parameters are neither a list nor a mapping", source)
  }

  static func noParameter(_ index: Int, at source: SourceID) -> Diagnostic {
    file("entry \(index + 1) of the parameters is no parameter", source)
  }

  static func namedTwice(_ name: String, at source: SourceID) -> Diagnostic {
    file("the parameter `\(name)` is listed twice", source)
  }

  private static func file(_ message: String, _ source: SourceID) -> Diagnostic {
    let start = SourceRange(source: source, start: 0, end: 0)
    return Diagnostic(.malformedParameters, message, at: start, help: [Help("write \(form)")])
  }

  static func unanswered(_ parameter: Parameter, by group: ResolvedGroup) -> Diagnostic {
    let asksOptimizer = group.selector.optimizer != nil && parameter.optimizer == nil
    let what = asksOptimizer ? "its optimizer" : "how many dimensions it has"
    return Diagnostic(
      .malformedParameters,
      "`\(group.name)` asks of `\(parameter.name)` \(what), which the parameters do not say",
      at: group.range,
      label: "cannot be decided",
      help: [
        Help(
          asksOptimizer
            ? "list `{ \"name\": …, \"optimizer\": … }` for every parameter"
            : "list shapes: `{ \"\(parameter.name)\": [10, 512], … }`"
        )
      ]
    )
  }

  static func matchesNothing(
    _ group: ResolvedGroup,
    of count: Int,
    near: String?
  ) -> Diagnostic {
    let patterns = group.selector.patterns.map { "`\($0.text)`" }
    let also = group.selector.dimensions != nil || group.selector.optimizer != nil
    return Diagnostic(
      .groupMatchesNothing,
      "`\(group.name)` selects none of the \(Int64(count).grouped) parameters",
      at: group.range,
      label: "selects nothing",
      notes: patterns.isEmpty
        ? []
        : ["it looks for \(EnglishList.alternatives(patterns))" + (also ? ", and for more" : "")],
      help: [
        near.map { Help("some names have `\($0)`: was that meant?") }
          ?? Help("compare the patterns with the names, or leave the group out")
      ]
    )
  }

  static func conflict(_ conflict: ParameterCheck.Conflict) -> Diagnostic {
    let (first, second) = (conflict.first, conflict.second)
    let more = conflict.count > 1 ? ", and of \(Int64(conflict.count - 1).grouped) more" : ""
    let isLayer = first.entry == second.entry
    return Diagnostic(
      .conflictingGroups,
      isLayer
        ? "`\(conflict.parameter)`\(more) would belong to `\(first.name)` and to `\(second.name)`"
        : "`\(first.name)` and `\(second.name)` set `\(conflict.channel)` of "
          + "`\(conflict.parameter)`\(more)",
      at: second.setting(of: conflict.channel)?.range ?? second.range,
      label: isLayer ? "one layer each" : "set here",
      secondary: isLayer
        ? [] : [Label(first.setting(of: conflict.channel)?.range ?? first.range, "and here")],
      help: [
        Help(
          isLayer
            ? "write patterns that begin with the layers' own text"
            : "leave one out, or write `override: true` in the group that is to win"
        )
      ]
    )
  }
}
