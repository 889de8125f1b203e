// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// What makes two recipes the same run, and what does not.
@Suite
struct IdentityTests {
  private static let original = """
    recipec: 1
    name: identity
    run: { length: 20 epochs, dataset: 1000 samples, batch: 10 samples }
    optimizer: { name: sgd, momentum: 0.9 }
    vars: { peak: 0.1 }
    schedules:
      lr:
        bounds: [0, 0.1]
        phases:
          - warmup: { from: 0, to: peak, for: 2 epochs }
          - cosine: { to: 1e-3, for: 10 epochs, grid: 5 steps }
          - polynomial: { to: 1e-4, power: 2, endpoints: end }
        after: hold
    """

  private static func changed(_ old: String, _ new: String) throws -> ScheduleTable {
    let text = original.replacing(old, with: new)
    #expect(text != original, "`\(old)` does not occur")
    return try SampleRecipes.table(text)
  }

  @Test(arguments: [
    ("recipec: 1", "# A comment.\nrecipec: 1"),
    ("name: identity", "name: another"),
    ("name: identity", "x_mine: [1, 2]"),
    (
      "{ from: 0, to: peak, for: 2 epochs }",
      "\n          from: 0\n          for: 2 epochs\n          to: peak"
    ),
    ("peak", "highest"),
    ("to: peak", "to: 2 * peak - 0.1"),
    ("for: 2 epochs", "for: 200 steps"),
    ("for: 2 epochs", "for: 10%"),
    ("for: 2 epochs", "for: 2000 samples"),
    ("1e-3", "0.001"),
    ("warmup:", "linear:"),
    ("power: 2, endpoints: end", "power: 2, for: rest, endpoints: { offset: 1, span: 0 }"),
    ("    after: hold", "    after: hold\nallow: { zero_first_update: meant }"),
    ("run: { length: 20 epochs, dataset", "run: { rounding: ceil, length: 20 epochs, dataset"),
    ("bounds: [0, 0.1]", "bounds: [0, 1]"),
  ])
  func `writing the same thing differently changes no digest`(_ old: String, _ new: String) throws {
    let original = try SampleRecipes.table(Self.original)
    let other = try Self.changed(old, new)
    #expect(other.digest == original.digest, "\(old) → \(new)")
    #expect(other.recipeDigest == original.recipeDigest, "\(old) → \(new)")
  }

  @Test(arguments: [
    ("from: 0,", "from: 1e-6,"),
    ("peak: 0.1", "peak: 0.09999999999999999"),
    ("for: 2 epochs", "for: 201 steps"),
    ("to: 1e-3", "to: 1.0000000000000002e-3"),
    ("for: 10 epochs", "for: 11 epochs"),
    ("grid: 5 steps", "grid: 4 steps"),
    ("cosine:", "linear:"),
    ("power: 2", "power: 3"),
    ("endpoints: end", "endpoints: both"),
    ("after: hold", "after: error"),
    ("after: hold", "after: 0.05"),
    ("momentum: 0.9", "momentum: 0.95"),
    ("name: sgd", "name: lars"),
    ("name: sgd, momentum: 0.9", "name: sgd, momentum: 0.9, nesterov: true"),
    ("length: 20 epochs", "length: 21 epochs"),
    ("dataset: 1000 samples, batch: 10", "dataset: 2000 samples, batch: 20"),
  ])
  func `saying another thing changes both digests`(_ old: String, _ new: String) throws {
    let original = try SampleRecipes.table(Self.original)
    let other = try Self.changed(old, new)
    #expect(other.digest != original.digest, "\(old) → \(new)")
    #expect(other.recipeDigest != original.recipeDigest, "\(old) → \(new)")
  }

  @Test func `binding a fact is the same as writing it`() throws {
    let open = Self.original.replacing("length: 20 epochs", with: "length: required")
    let settings = [(path: "run.length", value: "20 epochs")]
    let bound = try SampleRecipes.table(open, settings: settings)
    let written = try SampleRecipes.table(Self.original)
    #expect(bound.digest == written.digest && bound.recipeDigest == written.recipeDigest)
  }

  @Test func `a recipe compiles to the same bytes every time`() throws {
    for (name, text) in SampleRecipes.all {
      let first = try SampleRecipes.table(text).encoded()
      for _ in 0..<3 { #expect(try SampleRecipes.table(text).encoded() == first, "\(name)") }
    }
  }

  @Test func `every row knows the phase and the line that it comes from`() throws {
    let lines = Self.original.split(separator: "\n", omittingEmptySubsequences: false)
    let table = try SampleRecipes.table(Self.original)
    #expect(
      table.annex.phases.map(\.name.description) == ["warmup", "cosine", "polynomial", "hold"]
    )
    for phase in table.annex.phases.prefix(3) {
      #expect(lines[phase.line - 1].contains("- \(phase.name):"), "line \(phase.line)")
    }
    #expect(lines[table.annex.phases[3].line - 1].contains("momentum: 0.9"))
    #expect(table.annex.phases.map(\.updates) == [0..<200, 200..<1200, 1200..<2000, 0..<2000])
    for (piece, phase) in table.annex.phaseOfPiece.enumerated() {
      #expect(table.annex.phases[phase].updates.contains(table.starts[piece]))
    }
    #expect(table.annex.recipe == Array(Self.original.utf8))
  }

  @Test func `a value that was set has no line`() throws {
    let open = Self.original.replacing("peak: 0.1", with: "peak: required")
    let table = try SampleRecipes.table(open, settings: [(path: "vars.peak", value: "0.1")])
    #expect(table.annex.phases.allSatisfy { $0.line > 0 })
    #expect(table.digest == (try SampleRecipes.table(Self.original)).digest)
  }
}
