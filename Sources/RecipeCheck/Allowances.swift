// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSemantics

extension DiagnosticRule {
  package static let unusedAllow = DiagnosticRule(
    "unused-allow",
    .warning,
    "A recipe allows a rule that finds nothing in it."
  )
  package static let unknownRule = DiagnosticRule(
    "unknown-rule",
    .error,
    "A recipe allows a rule that does not exist, or one that cannot be allowed."
  )
}

/// Silences the warnings and notes that a recipe declares to be meant.
package enum Allowances {
  /// Removes what is allowed, and reports allowances that silence nothing.
  ///
  /// - Parameters:
  ///   - allowances: the entries of `allow:`.
  ///   - diagnostics: everything that was found.
  ///   - rules: every rule there is.
  ///   - isComplete: whether every stage ran; otherwise a rule may just not have had its turn.
  /// - Returns: what is left to report, with what is wrong with the allowances at the end.
  package static func apply(
    _ allowances: [Allowance],
    to diagnostics: [Diagnostic],
    rules: [DiagnosticRule],
    isComplete: Bool
  ) -> [Diagnostic] {
    var kept = diagnostics
    for allowance in allowances {
      guard let rule = rules.first(where: { $0.name == allowance.rule }) else {
        kept.append(unknown(allowance, rules: rules))
        continue
      }
      guard rule.severity != .error else {
        kept.append(notAllowable(allowance))
        continue
      }
      let before = kept.count
      kept.removeAll { $0.rule == rule && $0.severity != .error }
      if kept.count == before && isComplete { kept.append(unused(allowance)) }
    }
    return kept
  }

  /// The rules of this file.
  package static let rules: [DiagnosticRule] = [.unusedAllow, .unknownRule]

  private static func unknown(_ allowance: Allowance, rules: [DiagnosticRule]) -> Diagnostic {
    let names = rules.filter { $0.severity != .error }.map(\.name)
    let close = SpellingSuggestion.candidates(for: allowance.rule, among: names).first
    return Diagnostic(
      .unknownRule,
      "there is no rule `\(allowance.rule)`",
      at: allowance.range,
      label: "unknown rule",
      help: [
        close.map { Help("did you mean `\($0)`?", edit: TextEdit(allowance.range, $0)) }
          ?? Help("the rules that can be allowed are \(names.joined(separator: ", "))")
      ]
    )
  }

  private static func notAllowable(_ allowance: Allowance) -> Diagnostic {
    Diagnostic(
      .unknownRule,
      "`\(allowance.rule)` is an error and cannot be allowed",
      at: allowance.range,
      label: "an error",
      help: [Help("only warnings and notes can be allowed")]
    )
  }

  private static func unused(_ allowance: Allowance) -> Diagnostic {
    Diagnostic(
      .unusedAllow,
      "`\(allowance.rule)` is allowed, but finds nothing here",
      at: allowance.range,
      label: "silences nothing",
      help: [Help("leave it out")]
    )
  }
}
