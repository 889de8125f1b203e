// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// The rules of the YAML front end.
package enum YAMLDiagnostics {
  /// Every rule, for documentation and for checking that names in `allow` exist.
  package static let all: [DiagnosticRule] =
    YAMLTextDiagnostics.all + YAMLStructureDiagnostics.all + YAMLSyntaxDiagnostics.all
}
