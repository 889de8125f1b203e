// SPDX-License-Identifier: Apache-2.0

/// The starts of the lines of a source, and the only place that turns byte offsets into lines and
/// columns.
///
/// A line ends with LF or CRLF. A lone CR ends no line: it is an ordinary (and refused) character.
/// A text without a final line break still ends its last line, and a final line break begins an
/// empty last line, so every text has at least one line.
public struct LineTable: Hashable, Sendable {
  /// The offset of the first byte of every line; the first element is 0.
  public let starts: [Int]

  /// The number of bytes in the text.
  public let length: Int

  /// Finds the lines of a text.
  public init(bytes: [UInt8]) {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A {
      starts.append(offset + 1)
    }
    self.starts = starts
    length = bytes.count
  }

  /// The number of lines, at least 1.
  public var count: Int { starts.count }

  /// The index, from 0, of the line that holds an offset.
  ///
  /// The offset of a line break belongs to the line that it ends, and offsets past the text to the
  /// last line. O(log lines).
  public func lineIndex(containing offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    return low
  }

  /// The byte offsets of a line, from 0, without its line break.
  ///
  /// - Precondition: `0 <= index < count`, and `bytes` is the text of this table.
  public func contentRange(ofLine index: Int, in bytes: [UInt8]) -> Range<Int> {
    let start = starts[index]
    guard index + 1 < starts.count else { return start..<length }
    var end = starts[index + 1] - 1
    if end > start, bytes[end - 1] == 0x0D {
      end -= 1
    }
    return start..<end
  }

  /// The line and column of an offset.
  ///
  /// A byte order mark at the start of the text has no column. An offset inside a character has
  /// the column of that character, an offset in a line break or past the text the column after the
  /// last character of its line.
  public func lineColumn(at offset: Int, in bytes: [UInt8]) -> LineColumn {
    let index = lineIndex(containing: offset)
    var content = contentRange(ofLine: index, in: bytes)
    if index == 0, bytes.starts(with: LineTable.byteOrderMark) {
      content = LineTable.byteOrderMark.count..<content.upperBound
    }
    let end = min(max(offset, content.lowerBound), content.upperBound)
    // In ASCII every byte is a character; this keeps long lines cheap.
    if bytes[content.lowerBound..<min(end + 1, content.upperBound)].allSatisfy({ $0 < 0x80 }) {
      return LineColumn(line: index + 1, column: end - content.lowerBound + 1)
    }
    let column = LineTable.column(of: end, in: content, of: bytes)
    return LineColumn(line: index + 1, column: column)
  }

  /// The number of characters that end at or before an offset of a line, plus 1.
  private static func column(of offset: Int, in content: Range<Int>, of bytes: [UInt8]) -> Int {
    guard let line = String(validating: bytes[content], as: UTF8.self) else {
      return SourceCharacter.characters(in: content, of: bytes).count { $0.end <= offset } + 1
    }
    // Counting in a native string is many times faster than building every character.
    var start = offset
    while start > content.lowerBound, start < content.upperBound, bytes[start] & 0xC0 == 0x80 {
      start -= 1
    }
    let place = line.utf8.index(line.startIndex, offsetBy: start - content.lowerBound)
    let isInsideCharacter = String.Index(place, within: line) == nil
    return line[..<place].count + (isInsideCharacter ? 0 : 1)
  }

  /// U+FEFF in UTF-8.
  public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
