// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import SeededRandom
import Testing

/// Channels that follow one which answers to metrics.
@Suite
struct FollowerTests {
  private func table(_ base: String, as formula: String) throws -> ScheduleTable {
    let text = """
      recipec: 1
      run: { length: 20 epochs, epoch: 50 steps, evaluate: 1 epoch }
      schedules:
        x: { follows: lr, as: \(formula), bounds: [0, 1000] }
        lr:
          phases:
            - warmup: { from: 0.01, to: 0.3, for: 2 epochs }
            - plateau: { watch: loss, factor: 0.3, patience: 2 evaluations, floor: 1e-4\(base) }
      """
    let compilation = Compiler.compile(Array(text.utf8), named: "a.yaml")
    let errors = compilation.diagnostics.filter { $0.severity == .error }.map(\.message)
    return try #require(compilation.table, "\(errors)")
  }

  /// The value of the follower beside its formula of the leader's value, in units of 2^-53.
  private func worst(
    _ table: ScheduleTable,
    seed: UInt64,
    _ formula: (Double) -> Double
  ) throws -> (units: Double, cuts: Int) {
    var run = ScheduleRun(table)
    var random = SeededGenerator(seed: seed)
    var worst = 0.0
    var lowest = Set<Double>()
    for update in Int64(0)..<1000 {
      if update % 50 == 0, update > 0 {
        let loss = Double(Int.random(in: 1...4, using: &random))
        _ = try run.observe("loss", loss, measuredAt: update)
      }
      let leader = try table.value(track: 1, at: update, state: run.state)
      let follower = try table.value(track: 0, at: update, state: run.state)
      let expected = formula(leader)
      worst = max(worst, (follower - expected).magnitude / expected / 0x1p-53)
      if update % 50 == 49 { lowest.insert(leader) }
    }
    return (worst, lowest.count)
  }

  // The leader's own 6 + 1 units count twice in its square, and the products of this test round as well.
  @Test(arguments: ["", ", over: [cosine: { to: 0.1 }]"], [1, 2, 3] as [UInt64])
  func `a square follows through every cut`(base: String, seed: UInt64) throws {
    let table = try table(base, as: "lr^2")
    let (units, levels) = try worst(table, seed: seed) { $0 * $0 }
    #expect(units <= 24)
    #expect(levels > 2)
  }

  @Test(arguments: ["", ", over: [cosine: { to: 0.1 }]"])
  func `a share follows through every cut`(base: String) throws {
    let table = try table(base, as: "0.1 * lr / 0.3")
    #expect(try worst(table, seed: 5) { 0.1 * $0 / 0.3 }.units <= 18)
  }

  @Test func `what follows has the floor of what it follows`() throws {
    let table = try table("", as: "2 * lr^3")
    var run = ScheduleRun(table)
    for update in stride(from: Int64(50), to: 1000, by: 50) {
      _ = try run.observe("loss", 1, measuredAt: update)
    }
    #expect(try table.value(track: 1, at: 999, state: run.state) == 1e-4)
    let follower = try table.value(track: 0, at: 999, state: run.state)
    #expect((follower - 2e-12).magnitude <= 2e-12 * 4 * 0x1p-53)
  }
}
