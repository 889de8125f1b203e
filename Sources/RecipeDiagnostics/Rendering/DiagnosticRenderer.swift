// SPDX-License-Identifier: Apache-2.0

/// Renders diagnostics for people.
///
/// Rendering is a pure function of its arguments, and everything it prints of a user's text has
/// passed through ``Display``.
public enum DiagnosticRenderer {
  /// The text of a diagnostic; every line ends with a line break.
  ///
  /// The ranges of the diagnostic belong to `sources`.
  public static func render(
    _ diagnostic: Diagnostic,
    in sources: SourceMap,
    options: RenderOptions = RenderOptions()
  ) -> StyledText {
    switch options.layout {
    case .rich:
      RichRenderer(diagnostic: diagnostic, sources: sources, options: options).text
    case .short:
      short(diagnostic, in: sources)
    }
  }

  private static func short(_ diagnostic: Diagnostic, in sources: SourceMap) -> StyledText {
    var text = StyledText()
    text.append(place(of: diagnostic.primary.range, in: sources) + ": ")
    text.append(headline(of: diagnostic))
    text.append("\n")
    return text
  }

  /// `severity[rule]: message`.
  internal static func headline(of diagnostic: Diagnostic) -> StyledText {
    var text = StyledText()
    let role = TextRole.severity(diagnostic.severity)
    text.append("\(diagnostic.severity.name)[\(Display.text(diagnostic.rule.name))]", role)
    text.append(": \(Display.text(diagnostic.message))", .message)
    return text
  }

  /// `file:line:column` of the start of a range.
  internal static func place(of range: SourceRange, in sources: SourceMap) -> String {
    let file = sources[range.source]
    let position = file.lineColumn(at: range.start)
    return "\(Display.text(file.name)):\(position.line):\(position.column)"
  }
}
