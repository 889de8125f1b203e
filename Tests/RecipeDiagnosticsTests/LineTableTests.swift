// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeDiagnostics

struct LineTableTests {
  private func positions(_ text: String) -> [String] {
    let file = SourceFile(name: "a", bytes: Array(text.utf8))
    return (0...file.bytes.count).map {
      let position = file.lineColumn(at: $0)
      return "\(position.line):\(position.column)"
    }
  }

  @Test func `an empty text has one line`() {
    #expect(positions("") == ["1:1"])
    #expect(LineTable(bytes: []).count == 1)
  }

  @Test func `a line break belongs to the line that it ends`() {
    #expect(positions("ab\nc") == ["1:1", "1:2", "1:3", "2:1", "2:2"])
  }

  @Test func `a final line break begins an empty line`() {
    #expect(positions("a\n") == ["1:1", "1:2", "2:1"])
  }

  @Test func `both bytes of a CRLF are after the last character`() {
    #expect(positions("a\r\nb") == ["1:1", "1:2", "1:2", "2:1", "2:2"])
  }

  @Test func `a lone carriage return ends no line`() {
    #expect(positions("a\rb") == ["1:1", "1:2", "1:3", "1:4"])
  }

  @Test func `a byte order mark has no column`() {
    #expect(positions("\u{FEFF}ab\nc") == ["1:1", "1:1", "1:1", "1:1", "1:2", "1:3", "2:1", "2:2"])
  }

  @Test func `every byte of a character has its column`() {
    // An e with a combining accent (1 + 2 bytes) and a family of three (4 + 3 + 4 + 3 + 4).
    let text = "e\u{301}x\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}y"
    let expected =
      [1, 1, 1, 2] + [Int](repeating: 3, count: 18) + [4, 5]
    #expect(positions(text) == expected.map { "1:\($0)" })
  }

  @Test func `bytes that are not UTF-8 are characters of their own`() {
    let file = SourceFile(name: "a", bytes: [0xFF, 0x61, 0xC3, 0xA9, 0xE2, 0x82])
    #expect((0...6).map { file.lineColumn(at: $0).column } == [1, 2, 3, 3, 4, 5, 6])
  }

  @Test func `offsets past the text are its end`() {
    #expect(
      SourceFile(name: "a", bytes: [0x61]).lineColumn(at: 9) == LineColumn(line: 1, column: 2)
    )
  }

  @Test func `lines are found as by a linear search`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ -> UInt8 in
        [0x0A, 0x0D, 0x61].randomElement(using: &random) ?? 0x61
      }
      let table = LineTable(bytes: bytes)
      for offset in 0...bytes.count {
        let expected = bytes[..<offset].count { $0 == 0x0A }
        #expect(table.lineIndex(containing: offset) == expected)
      }
    }
  }
}
