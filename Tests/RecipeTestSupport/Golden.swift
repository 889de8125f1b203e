// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import Testing

/// Texts that the tests expect, kept under `Tests/Golden`.
///
/// With `RECIPEC_RECORD=1` in the environment the files are written anew, and every test that
/// writes one fails: what a recording accepts is for a person to read, not for a green run to
/// bless.
package enum Golden {
  package static let folder = "Tests/Golden"

  /// Whether the run records.
  package static let isRecording = ProcessInfo.processInfo.environment["RECIPEC_RECORD"] == "1"

  /// Compares a text with a file, or records it.
  ///
  /// - Parameters:
  ///   - actual: what the code produced.
  ///   - path: the file, from `folder`.
  ///   - folder: from the root of the repository; a page of the documentation can be a golden too.
  ///   - sourceLocation: where a difference is reported.
  package static func expect(
    _ actual: String,
    matches path: String,
    in folder: String = Golden.folder,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = try? Repository.text("\(folder)/\(path)")
    guard expected != actual else { return }
    if isRecording {
      record(actual, path, in: folder, sourceLocation)
    } else if let expected {
      let difference = LineDifference(from: expected, to: actual)
      Issue.record("\(path) differs:\n\(difference.text)", sourceLocation: sourceLocation)
    } else {
      Issue.record(
        "\(path) does not exist; RECIPEC_RECORD=1 writes it:\n\(actual)",
        sourceLocation: sourceLocation
      )
    }
  }

  private static func record(
    _ text: String,
    _ path: String,
    in folder: String,
    _ sourceLocation: SourceLocation
  ) {
    let url = Repository.url("\(folder)/\(path)")
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
      Issue.record(
        "recorded \(path): read it before it is committed",
        sourceLocation: sourceLocation
      )
    } catch {
      Issue.record("\(path) cannot be recorded: \(error)", sourceLocation: sourceLocation)
    }
  }
}
