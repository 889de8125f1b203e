// SPDX-License-Identifier: Apache-2.0

/// The lines of one source that a diagnostic shows, with their labels.
internal struct Snippet {
  /// A label and what it is.
  private struct Entry {
    let label: Label
    let isPrimary: Bool
    let role: TextRole
    /// The line that it is shown on, from 0.
    let line: Int
  }

  private let source: SourceID
  private let entries: [Entry]
  private let lines: [Int]

  /// The snippets of a diagnostic: the primary label's source first, the others in label order.
  internal static func snippets(of diagnostic: Diagnostic, in sources: SourceMap) -> [Snippet] {
    var order: [SourceID] = []
    for label in [diagnostic.primary] + diagnostic.secondary
    where !order.contains(label.range.source) {
      order.append(label.range.source)
    }
    return order.map { Snippet(source: $0, of: diagnostic, in: sources[$0]) }
  }

  private init(source: SourceID, of diagnostic: Diagnostic, in file: SourceFile) {
    self.source = source
    let primary = [(diagnostic.primary, true, TextRole.severity(diagnostic.severity))]
    let secondary = diagnostic.secondary.map { ($0, false, TextRole.secondary) }
    entries = (primary + secondary).filter { $0.0.range.source == source }
      .map { label, isPrimary, role in
        Entry(
          label: label,
          isPrimary: isPrimary,
          role: role,
          line: file.lines.lineIndex(containing: label.range.start)
        )
      }
    lines = Set(entries.map(\.line)).sorted()
  }

  /// The number, from 1, of the last line shown.
  internal var lastLineNumber: Int { (lines.last ?? 0) + 1 }

  /// `file:line:column` of the first label.
  internal func place(in sources: SourceMap) -> String {
    guard let first = entries.first else { return Display.text(sources[source].name) }
    return DiagnosticRenderer.place(of: first.label.range, in: sources)
  }

  /// The source lines with their marks.
  ///
  /// A single line between two shown lines is shown too, because `...` would take as much room.
  internal func rendered(
    in sources: SourceMap,
    options: RenderOptions,
    gutter: Gutter
  ) -> StyledText {
    let file = sources[source]
    var text = StyledText()
    var previous: Int?
    for line in lines {
      if let previous, line - previous == 2 {
        let between = LineLayout(
          line: previous + 1,
          of: file,
          around: file.lines.starts[previous + 1],
          options: options
        )
        text.append(gutter.numbered(line, "|", StyledText(between.text)))
      } else if let previous, line - previous > 2 {
        text.append(gutter.elision)
      }
      text.append(rendered(line, of: file, options: options, gutter: gutter))
      previous = line
    }
    return text
  }

  private func rendered(
    _ line: Int,
    of file: SourceFile,
    options: RenderOptions,
    gutter: Gutter
  ) -> StyledText {
    let here = entries.filter { $0.line == line }
    let anchor = (here.first { $0.isPrimary } ?? here.first)?.label.range.start ?? 0
    let layout = LineLayout(line: line, of: file, around: anchor, options: options)
    let marks = here.map { entry in
      AnnotatedLine.Mark(
        columns: layout.columns(of: onFirstLine(entry.label.range, of: file)),
        isPrimary: entry.isPrimary,
        text: entry.label.text,
        role: entry.role
      )
    }
    var text = gutter.numbered(line + 1, "|", StyledText(layout.text))
    for row in AnnotatedLine(marks).rows {
      text.append(gutter.unnumbered(row))
    }
    return text
  }

  /// The part of a range on its first line, without the blanks at its end.
  private func onFirstLine(_ range: SourceRange, of file: SourceFile) -> Range<Int> {
    let line = file.lines.lineIndex(containing: range.start)
    let content = file.lines.contentRange(ofLine: line, in: file.bytes)
    guard range.end > content.upperBound else { return range.start..<range.end }
    var end = max(content.upperBound, range.start)
    while end > range.start + 1, file.bytes[end - 1] == 0x20 || file.bytes[end - 1] == 0x09 {
      end -= 1
    }
    return range.start..<end
  }
}
