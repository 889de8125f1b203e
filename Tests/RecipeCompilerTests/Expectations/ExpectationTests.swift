// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import SeededRandom
import Testing

/// What `recipec test` makes of `expect:`.
struct ExpectationTests {
  /// The rules and messages of what does not hold.
  private func failures(_ expectations: String, in recipe: String = ramp) throws -> [String] {
    let text = recipe + "expect:\n" + expectations
    let compilation = Compiler.compile(Array(text.utf8), named: "recipe.yaml")
    try #require(compilation.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let verification = try #require(compilation.verifyExpectations())
    #expect(verification.diagnostics.allSatisfy { $0.rule.name == "expectation-failed" })
    return verification.diagnostics.map(\.message)
  }

  /// 1 − t / 100, then one half.
  private static let ramp = """
    recipec: 1
    run: { length: 200 steps }
    schedules:
      lr: { phases: [linear: { from: 1, to: 0.5, for: 100 steps }, hold: { for: 100 steps }] }

    """

  @Test func `an exact value is the nearest binary64 number and no other`() throws {
    // 1 - 0.5 · 50 / 100 is exact, so its neighbours are wrong.
    #expect(try failures("  - value: { at: 50 steps, is: 0.75 }\n") == [])
    let next = (0.75).nextUp.description
    #expect(try failures("  - value: { at: 50 steps, is: \(next) }\n").count == 1)
  }

  @Test func `a tolerance holds its own end, absolutely and relatively`() throws {
    #expect(try failures("  - value: { at: 50 steps, is: 0.5, within: 0.25 }\n") == [])
    #expect(try failures("  - value: { at: 50 steps, is: 0.5, within: 0.2499 }\n").count == 1)
    #expect(try failures("  - value: { at: 50 steps, is: 0.5, within: 50% }\n") == [])
    #expect(try failures("  - value: { at: 50 steps, is: 0.5, within: 49.99% }\n").count == 1)
  }

  @Test func `a course is held against every pair of neighbours, up to its last update`() throws {
    // The limit at the end of the ramp is first used at update 100.
    #expect(try failures("  - falling: { to: 100 steps }\n") == [])
    #expect(try failures("  - constant: { from: 100 steps }\n") == [])
    #expect(
      try failures("  - constant: { from: 99 steps }\n") == ["`lr` falls at update 100"]
    )
    #expect(try failures("  - rising: { from: 99 steps }\n") == ["`lr` falls at update 100"])
    // A plain that neither rises nor falls does neither.
    let plain = "`lr` stays from update 120 to 140"
    for word in ["rising", "falling"] {
      #expect(try failures("  - \(word): { from: 120 steps, to: 140 steps }\n") == [plain])
    }
  }

  @Test func `a course over several blocks of values is seen whole`() throws {
    let recipe = """
      recipec: 1
      run: { length: 300000 steps }
      schedules:
        lr: { phases: [linear: { from: 0, to: 1, for: 131072 steps }, hold: { from: 0.5, jump: true }] }

      """
    let found = try failures("  - rising\n", in: recipe)
    #expect(found == ["`lr` falls at update 131,072"])
    #expect(try failures("  - rising: { to: 131071 steps }\n", in: recipe) == [])
  }

  @Test func `expectations change neither the table nor its digest`() throws {
    let with = Self.ramp + "expect: [value: { at: 3 steps, is: 7 }]\n"
    let plain = Compiler.compile(Array(Self.ramp.utf8), named: "a")
    let other = Compiler.compile(Array(with.utf8), named: "a")
    let digest = try #require(plain.table?.digest)
    #expect(other.table?.digest == digest)
    #expect(other.table?.recipeDigest == plain.table?.recipeDigest)
    #expect(other.expectationCount == 1 && plain.expectationCount == 0)
  }

  @Test func `the value of any update, expected with the table's own number, holds`() throws {
    var random = SeededGenerator(seed: 20)
    let table = try #require(Compiler.compile(Array(Self.ramp.utf8), named: "a").table)
    var lines = ""
    for _ in 0..<40 {
      let update = Int64(random.next() % 250)
      let value = try table.value(track: 0, at: update)
      lines += "  - value: { at: \(update) steps, is: \(value) }\n"
    }
    #expect(try failures(lines) == [])
  }
}
