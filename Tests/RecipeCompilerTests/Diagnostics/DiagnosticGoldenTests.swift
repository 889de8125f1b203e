// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// What a newcomer reads about every mistake that a recipe can have.
@Suite
struct DiagnosticGoldenTests {
  /// Rules that no recipe leads to, with where they are tested instead.
  ///
  /// They are about faults of the compiler.
  static let testedDirectly = [
    "expectation-failed": "ExpectationTests and Golden/cli/test.txt: only `recipec test` finds it",
    "circular-extends": "ExtendsTests and Golden/cli/extends.txt: it takes two files",
    "malformed-parameters": "ParameterTests reads hand-made lists",
    "group-matches-nothing": "ParameterTests holds groups against hand-made lists",
    "inaccurate-piece": "AccuracyProofTests changes a table under the recipe it came from",
    "could-not-verify": "BoundsProofTests leaves a hand-made table more updates than it evaluates",
    "table-refused": "LoweringFailureTests lowers more tracks than fit into a recipe",
  ]

  static let cases = GoldenRecipe.written + GeneratedRecipes.all
  static let compiled = cases.map { ($0, $0.compilation) }

  @Test func `a mistake is explained as it was recorded`() {
    for (recipe, compilation) in Self.compiled {
      let found = compilation.diagnostics.map(\.rule.name)
      #expect(found.contains(recipe.rule), "\(recipe.testDescription) leads to \(found)")
      Golden.expect(recipe.rendering(of: compilation), matches: recipe.goldenPath)
    }
  }

  @Test func `every rule has a golden or is tested directly, never both`() {
    let withGolden = Set(Self.cases.map(\.rule))
    for rule in Compiler.rules {
      let isDirect = Self.testedDirectly[rule.name] != nil
      #expect(withGolden.contains(rule.name) != isDirect, "\(rule.name)")
    }
    let names = Set(Compiler.rules.map(\.name))
    #expect(withGolden.subtracting(names) == [], "goldens of rules that do not exist")
    #expect(Set(Self.testedDirectly.keys).subtracting(names) == [])
  }

  @Test func `every recorded rendering belongs to a case`() {
    let expected = Set(Self.cases.map(\.goldenPath))
    let files = Repository.files(under: "\(Golden.folder)/diagnostics", endingIn: ".txt")
    for file in files {
      #expect(expected.contains(String(file.dropFirst(Golden.folder.count + 1))), "\(file)")
    }
  }

  @Test func `a recipe is refused exactly when it has errors`() {
    for (recipe, compilation) in Self.compiled {
      let isWhole = compilation.table != nil || !compilation.unbound.isEmpty
      #expect(compilation.hasErrors != isWhole, "\(recipe.testDescription)")
    }
  }
}
