// SPDX-License-Identifier: Apache-2.0

/// The lines that an edit would change, as a help shows them.
///
/// An edit within one line shows the new line with `~` under a replacement or `+` under an
/// insertion. A deletion leaves nothing to underline, and an edit of several lines has no one
/// line, so these show the old lines with `-` and the new ones with `+`.
internal struct EditPreview {
  /// One line of the preview.
  private struct Row {
    let number: Int?
    let bar: String
    let text: StyledText
  }

  /// The most old or new lines that are shown.
  private static let lineLimit = 6

  private let rows: [Row]

  internal init(_ edit: TextEdit, in file: SourceFile, options: RenderOptions) {
    let start = min(edit.range.start, file.bytes.count)
    let end = min(max(edit.range.end, start), file.bytes.count)
    let first = file.lines.lineIndex(containing: start)
    let last = file.lines.lineIndex(containing: end)
    let replacement = Array(edit.replacement.utf8)
    let from = file.lines.starts[first]
    // An edit of whole lines ends where the next line starts, and leaves that line alone.
    let isWholeLines =
      start == from && end > start && file.lines.starts[last] == end
      && (replacement.isEmpty || replacement.last == 0x0A)
    let to = isWholeLines ? end : file.lines.contentRange(ofLine: last, in: file.bytes).upperBound
    let before = Array(file.bytes[from..<max(to, end)])
    let after = file.bytes[from..<start] + replacement + file.bytes[end..<max(to, end)]
    let edited = SourceFile(name: file.name, bytes: Array(after))
    if first == last, !replacement.isEmpty, !replacement.contains(0x0A) {
      let changed = start - from..<start - from + replacement.count
      rows = EditPreview.single(
        edited,
        number: first + 1,
        changed: changed,
        isInsertion: start == end,
        options: options
      )
    } else {
      let original = SourceFile(name: file.name, bytes: before)
      let anchor = start - from
      let old = EditPreview.lines(original, "-", first + 1, anchor, options)
      // What is left of deleted lines is no line, but an empty line is one.
      let isGone = isWholeLines && replacement.isEmpty
      let new = isGone ? [] : EditPreview.lines(edited, "+", first + 1, anchor, options)
      rows = old + new
    }
  }

  /// The number, from 1, of the last line shown.
  internal var lastLineNumber: Int { rows.compactMap(\.number).max() ?? 1 }

  /// The preview's lines.
  internal func rendered(gutter: Gutter) -> StyledText {
    rows.reduce(into: StyledText()) { text, row in
      if let number = row.number {
        text.append(gutter.numbered(number, row.bar, row.text))
      } else {
        text.append(row.bar == "|" ? gutter.unnumbered(row.text) : gutter.elision)
      }
    }
  }

  private static func single(
    _ edited: SourceFile,
    number: Int,
    changed: Range<Int>,
    isInsertion: Bool,
    options: RenderOptions
  ) -> [Row] {
    let layout = LineLayout(line: 0, of: edited, around: changed.lowerBound, options: options)
    let columns = layout.columns(of: changed)
    var marks = StyledText(String(repeating: " ", count: columns.lowerBound))
    marks.append(String(repeating: isInsertion ? "+" : "~", count: columns.count), .insertion)
    return [
      Row(number: number, bar: "|", text: StyledText(layout.text)),
      Row(number: nil, bar: "|", text: marks),
    ]
  }

  private static func lines(
    _ file: SourceFile,
    _ bar: String,
    _ firstNumber: Int,
    _ anchor: Int,
    _ options: RenderOptions
  ) -> [Row] {
    let isClosed = file.lines.count > 1 && file.lines.starts.last == file.bytes.count
    let count = isClosed ? file.lines.count - 1 : file.lines.count
    var rows = (0..<min(count, lineLimit)).map { index in
      let layout = LineLayout(
        line: index,
        of: file,
        around: max(anchor, file.lines.starts[index]),
        options: options
      )
      let role: TextRole = bar == "-" ? .deletion : .insertion
      return Row(number: firstNumber + index, bar: bar, text: StyledText(layout.text, role))
    }
    if count > lineLimit {
      rows.append(Row(number: nil, bar: "...", text: StyledText()))
    }
    return rows
  }
}
