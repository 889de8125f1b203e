// SPDX-License-Identifier: Apache-2.0

import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// What groups and optimizers are in a table.
@Suite
struct GroupTableTests {
  private func compile(_ groups: String, head: String = "") throws -> Compilation {
    let text = """
      recipec: 1
      run: { length: 20000 steps }
      \(head)
      schedules:
        lr:
          phases:
            - warmup: { from: 0, to: 0.1, for: 500 steps }
            - cosine: { to: 1e-3 }
            - plateau: { watch: loss, factor: 0.3, patience: 5 steps, floor: 1e-5, for: last 100 steps }
      \(groups)
      """
    let compilation = Compiler.compile(Array(text.utf8), named: "groups.yaml")
    #expect(compilation.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return compilation
  }

  @Test func `a thousand groups add tracks, and no regions and no pieces`() throws {
    let none = try #require(try compile("").table)
    let rules = (0..<1000).map {
      "  g\($0): { match: 'layers.\($0).*', multiply: { lr: 0.\($0)1 } }\n"
    }
    let compilation = try compile("groups:\n" + rules.joined())
    let many = try #require(compilation.table)
    #expect(many.tracks.count == none.tracks.count + 1000)
    #expect(many.pieceCount == none.pieceCount && many.regions == none.regions)
    #expect(many.starts == none.starts && many.bodies == none.bodies)
    #expect(many.machines == none.machines && many.levels == none.levels)
    #expect(compilation.channels.count == many.tracks.count)
    // A track is 48 bytes and its names; a rule is two facts, its patterns and channels.
    let growth = many.encoded().count - none.encoded().count - rules.joined().utf8.count
    #expect(growth < 1000 * 180)
  }

  @Test func `a factor is one product, after the floor of a plateau and after every cut`() throws {
    let factors = [0.1, 0.3, 7.0, 0.65]
    let rules = factors.enumerated().map {
      "  g\($0): { match: 'x\($0).*', multiply: { lr: \($1) } }\n"
    }
    let table = try #require(try compile("groups:\n" + rules.joined()).table)
    var run = ScheduleRun(table)
    for update in stride(from: Int64(19_900), to: 20_000, by: 1) {
      _ = try run.observe("loss", 1, measuredAt: update)
    }
    #expect(try table.value(track: 0, at: 19_999, state: run.state) == 1e-5)
    for (index, factor) in factors.enumerated() {
      let track = try #require(table.track(channel: "lr", group: UTF8Text("g\(index)")))
      for update in [Int64(0), 1, 77, 499, 500, 9_999, 19_899, 19_900, 19_950, 19_999, 30_000] {
        // A state knows no value before its last cut.
        let state = update < 19_999 ? nil : run.state
        let base = try table.value(track: 0, at: update, state: state)
        let value = try table.value(track: track, at: update, state: state)
        // One rounding each for the product and, under a plateau, for its level.
        #expect((value - factor * base).magnitude <= (factor * base).magnitude * 0x1p-51)
      }
      #expect(try table.value(track: track, at: 19_999, state: run.state) == factor * 1e-5)
    }
  }

  @Test
  func `what a rule changes changes the identity, and what it is called in a comment does not`()
    throws
  {
    let rule = "groups: { a: { match: 'x.*', multiply: { lr: 0.5 } } }"
    let first = try #require(try compile(rule).table)
    for other in [
      "groups: { a: { match: 'x.*', multiply: { lr: 0.25 } } }",
      "groups: { a: { match: 'y.*', multiply: { lr: 0.5 } } }",
      "groups: { b: { match: 'x.*', multiply: { lr: 0.5 } } }",
      "groups: { a: { match: 'x.*', ndim: 2, multiply: { lr: 0.5 } } }",
      "groups: { a: { match: 'x.*', lr: 0.5 } }",
    ] {
      let second = try #require(try compile(other).table)
      #expect(first.digest != second.digest, "\(other)")
      #expect(first.recipeDigest != second.recipeDigest, "\(other)")
    }
    let comment = try #require(try compile(rule + " # the backbone").table)
    #expect(first.digest == comment.digest && first.recipeDigest == comment.recipeDigest)
  }

  @Test func `a value outside the bounds of a group is found, and a schedule's own only once`() {
    let text = """
      recipec: 1
      run: { length: 100 steps }
      schedules: { lr: { bounds: [0, 1], phases: [linear: { from: 1, to: 0 }] }, momentum: 0.5 }
      groups:
        a: { match: 'a.*', multiply: { lr: 2 } }
        b: { match: 'b.*', multiply: { momentum: 2 } }
        c: { match: 'c.*', multiply: { lr: 0.5 } }
      """
    let found = Compiler.compile(Array(text.utf8), named: "a.yaml").diagnostics
    #expect(found.contains { $0.message.hasPrefix("`lr[a]` is 2 at update 0") })
    #expect(found.contains { $0.message.hasPrefix("`momentum[b]` is 1 at update 0") })
    #expect(!found.contains { $0.message.contains("lr[c]") })
  }
}
