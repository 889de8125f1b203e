// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// What holds for the wording and the places of every finding.
@Suite
struct DiagnosticQualityTests {
  /// The findings of all golden recipes.
  static let findings: [(name: String, diagnostic: Diagnostic, sources: SourceMap)] =
    DiagnosticGoldenTests.compiled.flatMap { recipe, compilation in
      compilation.diagnostics.map { (recipe.testDescription, $0, compilation.sources) }
    }

  @Test func `a message is one clause without a full stop that says which text it means`() {
    for (name, diagnostic, _) in Self.findings {
      let message = diagnostic.message
      #expect(!message.isEmpty && !message.hasSuffix(".") && !message.contains("\n"), "\(name)")
      let isName = ["YAML", "U+"].contains { message.hasPrefix($0) }
      #expect(isName || message.first?.isUppercase == false, "\(name): \(message)")
      for word in ["invalid", "illegal", "bad ", "error in"] {
        #expect(!message.lowercased().contains(word), "\(name): \(message)")
      }
    }
  }

  @Test func `a label has few words, unless it shows what is expected`() {
    for (name, diagnostic, _) in Self.findings {
      for label in [diagnostic.primary] + diagnostic.secondary
      where !label.text.hasPrefix("expected ") {
        #expect(label.text.split(separator: " ").count <= 10, "\(name): \(label.text)")
      }
    }
  }

  @Test func `every place lies in its source`() {
    for (name, diagnostic, sources) in Self.findings {
      let edits = diagnostic.help.compactMap(\.edit).map(\.range)
      let places = ([diagnostic.primary] + diagnostic.secondary).map(\.range) + edits
      for place in places {
        let length = sources[place.source].bytes.count
        #expect(0 <= place.start && place.start <= place.end && place.end <= length, "\(name)")
      }
    }
  }

  @Test func `an error says what to do, unless its label says what is expected`() {
    for (name, diagnostic, _) in Self.findings where diagnostic.severity == .error {
      let says = !diagnostic.help.isEmpty || !diagnostic.primary.text.isEmpty
      #expect(says, "\(name): \(diagnostic.message)")
    }
  }

  @Test func `an edit that is offered removes the finding it is offered for`() {
    for (recipe, compilation) in DiagnosticGoldenTests.compiled {
      for diagnostic in compilation.diagnostics {
        for edit in diagnostic.help.compactMap(\.edit) where edit.range.source.rawValue == 0 {
          var text = recipe.text
          text.replaceSubrange(
            edit.range.start..<edit.range.end,
            with: Array(edit.replacement.utf8)
          )
          let fixed = GoldenRecipe(rule: recipe.rule, name: recipe.name, text: text).compilation
          let before = compilation.diagnostics.count { $0.rule == diagnostic.rule }
          let after = fixed.diagnostics.count { $0.rule == diagnostic.rule }
          #expect(
            after < before,
            "\(recipe.testDescription): \(edit.replacement) leaves \(diagnostic.rule.name)"
          )
        }
      }
    }
  }
}
