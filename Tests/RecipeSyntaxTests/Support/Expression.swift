// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax

/// A text read as an expression through the front door, as `--set` reads it.
struct Expression {
  let syntax: ExpressionSyntax?
  let diagnostics: [Diagnostic]
  let text: String

  init(_ text: String, as shape: ValueShape = .expression(.any), clock: ClockWord = .steps) {
    self.text = text
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "text", bytes: Array(text.utf8))
    let value = RecipeParser.parseBinding(
      source,
      in: sources,
      as: shape,
      clock: clock,
      into: &sink
    )
    syntax = value?.expression
    diagnostics = sink.diagnostics
  }

  /// The tree in prefix form: `(+ 1 (* 2 x))`.
  var form: String? { syntax.map(Self.form) }

  /// Whether the text is refused for what grammar/README.md lists beyond the grammar.
  var isOutsideGrammar: Bool { diagnostics.contains(where: \.isBeyondGrammar) }

  /// The bytes of the only diagnostic.
  var span: String? {
    guard diagnostics.count == 1, let range = diagnostics.first?.primary.range else { return nil }
    return String(decoding: Array(text.utf8)[range.start..<range.end], as: UTF8.self)
  }

  private static func form(_ expression: ExpressionSyntax) -> String {
    switch expression.kind {
    case .number(let value): value.description
    case .name(let name): name
    case .measured(let inner, let unit): "(\(unit.rawValue) \(form(inner)))"
    case .negation(let inner): "(neg \(form(inner)))"
    case .sum(let left, let right): "(+ \(form(left)) \(form(right)))"
    case .difference(let left, let right): "(- \(form(left)) \(form(right)))"
    case .product(let left, let right): "(* \(form(left)) \(form(right)))"
    case .quotient(let left, let right): "(/ \(form(left)) \(form(right)))"
    case .maximum(let operands): "(max \(operands.map(form).joined(separator: " ")))"
    case .minimum(let operands): "(min \(operands.map(form).joined(separator: " ")))"
    }
  }
}

extension Diagnostic {
  /// Whether the finding is one of those that grammar/README.md lists beyond the grammars.
  var isBeyondGrammar: Bool {
    let signs = [
      "larger than", "too small", "like a date", "comma between", "nests deeper", "operands",
    ]
    return signs.contains { message.contains($0) }
  }
}
