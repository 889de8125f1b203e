// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let nothingToScaleBy = DiagnosticRule(
    "nothing-to-scale-by",
    .error,
    "A value grows with the batch, and the run has no batch that stays the same."
  )
}

/// The wording of what can be wrong with a value that grows with the batch.
enum ScalingDiagnostics {
  static let rules: [DiagnosticRule] = [.nothingToScaleBy]

  static func noBatch(at range: SourceRange, missing: String) -> Diagnostic {
    Diagnostic(
      .nothingToScaleBy,
      "a value grows with the batch, and `\(missing)` is not there",
      at: range,
      label: "times how much?",
      help: [Help("write `\(missing)`, or the value itself")]
    )
  }

  static func changingBatch(at range: SourceRange, batch: SourceRange) -> Diagnostic {
    Diagnostic(
      .nothingToScaleBy,
      "a value grows with the batch, and the batch changes during the run",
      at: range,
      label: "times how much?",
      secondary: [Label(batch, "changes")],
      help: [Help("write the value itself, and what the batch does to it as a schedule")]
    )
  }

  static func noAmountOfData(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .wrongUnit,
      "the batch that a value is stated for is a number of samples or tokens above 0",
      at: expression.range,
      label: "expected an amount such as `256 samples`"
    )
  }

  static func twoPeaks(_ peak: FieldSyntax, variable: NameSyntax) -> Diagnostic {
    Diagnostic(
      .twoOwners,
      "`peak` is set in two places",
      at: peak.keyRange,
      label: "set here",
      secondary: [Label(variable.keyRange, "and here")],
      help: [Help("give the variable another name, or leave `peak` out of the schedule")]
    )
  }

  static func unusedPeak(_ peak: FieldSyntax) -> Diagnostic {
    Diagnostic(
      .unusedVariable,
      "nothing in the schedule uses its `peak`",
      at: peak.keyRange,
      label: "not used",
      help: [Help("write `peak` where the value is meant, as in `to: peak`, or leave it out")]
    )
  }
}
