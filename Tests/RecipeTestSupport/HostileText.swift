// SPDX-License-Identifier: Apache-2.0

/// Texts that do something to a terminal, a log or a page that shows them as they are.
package enum HostileText {
  package static let all = [
    "\u{1B}[2J\u{1B}[H", "\u{1B}]8;;http://example.com\u{7}click\u{1B}]8;;\u{7}",
    "\u{1B}]52;c;ZXZpbA==\u{7}", "\u{9B}31m", "ok\rerror: none", "a\u{8}\u{8}\u{8}b", "\u{0}",
    "\u{7}",
    "\u{202E}txt.yaml", "\u{2066}isolated\u{2069}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{AD}",
    "\u{2028}line", "\u{85}line", "\u{E0041}\u{E0042}", "\u{7F}", "\u{115F}",
    "\u{FFF9}hidden\u{FFFB}",
    "</script><script>alert(1)</script>", "name\nerror: forged", "a\u{0B}b\u{0C}c", "\u{E000}",
  ]
}

/// Characters that no output of the tool may hold, but for the line breaks of its own.
package enum ControlCharacters {
  /// The first such character of a text.
  package static func first(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      guard scalar != "\n", scalar.value != 0xFE0F, scalar.value != 0xFE0E else { return false }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: return true
      default: return scalar.properties.isDefaultIgnorableCodePoint
      }
    }
  }
}
