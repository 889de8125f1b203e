// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax

/// A text decoded with a small set of phase kinds.
struct Decoded {
  static let kinds = [
    ObjectSpec(
      "hold",
      keys: [PhaseKeys.from] + PhaseKeys.common,
      shorthand: "for",
      example: "`{ for: 10 epochs }`",
      "A constant value."
    ),
    ObjectSpec(
      "linear",
      aliases: ["warmup"],
      keys: [PhaseKeys.from, PhaseKeys.to] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ to: 0.1, for: 5 epochs }`",
      "A straight line."
    ),
  ]

  let recipe: ParsedRecipe?
  let diagnostics: [Diagnostic]
  let text: String

  init(_ text: String) {
    self.text = text
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "a.yaml", bytes: Array(text.utf8))
    recipe = RecipeParser.parse(source, in: sources, phaseKinds: Self.kinds, into: &sink)
    diagnostics = sink.sorted()
  }

  /// A sound recipe with something in place of its only phase list.
  init(phases: String) {
    self.init("recipec: 1\nrun: { length: 10 steps }\nschedules:\n  lr:\n    phases:\n\(phases)\n")
  }

  /// Every finding as `rule at text`.
  var findings: [String] {
    diagnostics.map { "\($0.rule.name) at \(slice($0.primary.range))" }
  }

  /// The elements of the phase list of `lr`.
  var phases: [KindSyntax?]? {
    guard case .object(let schedule)? = recipe?.names("schedules").first?.value,
      case .kinds(let phases, _)? = schedule["phases"]?.value
    else { return nil }
    return phases
  }

  /// The text after the first edit that a help offers.
  var fixed: String? {
    guard let edit = diagnostics.lazy.flatMap(\.help).compactMap(\.edit).first else { return nil }
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.replacement.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func slice(_ range: SourceRange) -> String {
    String(decoding: Array(text.utf8)[range.start..<range.end], as: UTF8.self)
  }
}
