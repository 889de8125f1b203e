// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics

/// Prints findings for people.
struct DiagnosticPrinter {
  /// More findings than this help nobody.
  static let limit = 100

  let options: RenderOptions
  let isColored: Bool

  /// The findings of a compilation as text, with an empty line after each in the rich layout.
  func text(_ diagnostics: [Diagnostic], in sources: SourceMap) -> String {
    var text = ""
    for diagnostic in diagnostics.prefix(Self.limit) {
      let rendered = DiagnosticRenderer.render(diagnostic, in: sources, options: options)
      text += isColored ? rendered.ansi : rendered.plain
      if options.layout == .rich { text += "\n" }
    }
    if diagnostics.count > Self.limit {
      text += "… and \(diagnostics.count - Self.limit) more findings\n"
    }
    return text
  }

  /// Text in the style of a role, where colours are on.
  func styled(_ text: String, _ role: TextRole) -> String {
    let styled = StyledText(text, role)
    return isColored ? styled.ansi : styled.plain
  }
}
