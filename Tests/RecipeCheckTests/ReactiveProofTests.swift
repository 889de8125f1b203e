// SPDX-License-Identifier: Apache-2.0

import RecipeCheck
import RecipeDiagnostics
import RecipeLowering
import RecipeRuntime
import RecipeSemantics
import Testing

/// The proofs on tables that answer to metrics and signals.
@Suite
struct ReactiveProofTests {
  private static let fallback = Pipeline.phases(
    "warmup: { from: 0, to: 0.1, for: 100 steps }",
    "hold: { until: { signal: decay }, at_most: 400 steps }",
    "plateau: { from: 0.08, jump: true, watch: a, factor: 0.5, patience: 2 evaluations, "
      + "floor: 0.01, for: 500 steps }",
    steps: 1000
  )

  private static let over = Pipeline.phases(
    "plateau: { watch: a, factor: 0.5, patience: 2 evaluations, max_cuts: 3, "
      + "over: [cosine: { from: 1, to: 0.5 }] }",
    steps: 1000,
    settings: "after: error"
  )

  private func miss(_ table: ScheduleTable, of lowered: LoweredRecipe) -> Int64? {
    AccuracyProof.verdict(on: table, track: 0, schedule: lowered.recipe.schedules[0])
      .firstMiss?.update
  }

  /// A table with changed parts.
  private func changed(
    _ table: ScheduleTable,
    _ change: (inout [Region], inout [Machine], inout [Double]) -> Void
  ) throws -> ScheduleTable {
    var (regions, machines, levels) = (table.regions, table.machines, table.levels)
    change(&regions, &machines, &levels)
    return try ScheduleTable(
      length: table.length,
      tracks: table.tracks,
      regions: regions,
      pieces: (0..<table.pieceCount).map { table.piece(at: $0) },
      machines: machines,
      levels: levels,
      recipeDigest: table.recipeDigest
    )
  }

  @Test func `a compiled table is what the recipe says`() throws {
    for recipe in [Self.fallback, Self.over] {
      let lowered = try Pipeline.lowered(recipe)
      #expect(miss(lowered.table, of: lowered) == nil, "\(recipe)")
    }
  }

  @Test func `levels over a constant are the numbers, each rounded once`() throws {
    let table = try Pipeline.lowered(Self.fallback).table
    var run = ScheduleRun(table)
    try run.signal("decay", effectiveAt: 200)
    // The plateau begins where the signal came: 0.08, 0.04, 0.02, 0.01 as written, and no lower.
    #expect(try run.value(track: 0, at: 200) == 0.08)
    try run.observe("a", 1, measuredAt: 210)
    for (update, value) in [
      (220, 0.08), (230, 0.04), (240, 0.04), (250, 0.02), (270, 0.02), (280, 0.01),
    ]
      as [(Int64, Double)]
    {
      try run.observe("a", 1, measuredAt: update)
      #expect(try run.value(track: 0, at: update) == value)
    }
    try run.observe("a", 1, measuredAt: 300)
    try run.observe("a", 1, measuredAt: 400)
    #expect(try run.value(track: 0, at: 500) == 0.01)
  }

  @Test func `another level, patience, floor or way out is found`() throws {
    let lowered = try Pipeline.lowered(Self.fallback)
    let table = lowered.table
    let other = try changed(table) { _, _, levels in levels[1] = levels[1].nextDown }
    #expect(miss(other, of: lowered) == 500)
    let patient = try changed(table) { _, machines, _ in
      for index in machines.indices where machines[index].kind == .plateau {
        machines[index].patience += 1
      }
    }
    #expect(miss(patient, of: lowered) == 500)
    let renamed = try changed(table) { _, machines, _ in
      for index in machines.indices where machines[index].kind == .signal {
        machines[index] = Machine(kind: .signal, name: "stop")
      }
    }
    #expect(miss(renamed, of: lowered) == 100)
    let ending = try changed(table) { regions, _, _ in
      for index in regions.indices where regions[index].exit != nil {
        regions[index].exit?.region = nil
      }
    }
    #expect(miss(ending, of: lowered) == 500)

    let curved = try Pipeline.lowered(Self.over)
    let raised = try changed(curved.table) { regions, _, _ in
      regions[0].response?.floor = 0.2
    }
    #expect(miss(raised, of: curved) == 0)
    let still = try changed(curved.table) { regions, machines, levels in
      regions[0].response = nil
      machines = []
      levels = []
    }
    #expect(miss(still, of: curved) == 0)
  }

  @Test func `bounds hold at every level, and the last one below them is found`() throws {
    let lowered = try Pipeline.lowered(Self.over)
    // 1 down to 0.5, and three halvings of it.
    for (lower, isInside) in [(0.0625, true), (0.0626, false), (0.5, false)] {
      for isExhaustive in [false, true] {
        let verdict = BoundsProof.verdict(
          on: lowered.table,
          track: 0,
          bounds: .interval(lower, 1),
          isExhaustive: isExhaustive
        )
        #expect((verdict.firstViolation == nil) == isInside, "\(lower), \(isExhaustive)")
        #expect(verdict.unverified == nil)
      }
    }
  }
}
