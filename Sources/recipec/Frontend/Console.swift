// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import RecipeDiagnostics

/// The two output streams: the product on standard output, talk on standard error.
enum Console {
  /// Writes a line of the product.
  static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes text of the product as it is.
  static func product(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes a line of talk.
  static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Writes text of talk as it is.
  static func talk(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Writes a line that says why something did not happen; names and paths in it are made harmless.
  static func complain(_ text: String, prefix: String = "error: ") {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let safe = lines.map { Display.text(String($0)) }.joined(separator: "\n")
    write(prefix + safe + "\n", to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    try? FileDescriptor(descriptor).write(Array(text.utf8)[...])
  }
}
