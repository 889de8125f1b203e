// SPDX-License-Identifier: Apache-2.0

/// A part of the program that a table is emitted with, some lines of which only some tables need.
///
/// A line `%if FEATURE` begins lines that are there only for tables with a feature, `%else` those for
/// all others, and `%end` ends them; they nest. The directives stand at the start of a line.
struct EmitterTemplate: Sendable {
  /// The text with its directives.
  let text: String

  /// Makes a template of its text.
  init(_ text: String) { self.text = text }

  /// The features that directives name, as they are spelled, known or not.
  var featureNames: [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("%if ") }.map { String($0.dropFirst(4)) }
  }

  /// The text for a table with some features; it ends in one line break.
  ///
  /// - Parameters:
  ///   - features: what the table needs.
  ///   - emptyLines: how many empty lines are left in a row: where lines are left out, those around
  ///     them meet.
  /// - Returns: the lines without directives.
  func text(for features: Set<EmitterFeature>, emptyLines: Int = 1) -> String {
    let gap = String(repeating: "\n", count: emptyLines + 1)
    var result = ""
    // Whether the lines of every open block are wanted.
    var wanted: [Bool] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("%if ") {
        wanted.append(features.contains { $0.rawValue == line.dropFirst(4) })
      } else if line == "%else", let last = wanted.popLast() {
        wanted.append(!last)
      } else if line == "%end" {
        _ = wanted.popLast()
      } else if !wanted.contains(false) {
        if line.isEmpty && (result.isEmpty || result.hasSuffix(gap)) { continue }
        result += line + "\n"
      }
    }
    while result.hasSuffix("\n\n") { result.removeLast() }
    return result
  }
}
