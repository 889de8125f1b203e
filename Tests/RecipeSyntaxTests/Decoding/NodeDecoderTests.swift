// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

@Suite struct NodeDecoderTests {
  static let start = "recipec: 1\nschedules: { lr: 0.1 }\n"

  @Test func `a whole recipe is read without a finding`() throws {
    let decoded = Decoded(
      """
      recipec: 1
      name: a
      x-mine: { anything: [1, 2] }
      source: { title: t, url: u, where: w }
      run: { length: required, last-batch: drop, x_note: yes }
      optimizer: { name: sgd, nesterov: true, weight-decay: 1e-4 }
      vars: { peak: 0.1 }
      schedules:
        momentum: 0.9
        lr:
          phases: [warmup: { to: peak, for: 1 step }, hold]
          after: hold
      allow: { quoted-number: because }
      """
    )
    #expect(decoded.findings.isEmpty)
    let recipe = try #require(decoded.recipe)
    #expect(recipe.isSound)
    #expect(recipe.object("run")?.fields.map(\.name) == ["length", "last_batch"])
    #expect(recipe.object("optimizer")?.fields.map(\.name) == ["name", "nesterov", "weight_decay"])
    #expect(recipe.names("schedules").map(\.name) == ["momentum", "lr"])
  }

  @Test(arguments: [
    ("run: { lenght: 5 steps }", "unknown-key at lenght", "length"),
    ("run: { max_steps: 5 steps }", "unknown-key at max_steps", "length"),
    ("run: { length: 5 steps, batch_size: 3 samples }", "unknown-key at batch_size", "batch"),
    ("run: { length: 5 steps }\noptimiser: {}", "unknown-key at optimiser", "optimizer"),
    ("run: { length: 5 steps, last_batch: dorp }", "unknown-word at dorp", "drop"),
    ("run: { length: opne }", "unknown-word at opne", "open"),
    ("run: { length: 5 steps }\noptimizer: { lr: 1, wd: 2 }", "unknown-key at wd", "weight_decay"),
    ("run: { length: 5 steps }\noptimizer: { nesterov: yes }", "unknown-word at yes", nil),
  ])
  func `a wrong word is one finding with the right one`(
    text: String,
    finding: String,
    right: String?
  ) {
    let decoded = Decoded(Self.start + text)
    #expect(decoded.findings == [finding])
    #expect(decoded.recipe?.isSound == false)
    #expect(decoded.diagnostics.first?.help.first?.edit?.replacement == right)
  }

  @Test(arguments: [
    ("recipec: 1", ["missing-key at recipec: 1", "missing-key at recipec: 1"]),
    (start + "run: {}", ["missing-key at {}"]),
    (start + "run: 5", ["wrong-form at 5"]),
    (start + "run:", ["wrong-form at "]),
    (start + "run: { length: [1] }", ["wrong-form at [1]"]),
    (start + "run: { length: }", ["wrong-form at "]),
    (
      "recipec: 1\nrun: { length: 5 steps }\nschedules: { lr: { expression: t ^ } }",
      ["malformed-expression at "]
    ),
    (
      start + "run: { length: 5 steps }\nvars: { 1st: 2, a b: 3 }",
      [
        "malformed-name at 1st", "malformed-name at a b",
      ]
    ),
    (start + "run: { length: 5 steps }\nvars: { a: [1] }", ["wrong-form at [1]"]),
    (start + "run: { length: \"5 steps\" }", ["quoted-number at \"5 steps\""]),
    (start + "run: { length: \"5 stpes\" }", ["unknown-unit at stpes"]),
  ])
  func `one cause gives one finding`(text: String, findings: [String]) {
    #expect(Decoded(text).findings == findings)
  }
}
