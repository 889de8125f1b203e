// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

extension DiagnosticRule {
  package static let curveHasPole = DiagnosticRule(
    "curve-has-pole",
    .error,
    "A curve has no value at some update."
  )
  package static let curveLosesPrecision = DiagnosticRule(
    "curve-loses-precision",
    .error,
    "A curve cancels so many digits that its values cannot be promised."
  )
  package static let curveTooLong = DiagnosticRule(
    "curve-needs-too-many-pieces",
    .error,
    "A curve bends too often for a table."
  )
  package static let valueNotRepresentable = DiagnosticRule(
    "value-not-representable",
    .error,
    "A value is so small or so large that evaluators on all machines could not agree on it."
  )
  package static let tableRefused = DiagnosticRule(
    "table-refused",
    .error,
    "The recipe needs a table beyond the limits of the format."
  )
}

/// The wording of what stops a recipe from becoming a table.
enum LoweringDiagnostics {
  static let rules: [DiagnosticRule] = [
    .curveHasPole, .curveLosesPrecision, .curveTooLong, .valueNotRepresentable, .tableRefused,
  ]

  static func curveRefused(
    _ failure: FittingFailure,
    phase: ResolvedPhase,
    of schedule: ResolvedSchedule
  ) -> Diagnostic {
    let name = "`\(phase.kind)` of `\(schedule.channel)`"
    switch failure {
    case .pole(let update):
      return Diagnostic(
        .curveHasPole,
        "\(name) has no value at update \(update.grouped)",
        at: phase.range,
        label: "undefined at update \(update.grouped)"
      )
    case .losesPrecision(let update):
      return Diagnostic(
        .curveLosesPrecision,
        "\(name) loses its digits at update \(update.grouped)",
        at: phase.range,
        label: "cancels at update \(update.grouped)",
        help: [Help("write the curve so that nearly equal numbers are not subtracted")]
      )
    case .tooManyPieces(let limit, let update):
      return Diagnostic(
        .curveTooLong,
        "\(name) needs more than \(Int64(limit).grouped) pieces",
        at: phase.range,
        label: "too many up to update \(update.grouped)"
      )
    case .outOfRange(let update):
      return Diagnostic(
        .valueNotRepresentable,
        "\(name) has a value at update \(update.grouped) that a table cannot hold",
        at: phase.range,
        label: "out of range",
        notes: ["values are 0, or between 2^-500 (about 3e-151) and 2^500 in magnitude"]
      )
    }
  }

  static func tableRefused(_ error: TableError, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tableRefused,
      "the recipe does not fit into a table: \(error.message)",
      at: range,
      help: [Help("write fewer phases, or fewer steps in a staircase")]
    )
  }
}
