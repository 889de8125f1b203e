// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
internal import RecipeLowering

/// Something worth a warning or a note although the recipe compiles.
///
/// A lint is one file with one value of this type, and one line in `LintRegistry`.
package struct Lint: Sendable {
  /// The rule it reports under.
  package let rule: DiagnosticRule
  /// Looks at a compiled recipe.
  let findings: @Sendable (LoweredRecipe) -> [Diagnostic]

  init(
    _ rule: DiagnosticRule,
    findings: @escaping @Sendable (LoweredRecipe) -> [Diagnostic]
  ) {
    self.rule = rule
    self.findings = findings
  }
}

/// Every lint.
package enum LintRegistry {
  package static let all: [Lint] = [
    .zeroFirstUpdate
  ]
}
