// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let unknownOptimizer = DiagnosticRule(
    "unknown-optimizer",
    .error,
    "A schedule or a group names an optimizer that is not there."
  )
  package static let unclearOptimizers = DiagnosticRule(
    "unclear-optimizers",
    .error,
    "A recipe has both one optimizer and several, or none where it should name some."
  )
}

/// The wording of what can be wrong with optimizers.
enum OptimizerDiagnostics {
  static let rules: [DiagnosticRule] = [.unknownOptimizer, .unclearOptimizers]

  static func unknown(_ name: String, known: [String], at range: SourceRange) -> Diagnostic {
    guard !known.isEmpty else {
      return Diagnostic(
        .unknownOptimizer,
        "there is no optimizer `\(name)`: the recipe has only one, which needs no name",
        at: range,
        label: "names an optimizer",
        help: [Help("leave the name out, or write `optimizers: { \(name): { … } }`")]
      )
    }
    let close = SpellingSuggestion.candidates(for: name, among: known).first
    return Diagnostic(
      .unknownOptimizer,
      "there is no optimizer `\(name)`",
      at: range,
      label: "unknown optimizer",
      help: [
        close.map { Help("did you mean `\($0)`?") }
          ?? Help("the optimizers are \(EnglishList.all(known.map { "`\($0)`" }))")
      ]
    )
  }

  static func both(_ one: FieldSyntax, _ several: FieldSyntax) -> Diagnostic {
    Diagnostic(
      .unclearOptimizers,
      "a recipe has `optimizer` or `optimizers`, not both",
      at: several.keyRange,
      label: "several here",
      secondary: [Label(one.keyRange, "one here")],
      help: [Help("move the entries of `optimizer` into an entry of `optimizers`")]
    )
  }

  static func empty(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclearOptimizers,
      "`optimizers` names no optimizer",
      at: range,
      label: "empty",
      help: [Help("write `optimizers: { muon: { … }, adam: { … } }`, or leave it out")]
    )
  }

  static func twoOwners(_ entry: OptimizerChannel, first: OptimizerChannel) -> Diagnostic {
    let (name, other) = (entry.title, first.title)
    let message =
      name == other
      ? "`\(name)` is set in two places"
      : "`\(entry.optimizer.isEmpty ? other : name)` is set in two places: `\(entry.entry.name)` is "
        + "for every optimizer"
    return Diagnostic(
      .twoOwners,
      message,
      at: entry.entry.keyRange,
      label: "set here",
      secondary: [Label(first.entry.keyRange, "and here")],
      help: [
        Help(
          name == other
            ? "keep the schedule and leave `\(entry.entry.name)` out of the optimizer, or the reverse"
            : "write one of them for each optimizer, or one for all"
        )
      ]
    )
  }
}
