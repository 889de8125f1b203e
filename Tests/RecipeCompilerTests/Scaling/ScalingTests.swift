// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import RecipeTestSupport
import SeededRandom
import Testing

/// `--scale` against recipes that are written shorter to begin with.
struct ScalingTests {
  private func table(_ text: String, scale: String? = nil) throws -> ScheduleTable {
    let options = CompilerOptions(scale: scale)
    let compilation = Compiler.compile(Array(text.utf8), named: "a.yaml", options: options)
    let errors = compilation.diagnostics.filter { $0.severity == .error }.map(\.message)
    return try #require(compilation.table, "\(text)\n\(errors)")
  }

  private func values(_ table: ScheduleTable) throws -> [[Double]] {
    try table.tracks.indices.map { try table.values(track: $0, range: 0..<table.length + 5) }
  }

  /// Every kind of time that a recipe can write, each a multiple of `unit` steps.
  private static func recipe(unit: Int64) -> String {
    func steps(_ count: Int64) -> String { "\(count * unit) steps" }
    return """
      recipec: 1
      run: { length: \(steps(100)), evaluate: \(steps(2)) }
      schedules:
        lr:
          phases:
            - warmup:      { from: 0, to: 1, for: \(steps(10)) }
            - cosine:      { to: 0.5, for: \(steps(20)), over: \(steps(30)) }
            - staircase:   { factor: 0.5, at: [\(steps(35)), \(steps(37))], for: 10% }
            - staircase:   { factor: 0.5, every: \(steps(3)), ends_at: \(steps(50)) }
            - exponential: { half_life: \(steps(5)), for: 5 evaluations }
            - exponential: { rate: 0.5, every: \(steps(4)), for: \(steps(10)) }
            - hold:        { until: { metric: loss, stops_improving: \(steps(4)) }, at_most: rest }
            - plateau:     { watch: loss, factor: 0.5, patience: \(steps(3)), max_cuts: 3, from: 1, jump: true, for: \(steps(10)) }
        momentum:
          phases: [linear: { from: 0, to: 0.9, grid: \(steps(5)) }]

      """
  }

  @Test(arguments: [2, 3, 10, 1001])
  func `a scaled run is the one that is written shorter`(_ factor: Int64) throws {
    let scaled = try table(Self.recipe(unit: factor), scale: "100 steps")
    let written = try table(Self.recipe(unit: 1))
    #expect(try values(scaled) == values(written))
    #expect(scaled.machines == written.machines)
    // It is another run all the same, and the table says so.
    #expect(scaled.digest != written.digest)
    #expect(scaled.facts.contains { $0.name.description == "run.scale" })
  }

  @Test func `a run can be scaled up, and to its own length`() throws {
    let small = Self.recipe(unit: 1)
    let same = try table(small, scale: "100%")
    #expect(try values(same) == values(try table(small)))
    let large = try table(small, scale: "300 steps")
    #expect(try values(large) == values(try table(Self.recipe(unit: 3))))
  }

  @Test func `every published recipe can be rehearsed in sixty updates`() throws {
    let paths = Repository.files(under: "recipes", endingIn: ".yaml")
    #expect(paths.count >= 5)
    for path in paths {
      let text = try Repository.text(path)
      let whole = Compiler.compile(Array(text.utf8), named: path)
      guard let table = whole.table, table.length < ScheduleTable.openLength,
        !text.contains("scheduled")
      else { continue }
      let small = try self.table(text, scale: "60 steps")
      #expect(small.length == 60, "\(path)")
      #expect(small.annex.phases.count == table.annex.phases.count, "\(path)")
      for phase in small.annex.phases { #expect(!phase.updates.isEmpty, "\(path)") }
    }
  }

  @Test func `a run with a scheduled batch is not scaled`() throws {
    let text = try Repository.text("recipes/language/deepseek-v3.yaml")
    let compilation = Compiler.compile(
      Array(text.utf8),
      named: "a.yaml",
      options: CompilerOptions(scale: "60 steps")
    )
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule.name) == ["malformed-scale"])
    #expect(compilation.table == nil)
  }

  @Test func `phases of any lengths keep their order and at least one update each`() throws {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let count = Int.random(in: 1...8, using: &random)
      let lengths = (0..<count).map { _ in
        Int.random(in: 1...1 << Int.random(in: 1...20, using: &random), using: &random)
      }
      let rest = Int.random(in: 0..<count, using: &random)
      let phases = lengths.enumerated().map { index, length in
        "linear: { \(index == 0 ? "from: 0, " : "")to: \(index + 1), for: \(index == rest ? "rest" : "\(length) steps") }"
      }
      let target = Int64.random(in: Int64(count)...40, using: &random)
      let text = """
        recipec: 1
        run: { length: \(lengths.reduce(0, +)) steps }
        schedules: { lr: { phases: [\(phases.joined(separator: ", "))] } }
        """
      let table = try table(text, scale: "\(target) steps")
      #expect(table.length == target)
      let updates = table.annex.phases.map(\.updates)
      #expect(updates.count == count && updates.allSatisfy { !$0.isEmpty })
      #expect(zip(updates, updates.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }
  }

  @Test func `positions in a scaled table are those of the scaled run`() throws {
    let text = """
      recipec: 1
      run: { length: 90 epochs, dataset: 1281167 samples, batch: 256 samples }
      schedules: { lr: { phases: [linear: { from: 1, to: 0 }] } }
      """
    let positions = Positions(of: try table(text, scale: "180 steps"))
    for (position, update) in [("10 epochs", 20), ("50%", 90), ("end", 179), ("1 of run", 180)] {
      #expect(try positions.update(at: position) == Int64(update), "\(position)")
    }
  }
}
