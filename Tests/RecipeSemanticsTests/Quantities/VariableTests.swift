// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import Testing

@Suite struct VariableTests {
  private func recipe(_ variables: String, lr: String, settings: [(String, String)] = []) -> Recipe
  {
    Recipe(
      "recipec: 1\nrun: { length: 10 steps }\nvars: \(variables)\nschedules: { lr: \(lr) }",
      settings: settings.map { (path: $0.0, value: $0.1) }
    )
  }

  @Test(arguments: [
    ("{ peak: 0.1 }", "peak / 10", []),
    ("{ peak: 0.1, floor: peak / 100 }", "floor", []),
    ("{ peak: 0.1 }", "0.1", ["unused-variable at peak"]),
    (
      "{ peak: 0.1, floor: peak / 100 }", "0.1",
      ["unused-variable at peak", "unused-variable at floor"]
    ),
    ("{ a: b, b: a }", "a", ["circular-variable at a"]),
    ("{ a: a }", "a", ["circular-variable at a"]),
    ("{ a: b, b: c, c: b }", "a", ["circular-variable at b"]),
    ("{ peak: 0.1 }", "paek", ["unused-variable at peak", "unknown-name at paek"]),
    ("{ a: 1 step }", "a", ["expected-number at a"]),
    ("{ a: 1/0 }", "a", ["division-by-zero at 0"]),
    ("{ a: 0x1 }", "a", ["malformed-number at 0x1"]),
    ("{ epochs: 3 }", "epochs", ["reserved-name at epochs"]),
    ("{ k: 3 }", "k", ["reserved-name at k"]),
    ("{ my-peak: 0.1 }", "my_peak", []),
  ])
  func `a variable is a value under a name`(variables: String, lr: String, findings: [String]) {
    #expect(recipe(variables, lr: lr).findings == findings)
  }

  @Test func `arithmetic is exact until it is rounded once`() {
    let found = recipe("{ a: 0.1, b: a + 0.2 }", lr: "b * b").schedule("lr")
    #expect(found?.phases.first?.start == 0.09)
  }

  @Test func `chains of variables take no exponential time or space`() {
    let sums = (1...60).map { "v\($0): v\($0 - 1) + v\($0 - 1)" }.joined(separator: ", ")
    #expect(recipe("{ v0: 0.1, \(sums) }", lr: "v60 / 1e30").rules.isEmpty)
    let products = (1...60).map { "v\($0): v\($0 - 1) * v\($0 - 1)" }.joined(separator: ", ")
    #expect(recipe("{ v0: 1.1, \(products) }", lr: "v60").rules == ["value-too-long"])
    let extrema = (1...60).map { "v\($0): 'max(min(v\($0 - 1), 9 steps), v\($0 - 1) * 2)'" }
    let run = "recipec: 1\nrun: { length: v60 }\nvars: { v0: 'min(1 step, 1 epoch)', "
    let deep = Recipe(run + extrema.joined(separator: ", ") + " }\nschedules: { lr: 1 }")
    #expect(deep.rules == ["value-too-long"])
  }

  // MARK: Binding

  @Test func `what is required is listed, and everything else is checked`() {
    let text = """
      recipec: 1
      run: { length: required, dataset: required, batch: 32 samples }
      vars: { peak: required }
      schedules:
        lr: { phases: [warmup: { from: 0, to: peak, for: 6% }, linear: { to: 0 }] }
        momentum: 0.9
      """
    let open = Recipe(text)
    #expect(open.rules.isEmpty && open.resolved == nil)
    #expect(open.unbound == ["vars.peak", "run.dataset", "run.length"])
    let wrong = Recipe(text.replacing("6%", with: "6 monhts"))
    #expect(wrong.findings == ["unknown-unit at monhts"])

    let settings = [
      ("run.length", "3 epochs"), ("run.dataset", "3668 samples"), ("vars.peak", "2e-5"),
    ]
    let bound = Recipe(text, settings: settings.map { (path: $0.0, value: $0.1) })
    #expect(bound.rules.isEmpty && bound.unbound.isEmpty)
    #expect(bound.resolved?.length == 345)
    #expect(bound.boundaries == [0, 21, 345])
  }

  @Test(arguments: [
    ("run.lenght", "5 steps", "unknown-setting in a setting"),
    ("vars.paek", "5", "unknown-setting in a setting"),
    ("run.length", "5 stpes", "unknown-unit in a setting"),
    ("run.length", "", "wrong-form in a setting"),
    ("run.length", "5", "missing-unit in a setting"),
  ])
  func `a setting that cannot be is an error`(path: String, value: String, finding: String) {
    let found = recipe("{ peak: 1 }", lr: "peak", settings: [(path, value)])
    #expect(found.findings == [finding])
    #expect(found.resolved == nil)
  }

  @Test func `errors of another file do not spoil a recipe`() throws {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    for text in ["recipec: 2", "recipec: 1\nrun: { length: 1 step }\nschedules: { lr: 0.1 }"] {
      let source = sources.add(name: "a.yaml", bytes: Array(text.utf8))
      let kinds = PhaseKindRegistry.specs
      let parsed = RecipeParser.parse(source, in: sources, phaseKinds: kinds, into: &sink)
      let resolution = RecipeResolver.resolve(try #require(parsed), into: &sink)
      #expect((resolution.recipe == nil) == (source.rawValue == 0))
    }
  }
}
