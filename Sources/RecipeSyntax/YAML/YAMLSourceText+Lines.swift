// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Lines of the source, as far as they can be understood without the parser.
extension YAMLSourceText {
  /// A line and where its content begins.
  internal struct Line {
    /// The number of the line, from 0.
    internal let index: Int
    /// The bytes without the line break and a byte order mark.
    internal let content: Range<Int>
    /// The offset of the first byte that is no blank and no dash of a list.
    internal let start: Int
  }

  internal func line(containing offset: Int) -> Line {
    line(file.lines.lineIndex(containing: offset))
  }

  private func line(_ index: Int) -> Line {
    var content = file.lines.contentRange(ofLine: index, in: bytes)
    if index == 0, bytes.starts(with: LineTable.byteOrderMark) {
      content = LineTable.byteOrderMark.count..<content.upperBound
    }
    var start = skippingBlanks(from: content.lowerBound, to: content.upperBound)
    while start < content.upperBound, isDash(at: start) {
      start = skippingBlanks(from: start + 1, to: content.upperBound)
    }
    return Line(index: index, content: content, start: start)
  }

  /// The nearest line above that is neither blank nor a comment.
  internal func lineWithContent(before index: Int) -> Line? {
    var above = index - 1
    while above >= 0 {
      let line = line(above)
      if line.start < line.content.upperBound, bytes[line.start] != UInt8(ascii: "#") {
        return line
      }
      above -= 1
    }
    return nil
  }

  /// The offset of the colon that ends the key with which a line begins.
  internal func firstColon(of line: Line) -> Int? {
    (line.start..<line.content.upperBound).first { offset in
      bytes[offset] == UInt8(ascii: ":")
        && (offset + 1 == line.content.upperBound || isBlank(at: offset + 1))
    }
  }

  /// The first indentation with a tab in the lines of a block scalar, of which the first line is
  /// its sign.
  internal func tabIndentation(in range: SourceRange) -> Diagnostic? {
    let first = file.lines.lineIndex(containing: range.start) + 1
    let last = file.lines.lineIndex(containing: range.end)
    for index in first..<max(first, last + 1) {
      let content = line(index).content
      let end = skippingBlanks(from: content.lowerBound, to: content.upperBound)
      // The line after the scalar belongs to it only if it is blank.
      guard end == content.upperBound || end < range.end else { return nil }
      if bytes[content.lowerBound..<end].contains(0x09) {
        return YAMLTextDiagnostics.tabIndentation(
          at: self.range(content.lowerBound, end),
          in: bytes
        )
      }
    }
    return nil
  }

  internal func skippingBlanks(from start: Int, to end: Int) -> Int {
    var offset = start
    while offset < end, isBlank(at: offset) { offset += 1 }
    return offset
  }

  /// Whether a dash stands at an offset and begins an item of a list.
  internal func isDash(at offset: Int) -> Bool {
    offset < bytes.count && bytes[offset] == UInt8(ascii: "-")
      && (offset + 1 == bytes.count || isBlank(at: offset + 1))
  }

  /// Whether a byte cannot be part of a word that is quoted as a whole in a message.
  internal func endsWord(at offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
      true
    case UInt8(ascii: ":"):
      offset + 1 == bytes.count || isBlank(at: offset + 1)
    default:
      false
    }
  }

  /// Whether the bracket at an offset is closed by its partner, with quotes and comments left out.
  internal func isClosed(bracketAt start: Int) -> Bool {
    var open: [UInt8] = []
    var quote: UInt8?
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      if let current = quote {
        if byte == UInt8(ascii: "\\"), current == UInt8(ascii: "\"") { offset += 1 }
        if byte == current { quote = nil }
      } else {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
          quote = byte
        case UInt8(ascii: "#") where isBlank(at: max(start, offset - 1)):
          offset = line(containing: offset).content.upperBound
        case UInt8(ascii: "["):
          open.append(UInt8(ascii: "]"))
        case UInt8(ascii: "{"):
          open.append(UInt8(ascii: "}"))
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          guard open.popLast() == byte else { return false }
          if open.isEmpty { return true }
        default:
          break
        }
      }
      offset += 1
    }
    return false
  }
}
