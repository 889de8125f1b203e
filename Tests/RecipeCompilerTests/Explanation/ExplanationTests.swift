// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// Where values come from, checked by hand.
@Suite
struct ExplanationTests {
  // MARK: Progress and formula

  @Test(arguments: [
    ("start", 20, "p = 20 / 80 = 0.25; it is 0 at the first update and 1 one past the last", 0.25),
    (
      "end", 19, "p = (19 + 1) / 80 = 0.25; it is 0 one update before the first and 1 at the last",
      0.25
    ),
    ("both", 0, "p = 0 / 79 = 0; it is 0 at the first update and 1 at the last", 0),
    (
      "neither", 26,
      "p = (26 + 1) / 81 = 0.3333333333333333; it is 0 one update before the first and 1 one past the "
        + "last", 1.0 / 3
    ),
    (
      "{ offset: 1/2, span: -1/2 }", 0,
      "p = (0 + (1/2)) / (159/2) = 0.006289308176100629; it is 0 at update (39/2) and 1 at the last",
      1.0 / 159
    ),
  ])
  func `progress says its numbers and where it is 0 and 1`(
    _ endpoints: String,
    _ k: Int64,
    _ says: String,
    _ p: Double
  ) throws {
    let recipe = try Explained(
      run: "length: 100 steps",
      phases: "hold: { from: 0, for: 20 steps }, linear: { to: 2, endpoints: \(endpoints) }"
    )
    let explanation = try recipe.explainer.explain(track: 0, at: 20 + k)
    #expect(explanation.text(.progress) == says)
    #expect(explanation.progress?.fraction == p)
    #expect(explanation.formula == "2.0 * p")
    #expect(explanation.text(.formula) == "2.0 * p")
    let value = try recipe.table.value(track: 0, at: 20 + k)
    #expect(explanation.value == value)
    #expect(explanation.text(.numbers).hasPrefix("2.0 * \(p) = "))
  }

  @Test func `a formula is shown with its numbers`() throws {
    let recipe = try Explained(
      run: "length: 8 steps",
      phases: "linear: { from: 1, to: 0 }"
    )
    #expect(try recipe.text(.formula, at: 2) == "1.0 * q, where q = 1 - p")
    #expect(try recipe.text(.numbers, at: 2) == "1.0 * 0.75 = 0.75")
    let curve = try Explained(run: "length: 8 steps", phases: "cosine: { from: 1, to: 0.5 }")
    // cos²(π/8) · 1 + sin²(π/8) · 0.5 with cos²(π/8) = (1 + √½) / 2
    let expected = 0.5 + 0.25 * (1 + 0.5.squareRoot())
    let text = try curve.text(.numbers, at: 2)
    #expect(
      text.hasPrefix("1.0 * sin(pi * (0.5 * 0.75))^2.0 + 0.5 * sin(pi * (0.5 * 0.25))^2.0 = ")
    )
    let value = try #require(text.split(separator: " ").last.flatMap { Double($0) })
    #expect((value - expected).magnitude < 1e-15)
  }

  @Test func `constants of a phase say how long they hold and what comes then`() throws {
    let recipe = try Explained(
      run: "length: 100 steps",
      phases: "staircase: { from: 1, factor: 0.5, every: 30 steps }"
    )
    #expect(try recipe.text(.formula, at: 45) == "0.5, the same at updates 30 to 59")
    #expect(
      try recipe.text(.next, at: 45)
        == "0.25 from update 60 on, 15 updates from here | the last update is 99, 54 updates from here; "
        + "past it 0.125 goes on (`after: hold`)"
    )
    #expect(
      try recipe.text(.next, at: 99)
        == "the last update is 99, which is this one; past it 0.125 goes on (`after: hold`)"
    )
  }

  @Test func `a grid says which update is sampled, and when the next one is`() throws {
    let recipe = try Explained(
      run: "length: 100 steps",
      phases: "linear: { from: 0, to: 1, for: 45 steps, grid: 10 steps }, hold"
    )
    let explanation = try recipe.explainer.explain(track: 0, at: 34)
    #expect(
      explanation.text(.grid)
        == "one value every 10 updates: this is that of update 30, the next comes at update 40"
    )
    #expect(explanation.row?.sampled == 30)
    #expect(explanation.text(.progress).hasPrefix("p = 30 / 45 = "))
  }

  @Test func `a sample from the phase before does not hide what comes next`() throws {
    let recipe = try Explained(
      """
      recipec: 1
      run: { length: 100 steps }
      schedules:
        lr:
          grid: 10 steps
          phases:
            - linear: { from: 0, to: 1, for: 45 steps }
            - linear: { to: 0, for: 25 steps }
            - hold
      """
    )
    let explanation = try recipe.explainer.explain(track: 0, at: 47)
    #expect(explanation.row?.sampled == 40)
    #expect(explanation.text(.phase) == "`linear`, updates 0 to 44")
    #expect(explanation.text(.next) == "`hold` from update 70 on, 23 updates from here")
  }

  // MARK: Rows

  @Test func `a row says its place and its proof`() throws {
    let recipe = try Explained(
      run: "length: 1000 steps",
      phases: "linear: { from: 0, to: 1, for: 300 steps }, hold"
    )
    let text = try recipe.text(.row, at: 299)
    #expect(
      text.hasPrefix("piece 1 of 2 in region 1 of 1, updates 0 to 299, of degree 1; the rows of ")
    )
    #expect(text.contains("the rows of the phase are proved within 1."))
    #expect(
      try recipe.text(.row, at: 300)
        == "piece 2 of 2 in region 1 of 1, updates 300 to 999, a constant; the rows of the phase are "
        + "exact"
    )
    #expect(try recipe.explainer.explain(track: 0, at: 299).row?.piece == 0)
  }

  // MARK: Past the end

  @Test(arguments: [
    ("hold", "the schedule ended before update 8: 0 goes on (`after: hold`)", 0.0),
    ("0.5", "the schedule ended before update 8: 0.5 goes on (`after: hold`)", 0.5),
    ("error", "the schedule ended before update 8: there is no value (`after: error`)", nil),
  ])
  func `past the end the rule is said`(_ after: String, _ says: String, _ value: Double?) throws {
    let recipe = try Explained(
      "recipec: 1\nrun: { length: 8 steps }\nschedules:\n"
        + "  lr: { phases: [linear: { from: 1, to: 0 }], after: \(after) }\n"
    )
    let explanation = try recipe.explainer.explain(track: 0, at: 9)
    #expect(explanation.isPastEnd)
    #expect(explanation.value == value)
    #expect(explanation.row == nil && explanation.formula == nil && explanation.progress == nil)
    #expect(explanation.text(.phase) == "the last was `linear`, updates 0 to 7")
    #expect(explanation.text(.next) == says)
    #expect(explanation.statements.allSatisfy { ![.formula, .numbers, .row].contains($0.topic) })
  }

  @Test func `a schedule that repeats says which of its updates it is`() throws {
    let recipe = try Explained(
      "recipec: 1\nrun: { length: 8 steps }\nschedules:\n"
        + "  lr: { phases: [linear: { from: 1, to: 0, jump: true }], after: repeat }\n"
    )
    let explanation = try recipe.explainer.explain(track: 0, at: 18)
    #expect(
      explanation.text(.phase)
        == "`linear`, updates 0 to 7; the schedule has started again, and this is its update 2"
    )
    #expect(explanation.text(.numbers) == "1.0 * 0.75 = 0.75")
  }

  // MARK: Tables

  @Test func `a table explains itself by its recipe's text alone`() throws {
    let recipe = try Explained(
      run: "length: 100 steps",
      phases: "linear: { from: 0, to: 1, for: 45 steps }, hold"
    )
    let table = try ScheduleTable(decoding: recipe.table.encoded())
    let explainer = Explainer(table, recipeName: "the recipe")
    let explanation = try explainer.explain(track: 0, at: 10)
    #expect(explanation.statements.map(\.topic) == [.phase, .row, .next])
    #expect(try explanation.phase == recipe.phase(at: 10))
    #expect(explanation.phase?.line == 4)
    #expect(explanation.formula == nil)
    let quoted = explanation.labels.map { explainer.sources.text(in: $0.range) }
    #expect(quoted == ["lr: { phases: [linear: { from: 0, to: 1, for: 45 steps }, hold] }"])
    let nameless = try ScheduleTable(
      length: table.length,
      tracks: table.tracks,
      regions: table.regions,
      pieces: (0..<table.pieceCount).map { table.piece(at: $0) },
      recipeDigest: table.recipeDigest
    )
    let bare = try Explainer(nameless, recipeName: "none").explain(track: 0, at: 10)
    #expect(bare.statements.map(\.topic) == [.row, .next])
    #expect(bare.labels.isEmpty && bare.phase == nil)
    #expect(
      bare.text(.next)
        == "the last update is 99, 89 updates from here; past it 1 goes on (`after: hold`)"
    )
  }

  @Test func `every value that is explained is the table's`() throws {
    let recipe = try Explained(SampleRecipes.all[1].text)
    for track in recipe.table.tracks.indices {
      for update in Int64(0)..<110 {
        let explanation = try recipe.explainer.explain(track: track, at: update)
        let value = try? recipe.table.value(track: track, at: update)
        #expect(
          explanation.value?.bitPattern == value?.bitPattern,
          "track \(track), update \(update)"
        )
        #expect(!explanation.statements.isEmpty && !explanation.labels.isEmpty)
      }
    }
  }
}

extension Explained {
  /// The phase at an update.
  fileprivate func phase(at update: Int64) throws -> Explanation.Phase? {
    try explainer.explain(track: 0, at: update).phase
  }
}
