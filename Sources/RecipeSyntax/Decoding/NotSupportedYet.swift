// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticRule {
  package static let notSupportedYet = DiagnosticRule(
    "not-supported-yet",
    .error,
    "A part of the language that this version does not compile is used."
  )
}

/// The refusal, by name, of what the language has and this version does not compile.
package enum NotSupportedYet {
  /// The finding about a key, kind, channel or word.
  ///
  /// - Parameters:
  ///   - name: as it was written.
  ///   - summary: what it is, in one sentence.
  ///   - range: where it was written.
  /// - Returns: an error with the rule `not-supported-yet`.
  package static func diagnostic(
    _ name: String,
    summary: String,
    at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .notSupportedYet,
      "`\(name)` is part of the language, but this version of recipec does not compile it yet",
      at: range,
      label: "not supported yet",
      notes: [summary.lowercasedStart],
      help: [Help("say it with the phases and keys that are supported, or leave it out")]
    )
  }
}
