// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics

/// A source in which ranges are found by their text.
struct Fixture {
  var sources = SourceMap()
  let source: SourceID
  let bytes: [UInt8]

  init(_ text: String, name: String = "a.yaml") {
    self.init(Array(text.utf8), name: name)
  }

  init(_ bytes: [UInt8], name: String = "a.yaml") {
    self.bytes = bytes
    source = sources.add(name: name, bytes: bytes)
  }

  /// The range of the n-th occurrence of a text, from 0.
  func range(_ text: String, _ occurrence: Int = 0) -> SourceRange {
    let pattern = Array(text.utf8)
    let starts = bytes.indices.filter { bytes[$0...].starts(with: pattern) }
    let start = starts[occurrence]
    return SourceRange(source: source, start: start, end: start + pattern.count)
  }

  func render(_ diagnostic: Diagnostic, _ options: RenderOptions = RenderOptions()) -> String {
    DiagnosticRenderer.render(diagnostic, in: sources, options: options).plain
  }
}

/// Rules for tests.
enum TestRule {
  static let error = DiagnosticRule("test-error", .error, "An error.")
  static let warning = DiagnosticRule("test-warning", .warning, "A warning.")
  static let note = DiagnosticRule("test-note", .note, "A note.")
}
