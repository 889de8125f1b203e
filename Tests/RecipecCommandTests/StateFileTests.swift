// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeRuntime
import RecipeTestSupport
import Testing

/// Checkpoints that a trainer saved, given to the tool.
@Suite
struct StateFileTests {
  private static let recipe = """
    recipec: 1
    run: { length: 90 epochs, epoch: 100 steps, evaluate: 1 epoch }
    schedules:
      lr:
        phases:
          - warmup: { from: 0, to: 0.1, for: 5 epochs }
          - plateau: { watch: val_loss, factor: 0.5, patience: 2 evaluations, floor: 0.02 }

    """

  /// A folder with the recipe, and the table of it.
  private func prepared(_ recipe: String = recipe) throws -> (TemporaryFolder, ScheduleTable) {
    let folder = try TemporaryFolder()
    try folder.write(recipe, to: "recipe.yaml")
    let compilation = Compiler.compile(Array(recipe.utf8), named: "recipe.yaml")
    return (folder, try #require(compilation.table))
  }

  /// A run that was cut once, at update 900: two evaluations without improvement after the first.
  private func cutRun(_ table: ScheduleTable) throws -> ScheduleRun {
    var run = ScheduleRun(table)
    for (update, loss) in [(600, 1.0), (700, 0.5), (800, 0.75), (900, 0.5)] {
      try run.observe("val_loss", loss, measuredAt: Int64(update))
    }
    #expect(run.state.machines[0].cuts == 1)
    return run
  }

  @Test func `values go on from a checkpoint and from a bare state`() throws {
    let (folder, table) = try prepared()
    let run = try cutRun(table)
    try folder.write(Checkpoint(of: run).encoded(), to: "with.rcs")
    try folder.write(Checkpoint(of: run, carriesTable: false).encoded(), to: "bare.rcs")
    try folder.write(table.encoded(), to: "recipe.rct")
    for state in ["with.rcs", "bare.rcs"] {
      for file in ["recipe.yaml", "recipe.rct"] {
        let command = "recipec eval \(file) --at 900,end --state \(state) --phases --form csv"
        let result = try Tool.shell(command, in: folder.url)
        #expect(result.errorText.isEmpty)
        #expect(
          result.text
            == "update,lr,lr.phase\n900,0.05,plateau (1 cut)\n8999,0.05,plateau (1 cut)\n"
        )
      }
    }
  }

  @Test func `an assumption comes on top of a state, and not before it`() throws {
    let (folder, table) = try prepared()
    try folder.write(Checkpoint(of: try cutRun(table)).encoded(), to: "run.rcs")
    let later = "recipec eval recipe.yaml --at 999,1000 --state run.rcs --assume val_loss@10ep"
    #expect(
      try Tool.shell(later, in: folder.url).text
        == "update     lr\n   999   0.05\n  1000  0.025\n"
    )
    let earlier = "recipec eval recipe.yaml --at 1000 --state run.rcs --assume val_loss@8ep"
    let refused = try Tool.shell(earlier, in: folder.url)
    #expect(refused.status == 2)
    #expect(
      refused.errorText
        == "error: --assume val_loss@8ep: an effect at update 800 would reach back behind update 900, "
        + "where another has been taken: let it take effect at the update that is about to be made\n"
    )
  }

  @Test func `a value from before the state's last cut is refused`() throws {
    let (folder, table) = try prepared()
    try folder.write(Checkpoint(of: try cutRun(table)).encoded(), to: "run.rcs")
    for command in ["eval", "explain"] {
      let line = "recipec \(command) recipe.yaml --at 899 --state run.rcs"
      let result = try Tool.shell(line, in: folder.url)
      #expect(result.status == 2)
      #expect(result.text.isEmpty)
      #expect(
        result.errorText
          == "error: update 899 lies before the event at update 900, and what held then is not kept: "
          + "ask for values as the run goes on, or replay the metrics with a fresh state\n"
      )
    }
  }

  @Test func `every damaged byte of a state is refused with a message`() throws {
    let (folder, table) = try prepared()
    let bytes = Checkpoint(of: try cutRun(table), carriesTable: false).encoded()
    for offset in stride(from: 0, to: bytes.count, by: 23) {
      var damaged = bytes
      damaged[offset] ^= 0x10
      try folder.write(damaged, to: "run.rcs")
      let line = "recipec eval recipe.yaml --at 1000 --state run.rcs"
      let result = try Tool.shell(line, in: folder.url)
      #expect(result.status == 2, "byte \(offset)")
      let start = offset == 0 ? "error: run.rcs is no state: " : "error: run.rcs: the "
      #expect(result.errorText.hasPrefix(start), "\(result.errorText)")
    }
    try folder.write(Array(bytes.dropLast()), to: "run.rcs")
    let cut = try Tool.shell("recipec explain recipe.yaml --at 0 --state run.rcs", in: folder.url)
    #expect(cut.status == 2)
    #expect(cut.errorText.contains("use an earlier checkpoint"), "\(cut.errorText)")
  }

  @Test func `the state of another table is refused, unless nothing of it is still to come`() throws
  {
    let (folder, table) = try prepared()
    let run = try cutRun(table)
    try folder.write(Checkpoint(of: run).encoded(), to: "with.rcs")
    try folder.write(Checkpoint(of: run, carriesTable: false).encoded(), to: "bare.rcs")
    let changed = Self.recipe.replacing("for: 5 epochs", with: "for: 4 epochs")
    try folder.write(changed, to: "changed.yaml")
    let other = Self.recipe.replacing("factor: 0.5", with: "factor: 0.25")
    try folder.write(other, to: "other.yaml")

    let line = "recipec eval changed.yaml --at 1000 --state"
    let goesOn = try Tool.shell("\(line) with.rcs", in: folder.url)
    #expect(goesOn.status == 0)
    #expect(goesOn.text == "update    lr\n  1000  0.05\n")
    #expect(
      goesOn.errorText
        == "note: with.rcs is a state of the table \(table.digest.hex.prefix(12)), from which this one "
        + "differs in nothing that is still to come\n"
    )
    let bare = try Tool.shell("\(line) bare.rcs", in: folder.url)
    #expect(bare.status == 2)
    #expect(
      bare.errorText.contains("belongs to the table \(table.digest.hex.prefix(12)), and this")
    )
    let differs = try Tool.shell(
      "recipec eval other.yaml --at 1000 --state with.rcs",
      in: folder.url
    )
    #expect(differs.status == 2)
    #expect(differs.errorText.contains("the table changes the rest of the run: lr"))
  }

  @Test func `a state is explained as of its last observation`() throws {
    let (folder, table) = try prepared()
    try folder.write(Checkpoint(of: try cutRun(table)).encoded(), to: "run.rcs")
    let line = "recipec explain recipe.yaml --at 1000 --state run.rcs"
    let result = try Tool.shell(line, in: folder.url)
    #expect(result.errorText.isEmpty)
    #expect(result.text.contains("events   known up to update 900\n"))
    #expect(result.text.contains("`val_loss` has made 1 of 3 cuts, the last at update 900; "))
  }

  @Test func `a state is no table`() throws {
    let (folder, table) = try prepared()
    try folder.write(Checkpoint(of: try cutRun(table)).encoded(), to: "run.rcs")
    for command in [
      "eval run.rcs --at 0", "explain run.rcs --at 0", "check run.rcs", "compile run.rcs",
    ] {
      let result = try Tool.shell("recipec \(command)", in: folder.url)
      #expect(result.status == 2)
      #expect(result.errorText.hasPrefix("error: run.rcs is a state, not a "), "\(command)")
    }
  }
}
