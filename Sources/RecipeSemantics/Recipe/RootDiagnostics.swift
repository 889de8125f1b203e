// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeSyntax

extension DiagnosticRule {
  package static let unknownVersion = DiagnosticRule(
    "unknown-version",
    .error,
    "The recipe is written in a version of the language that this compiler does not know."
  )
}

/// The wording of what can be wrong at the top of a recipe.
enum RootDiagnostics {
  static let rules: [DiagnosticRule] = [.unknownVersion]

  static func unknownVersion(_ expression: ExpressionSyntax) -> Diagnostic {
    Diagnostic(
      .unknownVersion,
      "there is no version `\(expression.text)` of the recipe language",
      at: expression.range,
      label: "expected 1",
      help: [
        Help(
          "write `recipec: \(RecipeKeys.languageVersion)`",
          edit: TextEdit(expression.range, "\(RecipeKeys.languageVersion)")
        )
      ]
    )
  }
}
