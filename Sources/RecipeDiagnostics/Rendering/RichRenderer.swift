// SPDX-License-Identifier: Apache-2.0

/// Lays out one diagnostic with its source lines.
///
/// ```
/// error[duplicate-key]: the key `lr` is written twice
///  --> resnet.yaml:9:3
///   |
/// 6 |   lr: 0.1
///   |   -- first written here
/// ...
/// 9 |   lr: 0.2
///   |   ^^ written again
///   |
///   = help: keep one of them
/// ```
internal struct RichRenderer {
  private let diagnostic: Diagnostic
  private let sources: SourceMap
  private let options: RenderOptions
  private let snippets: [Snippet]
  private let edits: [EditPreview?]
  private let gutter: Gutter

  internal init(diagnostic: Diagnostic, sources: SourceMap, options: RenderOptions) {
    self.diagnostic = diagnostic
    self.sources = sources
    self.options = options
    snippets = Snippet.snippets(of: diagnostic, in: sources)
    edits = diagnostic.help.map { help in
      help.edit.map { EditPreview($0, in: sources[$0.range.source], options: options) }
    }
    let lastLine = max(
      snippets.map(\.lastLineNumber).max() ?? 1,
      edits.compactMap { $0?.lastLineNumber }.max() ?? 1
    )
    gutter = Gutter(width: String(lastLine).count)
  }

  internal var text: StyledText {
    var text = DiagnosticRenderer.headline(of: diagnostic)
    text.append("\n")
    for (index, snippet) in snippets.enumerated() {
      text.append(gutter.place(index == 0 ? "-->" : ":::", snippet.place(in: sources)))
      text.append(gutter.unnumbered())
      text.append(snippet.rendered(in: sources, options: options, gutter: gutter))
    }
    guard !diagnostic.notes.isEmpty || !diagnostic.help.isEmpty else { return text }
    text.append(gutter.unnumbered())
    for note in diagnostic.notes {
      text.append(gutter.remark("note", .note, note, width: options.width))
    }
    for (help, preview) in zip(diagnostic.help, edits) {
      text.append(gutter.remark("help", .help, help.text, width: options.width))
      guard let preview, let edit = help.edit else { continue }
      if edit.range.source != diagnostic.primary.range.source {
        let place = DiagnosticRenderer.place(of: edit.range, in: sources)
        text.append(gutter.place(":::", place))
      }
      text.append(preview.rendered(gutter: gutter))
    }
    return text
  }
}
