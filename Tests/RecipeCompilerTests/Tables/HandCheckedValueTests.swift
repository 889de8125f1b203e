// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime
import RecipeTestSupport
import Testing

/// Values of the golden tables, worked out by hand.
///
/// Exact ones have to be met bit for bit; the others, from tables of trigonometric functions and
/// logarithms, to the digits that are written.
@Suite
struct HandCheckedValueTests {
  private func table(_ name: String) throws -> ScheduleTable {
    try TableGoldenTests.table("\(Golden.folder)/tables/\(name).yaml")
  }

  private func expect(
    _ name: String,
    _ expected: [(Int64, Double)],
    within tolerance: Double = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let table = try table(name)
    for (update, value) in expected {
      let found = try table.value(track: 0, at: update)
      #expect(
        (found - value).magnitude <= tolerance,
        "\(name) at \(update): \(found), expected \(value)",
        sourceLocation: sourceLocation
      )
    }
  }

  @Test func `a line over 8 updates falls by an eighth`() throws {
    try expect("linear", [(0, 1), (1, 0.875), (4, 0.5), (7, 0.125), (8, 0), (1000, 0)])
  }

  @Test func `a cosine has half its value at half its time`() throws {
    // 0.1 · (1 + cos(π/4)) / 2 = 0.05 · 1.7071067811865475 at 250, cos(π/3) = 1/2 falls between
    // updates.
    try expect("cosine", [(0, 0.1), (1000, 0)])
    let near = [(250, 0.085355339059327376), (500, 0.05), (750, 0.014644660940672624)]
    try expect("cosine", near.map { (Int64($0.0), $0.1) }, within: 1e-17)
  }

  @Test func `a short last batch is an update of its epoch`() throws {
    // ⌈1000 / 64⌉ = 16 updates an epoch: the warmup has 16, the cosine 144, half of it at 16 + 72.
    let table = try table("cosine-floor")
    #expect(table.length == 160)
    try expect("cosine-floor", [(0, 0), (8, 0.25), (16, 0.5), (160, 0.05)])
    try expect("cosine-floor", [(88, 0.275), (15, 0.46875)], within: 1e-16)
  }

  @Test func `levels by a factor are products that are rounded once`() throws {
    // In binary64 0.1 · 0.1 is not 0.01; the level is.
    try expect(
      "staircase-factor",
      [(0, 0.1), (299, 0.1), (300, 0.01), (599, 0.01), (600, 0.001), (899, 0.001), (900, 0.001)]
    )
  }

  @Test func `listed levels start at their positions`() throws {
    try expect(
      "staircase-values",
      [(0, 0.5), (19, 0.5), (20, 0), (59, 0), (60, 0.25), (99, 0.25)]
    )
    try expect(
      "staircase-every",
      [(0, 1), (24, 1), (25, 0.5), (49, 0.5), (50, 0.25), (75, 0.125), (99, 0.125), (100, 0.125)]
    )
  }

  @Test func `an exponential passes its powers of ten`() throws {
    // √10 = 3.1622776601683795, so 10^-1.5 = 0.031622776601683795 half way.
    try expect("exponential-target", [(0, 1), (3000, 1e-3)])
    let near = [
      (1000, 0.1), (2000, 0.01), (1500, 0.031622776601683795), (500, 0.31622776601683794),
    ]
    try expect("exponential-target", near.map { (Int64($0.0), $0.1) }, within: 1e-16)
  }

  @Test func `a half-life halves, whatever it is called`() throws {
    try expect(
      "exponential-half-life",
      [(0, 1), (10, 0.5), (20, 0.25), (90, 0x1p-9)],
      within: 1e-16
    )
    try expect("exponential-half-life", [(5, 0.7071067811865476)], within: 2e-16)
    try expect(
      "exponential-rate",
      [(0, 0.2), (20, 0.1), (40, 0.05), (180, 0.2 / 512)],
      within: 1e-16
    )
  }

  @Test func `a polynomial has the power of what remains`() throws {
    // (1 - 0.5)² = 0.25, (1 - 0.9)² = 0.01, and √(1 - 0.75) = 0.5, √(1 - 0.96) = 0.2.
    try expect("polynomial", [(0, 1), (50, 0.25), (100, 0)])
    try expect("polynomial", [(90, 0.01), (10, 0.81)], within: 1e-16)
    try expect("polynomial-half", [(0, 1), (100, 0)])
    try expect("polynomial-half", [(75, 0.5), (96, 0.2), (36, 0.8)], within: 2e-16)
  }

  @Test func `a grid holds the value of its last sample, aligned to the run`() throws {
    // The phase has updates 5 to 44 and p = (t - 5) / 40. Samples at 10, 20, 30 and 40; before 10,
    // at 5.
    try expect(
      "grid",
      [(4, 1), (5, 1), (9, 1), (10, 0.875), (19, 0.875), (20, 0.625), (44, 0.125)]
    )
  }

  @Test func `endpoint conventions shift the progress`() throws {
    // p = k / 4, (k + 1) / 5, (k + 1) / 5 over four updates, and min(1, (k + 6) / 10).
    try expect("endpoints-both", [(0, 0), (1, 0.25), (2, 0.5), (4, 1)])
    try expect("endpoints-end", [(0, 0.2), (1, 0.4), (3, 0.8), (4, 1)], within: 2e-16)
    try expect("endpoints-neither", [(0, 0.2), (1, 0.4), (3, 0.8)], within: 2e-16)
    try expect("endpoints-beyond", [(0, 0.6), (3, 0.9), (4, 1), (9, 1)], within: 1e-16)
  }

  @Test func `a curve that is cut goes on as long as its phase`() throws {
    // p reaches 1/2, where the cosine is 1/2; p = 1/4 at 25.
    try expect("over", [(0, 1), (25, 0.8535533905932737), (50, 0.5)], within: 2e-16)
  }

  @Test func `past the end a schedule holds, repeats or refuses`() throws {
    try expect("after-number", [(3, 0.25), (4, 0.125), (1 << 52, 0.125)])
    try expect("after-repeat", [(3, 0.25), (4, 1), (7, 0.25), (8, 1), (4002, 0.5)])
    let table = try table("after-error")
    #expect(throws: EvaluationError.pastEnd(update: 4, length: 4)) {
      try table.value(track: 0, at: 4)
    }
  }

  @Test func `the rest of a run lies between a warmup and a cooldown`() throws {
    try expect(
      "warmup-stable-decay",
      [(0, 0), (50, 0.0005), (100, 0.001), (799, 0.001), (800, 0.001), (900, 0.0005), (1000, 0)]
    )
  }

  @Test func `constants of the optimizer are tracks`() throws {
    let table = try table("constants")
    #expect(table.tracks.map(\.channel.description) == ["lr", "beta1", "weight_decay"])
    #expect(try (0..<3).map { try table.value(track: $0, at: 9) } == [0.1, 0.9, 0.1])
    #expect(table.facts.contains(RunFact(name: "optimizer.amsgrad", value: "true")))
  }
}
