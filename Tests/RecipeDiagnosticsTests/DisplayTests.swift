// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import Testing

struct DisplayTests {
  @Test(arguments: [
    ("plain text", "plain text"),
    ("a\u{1B}[2Jb", "a\u{241B}[2Jb"),
    ("one\ntwo\r\u{0}\t", "one\u{240A}two\u{240D}\u{2400}\u{2409}"),
    ("\u{7F}", "\u{2421}"),
    ("\u{85}\u{9B}31m", "\\u{0085}\\u{009B}31m"),
    ("a\u{202E}b\u{2066}c", "a\\u{202E}b\\u{2066}c"),
    ("a\u{200B}b\u{FEFF}\u{AD}", "a\\u{200B}b\\u{FEFF}\\u{00AD}"),
    ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"),
    ("\u{E0041}\u{E000}", "\\u{E0041}\\u{E000}"),
    ("\u{3164}", "\\u{3164}"),
    ("größe 学習率 🚀 e\u{301} ❤️", "größe 学習率 🚀 e\u{301} ❤️"),
  ])
  func `hostile characters become visible and others stay`(text: String, shown: String) {
    #expect(Display.text(text) == shown)
  }

  @Test func `no scalar below U+3000 leaves a control or format character`() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for shown in Display.text(String(scalar)).unicodeScalars {
        #expect(shown.properties.generalCategory != .control)
        #expect(shown.properties.generalCategory != .format)
      }
    }
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("学", 2), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("Ａ", 2), ("🚀", 2), ("👍🏽", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("\u{301}", 0), ("→", 1),
    ("\u{20000}", 2), ("ｱ", 1), ("、", 2),
  ])
  func `a character takes as many cells as a terminal gives it`(text: String, cells: Int) {
    #expect(TerminalWidth.cells(of: text) == cells)
  }
}
