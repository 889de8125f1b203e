// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import RecipeSyntax
import RecipeTestSupport
import Testing

/// The page of the keys of everything but the kinds of phases, which is written from their tables.
struct KeysPageTests {
  @Test func `the page lists every mapping with its keys`() {
    var page = KeysPage()
    page.add([
      ("", RecipeKeys.spec(phaseKinds: PhaseKindRegistry.all.map(\.spec))),
      ("`until`", EventKeys.until),
    ])
    Golden.expect(page.text, matches: "keys.md", in: "docs/language")
  }
}

/// Mappings with their keys: the outer ones first, each below the path that first leads to it.
private struct KeysPage {
  private(set) var text = """
    # Keys

    With this page you can look up what may stand where in a recipe: every mapping with all of its keys, as the compiler has them.
    [The reference](reference.md) says what they mean together, and the [kinds of phases](kinds.md), with the shapes of their curves,
    have a page of their own. What other libraries call a key is recognised, and translated in the error.

    """
  private var seen: Set<[String]> = []

  /// Appends mappings, and then the mappings that their keys hold.
  mutating func add(_ specs: [(title: String, spec: ObjectSpec)]) {
    var inner: [(title: String, spec: ObjectSpec)] = []
    for (title, spec) in specs
    where seen.insert([spec.name] + spec.keys.map(\.name)).inserted {
      text += "\n## \(title.isEmpty ? "A recipe" : title)\n\n\(spec.summary)\n\n"
      text += "    \(spec.example.filter { $0 != "`" })\n\n"
      text += "| key | value | meaning | elsewhere |\n|---|---|---|---|\n"
      for key in spec.keys {
        text += Self.row(of: key)
        // Shapes are on the page of the kinds.
        guard key.name != "shape" else { continue }
        let path = title + (title.isEmpty ? "" : ": ") + "`\(key.name)`"
        inner += Self.mappings(in: key.shape, at: path)
      }
    }
    if !inner.isEmpty { add(inner) }
  }

  private static func row(of key: KeySpec) -> String {
    let names = key.foreignNames.map { "`\($0)`" }.joined(separator: ", ")
    let name = "`\(key.name)`" + (key.isRequired ? " (required)" : "")
    return "| \(name) | \(key.shape.description) | \(key.summary) | \(names) |\n"
  }

  private static func mappings(
    in shape: ValueShape,
    at path: String
  ) -> [(title: String, spec: ObjectSpec)] {
    switch shape {
    case .object(let spec): [(path, spec)]
    case .list(let inner), .names(let inner, _), .bindable(let inner): mappings(in: inner, at: path)
    case .either(let first, let second):
      mappings(in: first, at: path) + mappings(in: second, at: path)
    case .kinds(let specs, let noun) where noun != "phase":
      specs.map { ("\(path): `\($0.name)`", $0) }
    case .kinds, .expression, .formula, .extent, .word, .flag, .text, .anything: []
    }
  }
}
