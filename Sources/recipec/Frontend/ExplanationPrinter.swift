// SPDX-License-Identifier: Apache-2.0

internal import RecipeCompiler
internal import RecipeDiagnostics

/// Prints explanations for people: the value, the lines of the recipe, and a statement a topic.
struct ExplanationPrinter {
  let sources: SourceMap
  let diagnostics: DiagnosticPrinter

  /// The lines, each with a line break.
  func text(_ explanation: Explanation) -> String {
    headline(explanation) + "\n" + quote(explanation.labels) + statements(explanation.statements)
  }

  private func headline(_ explanation: Explanation) -> String {
    let channel = Display.text(explanation.channel)
    let update = explanation.update.grouped
    let value = explanation.value.map { "is \($0)" } ?? "has no value"
    return diagnostics.styled("\(channel) at update \(update) \(value)", .message)
  }

  // MARK: The recipe

  private static let rule = DiagnosticRule("explanation", .note, "Where a value comes from.")

  /// The lines with their marks, laid out as those of a finding; empty without labels.
  private func quote(_ labels: [Label]) -> String {
    guard let first = labels.first else { return "" }
    var carrier = Diagnostic(Self.rule, "", at: first.range, label: first.text)
    carrier.secondary = Array(labels.dropFirst())
    var options = diagnostics.options
    options.layout = .rich
    let rendered = DiagnosticRenderer.render(carrier, in: sources, options: options)
    let text = diagnostics.isColored ? rendered.ansi : rendered.plain
    // Its first line would say what was found.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Statements

  private func statements(_ statements: [Explanation.Statement]) -> String {
    let width = statements.map(\.topic.rawValue.count).max() ?? 0
    return statements.map { statement in
      let topic = statement.topic.rawValue.padded(to: width)
      // However narrow the terminal is, some words must fit.
      let room = diagnostics.options.width.map { max(24, $0 - width - 4) }
      let lines = Self.wrapped(Display.text(statement.text), to: room)
      let indent = "\n" + String(repeating: " ", count: width + 4)
      return "  " + diagnostics.styled(topic, .frame) + "  " + lines.joined(separator: indent)
        + "\n"
    }
    .joined()
  }

  /// The lines of a text, broken at spaces; numbers and names stay whole.
  private static func wrapped(_ text: String, to width: Int?) -> [String] {
    guard let width else { return [text] }
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let line = lines.last, line.count + 1 + word.count <= width {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
