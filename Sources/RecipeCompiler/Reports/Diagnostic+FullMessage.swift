// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

extension Diagnostic {
  /// The message with its notes and its help, a line each, for programs that show one text.
  var fullMessage: String {
    let lines = [message] + notes.map { "note: \($0)" } + help.map { "help: \($0.text)" }
    return lines.joined(separator: "\n")
  }
}
