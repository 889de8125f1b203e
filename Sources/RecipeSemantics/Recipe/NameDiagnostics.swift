// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let reservedName = DiagnosticRule(
    "reserved-name",
    .error,
    "A variable, a curve, a channel or a clock has the name of something in the language."
  )
  package static let nameTwice = DiagnosticRule(
    "name-twice",
    .error,
    "A variable, a curve and a channel share names, and two of them have the same."
  )
  package static let unusedVariable = DiagnosticRule(
    "unused-variable",
    .error,
    "A variable is defined and nothing uses it."
  )
  package static let unusedCurve = DiagnosticRule(
    "unused-curve",
    .error,
    "A named curve is defined and nothing uses it."
  )
}

/// The wording of what can be wrong with the names that a recipe gives.
enum NameDiagnostics {
  static let rules: [DiagnosticRule] = [.reservedName, .nameTwice, .unusedVariable, .unusedCurve]

  static func reserved(_ entry: NameSyntax, noun: String) -> Diagnostic {
    let formula = FormulaNames.meanings[entry.name].map { "in formulas `\(entry.name)` \($0)" }
    let isPeak = entry.name == "peak"
    return Diagnostic(
      .reservedName,
      "a \(noun) cannot be called `\(entry.name)`",
      at: entry.keyRange,
      label: "a word of the language",
      notes: [
        formula
          ?? (isPeak
            ? "in formulas `peak` is what their schedule says for `peak:`"
            : "in quantities `\(entry.name)` means something else")
      ],
      help: [Help("give the \(noun) another name")]
    )
  }

  static func twice(
    _ entry: NameSyntax,
    _ noun: String,
    _ first: NameSyntax,
    _ other: String
  ) -> Diagnostic {
    Diagnostic(
      .nameTwice,
      "`\(entry.name)` is the name of a \(noun) and of a \(other)",
      at: entry.keyRange,
      label: "the \(noun)",
      secondary: [Label(first.keyRange, "the \(other)")],
      notes: ["in formulas the \(other) would be meant"],
      help: [Help("give the \(noun) another name")]
    )
  }

  static func unused(_ entry: NameSyntax, noun: String) -> Diagnostic {
    let isCurve = noun == "curve"
    return Diagnostic(
      isCurve ? .unusedCurve : .unusedVariable,
      "nothing uses the \(noun) `\(entry.name)`",
      at: entry.keyRange,
      label: "not used",
      help: [
        Help(
          isCurve
            ? "use it in a formula or in `times`, or leave it out"
            : "use it in a value or a duration, or leave it out"
        )
      ]
    )
  }
}
