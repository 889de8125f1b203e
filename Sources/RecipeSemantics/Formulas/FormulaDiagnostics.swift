// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let nameWithoutMeaning = DiagnosticRule(
    "name-without-meaning",
    .error,
    "A formula uses a name of the language that means nothing at its place."
  )
  package static let formulaWithoutEnd = DiagnosticRule(
    "formula-without-end",
    .error,
    "A formula has no value where its phase ends."
  )
  package static let circularSchedules = DiagnosticRule(
    "circular-schedules",
    .error,
    "Schedules or curves are computed from each other."
  )
}

/// The wording of what can be wrong with formulas.
enum FormulaDiagnostics {
  static let rules: [DiagnosticRule] = [
    .nameWithoutMeaning, .formulaWithoutEnd, .circularSchedules,
  ]

  static func noMeaning(_ name: String, _ reason: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nameWithoutMeaning,
      "`\(name)` has no value here",
      at: range,
      label: "no value",
      notes: [reason]
    )
  }

  static func circular(_ entries: [(name: String, range: SourceRange)]) -> Diagnostic {
    let names = entries.map { "`\($0.name)`" }
    let list =
      names.count == 1
      ? "\(names[0]) is" : "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") are"
    return Diagnostic(
      .circularSchedules,
      "\(list) computed from \(names.count == 1 ? "itself" : "each other")",
      at: entries[0].range,
      label: "starts here",
      help: [Help("write one of them without the others")]
    )
  }

  static func startsElsewhere(
    _ phase: KindSyntax,
    _ from: Rational,
    _ start: Rational
  ) -> Diagnostic {
    Diagnostic(
      .contradictoryKeys,
      "the formula starts at \(start.double.shortDescription), and `from` says "
        + from.double.shortDescription,
      at: phase.object["from"]?.value.range ?? phase.kindRange,
      label: "another start",
      help: [Help("leave `from` out: the formula says where it starts")]
    )
  }

  static func withoutEnd(_ formula: FormulaSyntax, updates: Range<Int64>) -> Diagnostic {
    Diagnostic(
      .formulaWithoutEnd,
      "the formula has no value at update \(updates.upperBound.grouped), where it ends",
      at: formula.range,
      label: "undefined, or cancels all its digits, at p = 1",
      help: [Help("keep what is divided by, or what a logarithm is of, above zero")]
    )
  }
}
