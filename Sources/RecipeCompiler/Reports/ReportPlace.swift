// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// A range of a source as programs count: lines and columns from 1, columns in code points.
///
/// Programs do not agree on what a character is to a reader, but they do on code points.
struct ReportPlace {
  let name: String
  let range: SourceRange
  let startLine: Int
  let startColumn: Int
  let endLine: Int
  /// The column behind the last character.
  let endColumn: Int

  init(_ range: SourceRange, in sources: SourceMap) {
    let file = sources[range.source]
    name = file.name
    self.range = range
    (startLine, startColumn) = Self.position(of: range.start, in: file)
    (endLine, endColumn) = Self.position(of: range.end, in: file)
  }

  private static func position(of offset: Int, in file: SourceFile) -> (line: Int, column: Int) {
    let lines = file.lines
    let index = lines.lineIndex(containing: offset)
    var content = lines.contentRange(ofLine: index, in: file.bytes)
    let mark = LineTable.byteOrderMark
    if index == 0, file.bytes.starts(with: mark) { content = mark.count..<content.upperBound }
    let end = min(max(offset, content.lowerBound), content.upperBound)
    // Every code point has one byte that does not continue another.
    let before = file.bytes[content.lowerBound..<end].count { $0 & 0xC0 != 0x80 }
    return (index + 1, before + 1)
  }
}
