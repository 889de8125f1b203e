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

  /// Two optimizers and a group: 0.1 and 0.2, ten times as much for the head.
  private static let tracks = """
    recipec: 1
    run: { length: 10 steps }
    optimizers: { muon: {}, adam: {} }
    groups: { head: { match: "head.*", multiply: { lr: 10 } } }
    schedules: { muon.lr: 0.1, adam.lr: 0.2 }

    """

  @Test(arguments: [("muon.lr", 0.1), ("adam.lr", 0.2), ("muon.lr[head]", 1), ("adam.lr[head]", 2)])
  func `an expectation is of the optimizer and group that it names`(
    title: String,
    value: Double
  ) throws {
    let right = "  - value: { of: '\(title)', at: 5 steps, is: \(value) }\n"
    #expect(try failures(right, in: Self.tracks) == [])
    let wrong = "  - value: { of: '\(title)', at: 5 steps, is: 0.3 }\n"
    let found = try failures(wrong, in: Self.tracks)
    #expect(found.count == 1 && found[0].contains("`\(title)` is"))
  }

  @Test func `a length is held against the updates of the run`() throws {
    #expect(try failures("  - length: 200 steps\n") == [])
    #expect(try failures("  - length: 199 steps\n") == ["the run is 200 updates, not 199"])
  }

  @Test func `a course is not broken by the rounding of a curve that is nearly flat`() throws {
    let recipe = """
      recipec: 1
      run: { length: 100000 steps }
      schedules: { lr: { expression: 0.9999 * (1 - exp(-(t + 1) / 2000)) } }

      """
    let table = try #require(Compiler.compile(Array(recipe.utf8), named: "a").table)
    var turns = 0
    for update in 1..<100_000 as Range<Int64> {
      let (first, second) = (
        try table.value(track: 0, at: update - 1), try table.value(track: 0, at: update)
      )
      turns += second < first ? 1 : 0
    }
    #expect(turns > 0)
    #expect(try failures("  - rising\n", in: recipe) == [])
    #expect(try failures("  - falling\n", in: recipe).count == 1)
  }

  @Test func `what cannot be asked of a rehearsal does not fail it`() throws {
    let text = """
      recipec: 1
      run: { length: 90 epochs, epoch: 5005 steps, evaluate: 1 epoch }
      schedules:
        lr: { phases: [linear: { from: 0.1, to: 0.01, grid: 1 epoch }] }
      expect: [constant: { from: 89 epochs, to: 450449 steps }]
      """
    let options = CompilerOptions(scale: "60 steps")
    #expect(Compiler.compile(Array(text.utf8), named: "a").table != nil)
    let rehearsal = Compiler.compile(Array(text.utf8), named: "a", options: options)
    #expect(rehearsal.table?.length == 60, "\(rehearsal.diagnostics.map(\.message))")
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
