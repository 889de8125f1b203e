// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// What is said of, and proved for, a curve that counts tokens while the batch grows.
struct ConsumptionExplanationTests {
  /// 100 batches of 8, 100 of 24: of 1,638,400 tokens a quarter is consumed in half of the updates.
  private static let compilation = Compiler.compile(
    Array(
      """
      recipec: 1
      run: { length: 200 steps, batch: scheduled, sequence: 512 tokens }
      schedules:
        batch: { phases: [staircase: { values: [8 samples, 24 samples], at: [800 samples] }] }
        lr: { phases: [cosine: { from: 1, to: 0, along: tokens }] }
      """.utf8
    ),
    named: "a.yaml"
  )

  @Test func `every row is proved, and the value is that of the tokens`() throws {
    #expect(Self.compilation.diagnostics.map(\.message) == [])
    let table = try #require(Self.compilation.table)
    let lr = try #require(table.track(channel: "lr"))
    // cos²(π/8) = (2 + √2) / 4 at a quarter, a half at two quarters of the tokens.
    let quarter = try table.value(track: lr, at: 100)
    #expect((quarter - (2 + 2.0.squareRoot()) / 4).magnitude < 1e-15)
    // 409,600 + 33 · 12,288 = 815,104 tokens: p = 199/400.
    #expect(try table.value(track: lr, at: 133) > 0.5)
    #expect(try table.value(track: lr, at: 134) < 0.5)
    #expect(Self.compilation.channels.allSatisfy { $0.unverified == nil && $0.errorBound <= 6 })
  }

  @Test func `the boundaries of a phase are told in updates, tokens and samples`() throws {
    let explainer = try #require(Explainer(Self.compilation))
    let lr = try #require(explainer.table.track(channel: "lr"))
    let statements = try explainer.explain(track: lr, at: 100).statements
    let consumed = statements.first { $0.topic == .consumed }?.text
    #expect(
      consumed
        == "0 tokens (0 samples) before the phase, 1,638,400 tokens (3,200 samples) before its end"
    )
    let progress = statements.first { $0.topic == .progress }?.text
    #expect(
      progress == "p = 0.25, along tokens: 409,600 were consumed before update 100"
    )
  }

  @Test func `a table alone answers in tokens and samples`() throws {
    let table = try #require(Self.compilation.table)
    let positions = Positions(of: table)
    #expect(try positions.update(at: "800 samples") == 100)
    #expect(try positions.update(at: "409601 tokens") == 101)
    #expect(try positions.update(at: "50%") == 100)
    #expect(try positions.update(at: "1638400 tokens") == 200)
  }
}
