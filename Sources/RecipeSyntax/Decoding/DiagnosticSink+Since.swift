// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

extension DiagnosticSink {
  /// Whether an error was emitted after the first `count` diagnostics.
  ///
  /// A sink is shared by the files of a run, so `hasErrors` may speak of another file.
  package func hasErrors(since count: Int) -> Bool {
    diagnostics[count...].contains { $0.severity == .error }
  }
}
