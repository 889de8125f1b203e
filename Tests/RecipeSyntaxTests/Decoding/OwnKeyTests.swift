// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

@Suite struct OwnKeyTests {
  @Test func `keys that start with x_ are read nowhere`() throws {
    let decoded = Decoded(
      """
      recipec: 1
      x_top: [1, { a: b }]
      run: { length: 100 steps, x-note: none }
      vars: { peak: 0.1, x_note: [not, a, value] }
      optimizer: { name: sgd, x_note: { fused: true } }
      schedules:
        x_note: the schedules
        lr:
          x_note: a schedule
          phases:
            - warmup: { to: peak, for: 1 step, x_note: a phase }
              x_note: an element
            - { x-why: before the kind, hold: rest }
      groups: { x_note: groups, head: { match: "*", multiply: { lr: 2, x_note: factors } } }
      curves: { x_note: curves }
      sweep: { x_note: axes }
      allow: { quoted-number: because, x_note: 1 }
      """
    )
    #expect(decoded.findings.isEmpty)
    let recipe = try #require(decoded.recipe)
    #expect(recipe.isSound)
    #expect(recipe.names("vars").map(\.name) == ["peak"])
    #expect(recipe.names("schedules").map(\.name) == ["lr"])
    #expect(recipe.names("groups").map(\.name) == ["head"])
    #expect(recipe.names("curves").isEmpty)
    #expect(recipe.names("allow").map(\.name) == ["quoted_number"])
  }

  @Test func `an element of nothing but x_ keys is of no kind`() {
    let decoded = Decoded(phases: "      - { x_note: a, x_other: b }\n      - hold")
    #expect(decoded.findings == ["unknown-phase-kind at { x_note: a, x_other: b }"])
    #expect(Decoded(phases: "      - x_note: a").findings == ["unknown-phase-kind at x_note: a"])
  }
}
