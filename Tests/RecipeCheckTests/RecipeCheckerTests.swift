// SPDX-License-Identifier: Apache-2.0

import RecipeCheck
import RecipeDiagnostics
import RecipeRuntime
import RecipeSemantics
import RecipeTestSupport
import Testing

@testable import RecipeLowering

/// What a check reports of a table and its recipe.
@Suite
struct RecipeCheckerTests {
  private func findings(_ lowered: LoweredRecipe, isExhaustive: Bool = false) -> [Diagnostic] {
    var sink = DiagnosticSink()
    _ = RecipeChecker.check(lowered, isExhaustive: isExhaustive, into: &sink)
    return sink.sorted()
  }

  @Test func `a table with a changed coefficient is a fault of the compiler and said to be`() throws
  {
    let recipe = Pipeline.phases(
      "linear: { from: 1, to: 0.5 }",
      steps: 1000,
      settings: "bounds: [0, 2]"
    )
    let lowered = try Pipeline.lowered(recipe)
    #expect(findings(lowered) == [])
    let last = lowered.table.pieceCount - 1
    let table = try lowered.table.changed { $0[last].body.c0 *= 1 + 1e-13 }
    let findings = findings(LoweredRecipe(table: table, recipe: lowered.recipe))
    #expect(findings.map(\.rule.name) == ["inaccurate-piece"])
    let start = lowered.table.starts[last]
    let message = "the table of `lr` is not the recipe's curve from update \(start)"
    #expect(findings.first?.message == message)
    #expect(findings.first?.severity == .error)
  }

  @Test func `a value outside is named with its update, its number and the bounds`() throws {
    let recipe = Pipeline.phases(
      "exponential: { from: 0.1, rate: 2, every: 100 steps }",
      steps: 300,
      settings: "bounds: [0, 0.4001]"
    )
    let findings = findings(try Pipeline.lowered(recipe))
    #expect(findings.map(\.rule.name) == ["leaves-bounds", "leaves-bounds"])
    let first = try #require(findings.first)
    // 0.1 · 2^(t / 100) is 0.4 at t = 200 and passes 0.4001 within the next update.
    #expect(first.message.hasSuffix("at update 201, outside [0, 0.4001]"), "\(first.message)")
    #expect(first.notes.first?.hasPrefix("99 of ") == true, "\(first.notes)")
    #expect(findings.last?.message.contains("past the end of the run") == true)
  }

  @Test func `only the value past the end is outside`() throws {
    let recipe = Pipeline.phases(
      "exponential: { from: 0.1, rate: 2, every: 100 steps }",
      steps: 200,
      settings: "bounds: [0, 0.39999]"
    )
    let findings = findings(try Pipeline.lowered(recipe))
    #expect(findings.map(\.rule.name) == ["leaves-bounds"])
    #expect(findings.first?.message == "`lr` is 0.4 past the end of the run, outside [0, 0.39999]")
    let stopped = recipe + "    after: error\n"
    #expect(self.findings(try Pipeline.lowered(stopped)) == [])
  }

  @Test func `what could not be verified is a warning that names the way out`() throws {
    let recipe = Pipeline.phases("hold: { from: 1 }", steps: 1 << 40)
    let lowered = try Pipeline.lowered(recipe)
    let row = Piece(
      start: 0,
      origin: 0,
      scale: 0x1p-40,
      coefficients: [1, -0x1p-60, 0, 0, 0, 0, 0, 0]
    )
    let table = try lowered.table.changed { $0 = [row] }
    let findings = findings(LoweredRecipe(table: table, recipe: lowered.recipe))
    #expect(findings.map(\.rule.name).sorted() == ["could-not-verify", "inaccurate-piece"])
    let warning = try #require(findings.first { $0.severity == .warning })
    #expect(warning.help.first?.text.contains("--exhaustive") == true)
  }

  @Test func `a learning rate that starts at zero is worth a note, other channels are not`() throws
  {
    let warmup = Pipeline.phases("warmup: { from: 0, to: 1 }", steps: 100)
    #expect(findings(try Pipeline.lowered(warmup)).map(\.rule.name) == ["zero-first-update"])
    let shifted = Pipeline.phases("warmup: { from: 0, to: 1, endpoints: end }", steps: 100)
    #expect(findings(try Pipeline.lowered(shifted)) == [])
    let decay = warmup.replacing("lr:", with: "weight_decay:")
    #expect(findings(try Pipeline.lowered(decay)) == [])
  }

  @Test func `proved and exhaustive checks agree on compiled recipes`() throws {
    let recipe = Pipeline.phases(
      "warmup: { from: 0, to: 0.1, for: 100 steps }",
      "cosine: { to: 0 }",
      steps: 3000
    )
    let lowered = try Pipeline.lowered(recipe)
    #expect(findings(lowered) == findings(lowered, isExhaustive: true))
  }
}
