// SPDX-License-Identifier: Apache-2.0

/// One source line as it is shown: which cells its bytes take.
internal struct LineLayout {
  /// A character as it is shown.
  private struct Cell {
    let start: Int
    let text: String
    let column: Int
  }

  /// The cut that stands for what is left out of a long line.
  private static let ellipsis = "..."

  private let cells: [Cell]
  private let end: Int
  private let prefix: String
  private let suffix: String

  /// The number of cells, with the marks of a cut.
  internal let width: Int

  /// Lays out a line.
  ///
  /// - Parameters:
  ///   - index: the line, from 0.
  ///   - file: its source.
  ///   - anchor: the offset that stays in view when the line is too long.
  ///   - options: the tab stops and the greatest width.
  internal init(line index: Int, of file: SourceFile, around anchor: Int, options: RenderOptions) {
    var content = file.lines.contentRange(ofLine: index, in: file.bytes)
    if index == 0, file.bytes.starts(with: LineTable.byteOrderMark) {
      content = LineTable.byteOrderMark.count..<content.upperBound
    }
    let limit = options.sourceWidth
    // No more bytes than can matter are looked at: a hostile line may be the whole file.
    let nearby = LineLayout.nearby(anchor, in: content, of: file.bytes, reach: 8 * limit)
    let all = LineLayout.cells(in: nearby, of: file.bytes, tabWidth: options.tabWidth)
    let anchorColumn = all.cells.last { $0.start <= anchor }?.column ?? 0
    var first = 0
    if all.width > limit {
      first = max(0, min(anchorColumn - limit / 3, all.width - limit))
    }
    let shown = all.cells.indices.filter {
      let next = $0 + 1 < all.cells.count ? all.cells[$0 + 1].column : all.width
      return all.cells[$0].column >= first && next <= first + limit
    }
    let cutsStart = nearby.lowerBound > content.lowerBound || (shown.first ?? 0) > 0
    let cutsEnd =
      nearby.upperBound < content.upperBound || (shown.last.map { $0 + 1 } ?? 0) < all.cells.count
    prefix = cutsStart ? LineLayout.ellipsis : ""
    suffix = cutsEnd ? LineLayout.ellipsis : ""
    let origin = (shown.first.map { all.cells[$0].column } ?? 0) - prefix.count
    cells = shown.map {
      Cell(
        start: all.cells[$0].start,
        text: all.cells[$0].text,
        column: all.cells[$0].column - origin
      )
    }
    let next = shown.last.map { $0 + 1 } ?? 0
    let isWhole = next == all.cells.count
    end = isWhole ? nearby.upperBound : all.cells[next].start
    width = (isWhole ? all.width : all.cells[next].column) - origin
  }

  /// The line as it is shown.
  internal var text: String {
    prefix + cells.reduce(into: "") { $0 += $1.text } + suffix
  }

  /// The cells that show a range of bytes, at least one.
  ///
  /// A character that is partly in the range is in it. What lies in the parts of a long line that
  /// were cut off is shown at the cut.
  internal func columns(of range: Range<Int>) -> Range<Int> {
    let first = cells.last { $0.start <= range.lowerBound }
    var start = first?.column ?? 0
    if range.lowerBound >= end { start = width }
    let next = cells.first { $0.start >= range.upperBound }
    let stop = range.upperBound >= end ? width : next?.column ?? width
    return start..<max(stop, start + 1)
  }

  private static func nearby(
    _ anchor: Int,
    in content: Range<Int>,
    of bytes: [UInt8],
    reach: Int
  ) -> Range<Int> {
    var start = max(content.lowerBound, min(anchor, content.upperBound) - reach)
    var stop = min(content.upperBound, start + 2 * reach)
    // A cut never splits a well-formed sequence: it moves past continuation bytes.
    while start > content.lowerBound, start < stop, bytes[start] & 0xC0 == 0x80 { start += 1 }
    while stop < content.upperBound, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    return start..<stop
  }

  private static func cells(
    in range: Range<Int>,
    of bytes: [UInt8],
    tabWidth: Int
  ) -> (cells: [Cell], width: Int) {
    var cells: [Cell] = []
    var column = 0
    for character in SourceCharacter.characters(in: range, of: bytes) {
      let text = shown(character, column: column, tabWidth: tabWidth)
      cells.append(Cell(start: character.start, text: text, column: column))
      column += TerminalWidth.cells(of: text)
    }
    return (cells, column)
  }

  private static func shown(_ character: SourceCharacter, column: Int, tabWidth: Int) -> String {
    var text = ""
    for element in character.elements {
      guard let scalar = element.scalar else {
        text += Display.replacement(forByte: element.byte)
        continue
      }
      if scalar == "\t" {
        text += String(repeating: " ", count: tabWidth - column % tabWidth)
      } else if let replacement = Display.replacement(for: scalar) {
        text += replacement
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
