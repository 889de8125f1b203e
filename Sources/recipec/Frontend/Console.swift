// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import RecipeDiagnostics

/// The two output streams: the product on standard output, talk on standard error.
enum Console {
  /// Writes a line of the product.
  static func print(_ text: String) throws(CouldNotRun) { try product(text + "\n") }

  /// Writes text of the product as it is.
  ///
  /// A product that did not arrive is a failure: a full disk must not look like a clean run. A
  /// reader that has seen enough, such as `head`, is none.
  static func product(_ text: String) throws(CouldNotRun) {
    do {
      try FileDescriptor(STDOUT_FILENO).write(Array(text.utf8)[...])
    } catch {
      if error.code == EPIPE { return }
      throw CouldNotRun(message: "cannot write standard output: \(error.message)")
    }
  }

  /// Writes a line of talk.
  static func say(_ text: String) { talk(text + "\n") }

  /// Writes text of talk as it is; where that fails there is nobody left to tell.
  static func talk(_ text: String) {
    try? FileDescriptor(STDERR_FILENO).write(Array(text.utf8)[...])
  }

  /// Writes a line that says why something did not happen; names and paths in it are made harmless.
  static func complain(_ text: String, prefix: String = "error: ") {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let safe = lines.map { Display.text(String($0)) }.joined(separator: "\n")
    say(prefix + safe)
  }
}
