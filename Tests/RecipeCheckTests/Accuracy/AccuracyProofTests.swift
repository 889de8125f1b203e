// SPDX-License-Identifier: Apache-2.0

import RecipeCheck
import RecipeLowering
import RecipeRuntime
import RecipeSemantics
import RecipeTestSupport
import Testing

/// The proof of accuracy on tables that are not what the recipe says.
@Suite
struct AccuracyProofTests {
  private static let cosine = Pipeline.phases("cosine: { from: 0.1, to: 0.001 }", steps: 100_000)

  private func verdict(
    _ table: ScheduleTable,
    of lowered: LoweredRecipe
  ) -> AccuracyVerdict {
    AccuracyProof.verdict(on: table, track: 0, schedule: lowered.recipe.schedules[0])
  }

  @Test func `every row of a compiled table is proved`() throws {
    let recipes = [
      Self.cosine, Pipeline.phases("polynomial: { from: 1, to: 0, power: 0.5 }", steps: 5000),
      Pipeline.phases("exponential: { from: 1, to: 1e-4, grid: 10 steps }", steps: 5000),
      Pipeline.phases("linear: { from: -1, to: 1 }", steps: 5000, settings: "bounds: [0, 1]")
        .replacing("lr:", with: "own:").replacing("[0, 1]", with: "[-1, 1]"),
      Pipeline.phases(
        "warmup: { from: 0, to: 0.5, for: 100 steps, endpoints: both }",
        "staircase: { factor: 0.5, every: 100 steps }",
        steps: 1000
      ),
    ]
    for recipe in recipes {
      let lowered = try Pipeline.lowered(recipe)
      let verdict = verdict(lowered.table, of: lowered)
      #expect(verdict.firstMiss == nil, "\(recipe)")
      #expect(verdict.provedPieces >= lowered.table.pieceCount)
      #expect(verdict.worstRelative <= 6 && verdict.worstAbsolute ?? 0 <= 6)
    }
  }

  @Test func `a coefficient that is off by 1e-13 is named with its update`() throws {
    let lowered = try Pipeline.lowered(Self.cosine)
    for index in 0..<lowered.table.pieceCount {
      let table = try lowered.table.changed { pieces in
        // The largest coefficient: a share of the value that cannot hide below the contract.
        let order = (0..<8).max {
          pieces[index].coefficients[$0].magnitude < pieces[index].coefficients[$1].magnitude
        }
        var coefficients = pieces[index].coefficients
        coefficients[order ?? 0] *= 1 + 1e-13
        pieces[index] = Piece(
          start: pieces[index].start,
          origin: pieces[index].origin,
          scale: pieces[index].scale,
          coefficients: coefficients
        )
      }
      let miss = try #require(verdict(table, of: lowered).firstMiss, "piece \(index)")
      #expect(miss.update == lowered.table.starts[index])
      #expect(miss.bound.map { $0 > 6 } ?? true)
    }
  }

  @Test func `a level that is off by one unit in the last place is named`() throws {
    let recipe = Pipeline.phases(
      "staircase: { from: 0.1, factor: 0.1, at: [50 steps] }",
      steps: 100
    )
    let lowered = try Pipeline.lowered(recipe)
    let table = try lowered.table.changed { pieces in
      pieces[1] = Piece(constant: (0.01).nextUp, updates: 50..<100)
    }
    #expect(verdict(table, of: lowered).firstMiss?.update == 50)
  }

  @Test func `a row that starts elsewhere, is missing or comes from another recipe is named`()
    throws
  {
    let stairs = Pipeline.phases("staircase: { from: 0.1, factor: 0.1, at: [50 steps] }", steps: 60)
    let stepped = try Pipeline.lowered(stairs)
    for shift in [-1, 1] as [Int64] {
      let moved = try stepped.table.changed { $0[1].start += shift }
      #expect(verdict(moved, of: stepped).firstMiss?.update == min(50, 50 + shift))
    }
    let fewer = try stepped.table.changed { $0.removeLast() }
    #expect(verdict(fewer, of: stepped).firstMiss?.update == 50)

    let lowered = try Pipeline.lowered(Self.cosine)
    let middle = lowered.table.pieceCount / 2
    let other = try Pipeline.lowered(Self.cosine.replacing("to: 0.001", with: "to: 0.00100001"))
    let foreign = try lowered.table.changed { pieces in
      let start = pieces[middle].start
      let index = other.table.starts.lastIndex { $0 <= start } ?? 0
      pieces[middle].body = other.table.bodies[index]
    }
    #expect(verdict(foreign, of: lowered).firstMiss?.update == lowered.table.starts[middle])
  }

  @Test func `a change in one round of many is found in that round`() throws {
    let round = "[warmup: { from: 0, to: 1, for: 100 steps }, cosine: { to: 0, for: 900 steps }]"
    let recipe = Pipeline.phases("repeat: { times: 5, phases: \(round) }", steps: 5000)
    let lowered = try Pipeline.lowered(recipe)
    #expect(verdict(lowered.table, of: lowered).firstMiss == nil)
    #expect(lowered.table.pieceCount.isMultiple(of: 5))
    for index in 0..<lowered.table.pieceCount {
      let table = try lowered.table.changed { pieces in
        var coefficients = pieces[index].coefficients
        coefficients[0] += 1e-12
        pieces[index] = Piece(
          start: pieces[index].start,
          origin: pieces[index].origin,
          scale: pieces[index].scale,
          coefficients: coefficients
        )
      }
      let miss = try #require(verdict(table, of: lowered).firstMiss, "piece \(index)")
      #expect(miss.update == lowered.table.starts[index])
    }
  }

  @Test func `another grid, factor or end is no table of the recipe`() throws {
    let recipe = Pipeline.phases("linear: { from: 1, to: 0.5, grid: 4 steps }", steps: 1000)
    let lowered = try Pipeline.lowered(recipe)
    #expect(verdict(lowered.table, of: lowered).firstMiss == nil)
    #expect(verdict(try lowered.table.changed(grid: 5), of: lowered).firstMiss?.update == 0)
    #expect(verdict(try lowered.table.changed(multiplier: 0.5), of: lowered).firstMiss?.update == 0)
    let after = try lowered.table.changed(after: .hold(0.25))
    #expect(verdict(after, of: lowered).firstMiss?.update == 1000)
  }
}
