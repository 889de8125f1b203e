// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// The page of all rules, which is written from the rules themselves.
struct RulesPageTests {
  @Test func `the page lists every rule with its level`() {
    Golden.expect(Self.page, matches: "rules.md", in: "docs")
  }

  private static var page: String {
    let levels: [(Severity, String)] = [
      (.error, "Errors: the recipe does not compile (exit status 1)"),
      (.warning, "Warnings: exit status 1 with `--strict`; `allow:` silences them"),
      (.note, "Notes: worth knowing; `allow:` silences them"),
    ]
    let head = """
      # Rules

      Everything that `recipec check` can find, as the compiler lists it. The name of a rule stands in brackets in every
      finding; an example of each, with what is printed, is under `Tests/Golden/diagnostics`.

      """
    return head
      + levels.map { level, title in "\n## \(title)\n\n" + table(of: level) }.joined()
  }

  private static func table(of severity: Severity) -> String {
    let rules = Compiler.rules.filter { $0.severity == severity }.sorted { $0.name < $1.name }
    return "| rule | finds |\n|---|---|\n"
      + rules.map { "| `\($0.name)` | \($0.summary) |\n" }.joined()
  }
}
