// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeTestSupport
import Testing

/// Training runs that people ask for, written in the language; see `Tests/Survey/README.md`.
@Suite
struct SurveyTests {
  static let paths = Repository.files(under: "Tests/Survey", endingIn: ".yaml")

  @Test(arguments: paths)
  func `a run that people ask for compiles and keeps its promises`(_ path: String) throws {
    let settings = path.contains("bert") ? [(path: "run.length", value: "3 epochs")] : []
    let compilation = Compiler.compile(
      Array(try Repository.text(path).utf8),
      named: path,
      options: CompilerOptions(settings: settings)
    )
    let findings = compilation.diagnostics.filter { $0.severity != .note }
    #expect(findings.map(\.message) == [])
    let verification = try #require(compilation.verifyExpectations())
    #expect(verification.diagnostics.map(\.message) == [])
  }

  @Test func `all seventeen are there`() throws {
    let page = try Repository.text("Tests/Survey/README.md")
    let published = page.split(separator: "`").filter { $0.hasPrefix("recipes/") }
    #expect(published.count + Self.paths.count == 17)
    for path in published { _ = try Repository.text(String(path)) }
  }
}
