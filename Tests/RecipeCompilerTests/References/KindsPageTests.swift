// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import RecipeSyntax
import RecipeTestSupport
import Testing

/// The page of all kinds of phases, which is written from their tables of keys.
struct KindsPageTests {
  @Test func `the page lists every kind with its keys`() {
    Golden.expect(Self.page, matches: "kinds.md", in: "docs/language")
  }

  @Test func `every kind has a row in the reference`() throws {
    let reference = try Repository.text("docs/language/reference.md")
    for kind in PhaseKindRegistry.all {
      let name = Self.written(kind.spec.name)
      #expect(reference.contains("`\(name)`"), "\(name)")
    }
  }

  private static var page: String {
    let kinds = PhaseKindRegistry.all.map { section(of: $0.spec) }
    let common = table(of: shared)
    return """
      # Kinds of phases

      Every kind with the keys of its own, as the compiler has them; [the reference](reference.md) says what they mean together. What
      other libraries call a key is recognised, and translated in the error. p runs from 0 to 1, and q = 1 − p.

      ## Keys of every phase

      \(common)
      `to`, `over`, `endpoints` and `grid` belong to curves; a phase of several curves has no `over`.

      \(kinds.joined(separator: "\n"))
      """
  }

  private static let shared = [PhaseKeys.from, PhaseKeys.to] + PhaseKeys.common + PhaseKeys.curve

  private static func section(of spec: ObjectSpec) -> String {
    let isPlateau = spec.name == "plateau"
    let keys = spec.keys.filter { key in
      isPlateau && key.name == "over"
        || !shared.contains { $0.name == key.name && $0.summary == key.summary }
    }
    var text = "## \(written(spec.name))\n\n\(spec.summary)"
    if !spec.aliases.isEmpty {
      text += " Also " + EnglishList.all(spec.aliases.map { "`\($0)`" }) + "."
    }
    text += "\n\n"
    if let formula = CurveShape.named(spec.name)?.formula { text += "    value = \(formula)\n\n" }
    let example = spec.example.filter { $0 != "`" }
    text += "    - \(written(spec.name)): \(example)\n\n"
    return text + (keys.isEmpty ? "No keys of its own.\n" : table(of: keys))
  }

  private static func table(of keys: [KeySpec]) -> String {
    let rows = keys.map { key in
      let names = key.foreignNames.map { "`\($0)`" }.joined(separator: ", ")
      let name = "`\(key.name)`" + (key.isRequired ? " (required)" : "")
      return "| \(name) | \(key.summary) | \(names) |\n"
    }
    return "| key | meaning | elsewhere |\n|---|---|---|\n" + rows.joined()
  }

  /// A name as it is mostly written: `1-sqrt`.
  private static func written(_ name: String) -> String {
    name.hasPrefix("1_") ? "1-" + name.dropFirst(2) : name
  }
}
