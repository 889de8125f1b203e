// SPDX-License-Identifier: Apache-2.0

/// Breaks texts into lines at spaces.
internal enum WordWrap {
  /// The lines of a text, each at most `width` cells wide unless one word alone is wider.
  ///
  /// A nil width keeps the text on one line. Words are never broken, so numbers, names and quoted
  /// code can be searched for and copied.
  internal static func lines(of text: String, width: Int?) -> [String] {
    guard let width, TerminalWidth.cells(of: text) > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if TerminalWidth.cells(of: line) + 1 + TerminalWidth.cells(of: String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}
