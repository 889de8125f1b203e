// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

@Suite struct KindDecodingTests {
  @Test(arguments: [
    "      - hold", "      - hold:", "      - hold: rest", "      - hold: { for: rest }",
    "      - hold: { for: 5 steps, from: 1 }", "      - hold: last 10%",
    "      - hold:\n          for: rest", "      - warmup: { to: 1 }", "      [hold]",
  ])
  func `the short forms are phases`(phases: String) {
    let decoded = Decoded(phases: phases)
    #expect(decoded.findings.isEmpty)
    #expect(decoded.phases?.count == 1 && decoded.phases?.first.flatMap { $0 } != nil)
  }

  @Test func `an alias keeps the name that was written`() {
    let phase = Decoded(phases: "      - warmup: { to: 1 }").phases?.first.flatMap { $0 }
    #expect(phase?.kind == "linear" && phase?.written == "warmup")
  }

  @Test(arguments: [
    ("      - linear:\n        to: 1\n        for: rest", "      - linear:\n          to: 1"),
    ("      - linear:\n        to: 1", "      - linear:\n          to: 1"),
    (
      "      - hold:\n        # why\n        for: rest",
      "      - hold:\n        # why\n          for"
    ),
  ])
  func `keys beside their kind are one error with a fix`(phases: String, fixed: String) throws {
    let decoded = Decoded(phases: phases)
    #expect(decoded.diagnostics.map(\.rule.name) == ["phase-keys-not-indented"])
    let text = try #require(decoded.fixed)
    #expect(text.contains(fixed))
    #expect(Decoded(text).findings.isEmpty)
  }

  @Test(arguments: [
    ("      - linear: { to: 1 }\n        for: rest", "phase-keys-not-indented at linear"),
    ("      - to: 1\n        linear:", "phase-keys-not-indented at linear"),
    ("      - { linear: , to: 1 }", "phase-keys-not-indented at linear"),
    ("      - linear: { to: 1 }\n        hold: rest", "several-kinds-in-one-phase at hold"),
    ("      - { from: 1, to: 2 }", "unknown-phase-kind at { from: 1, to: 2 }"),
    ("      - linaer:\n        to: 1", "unknown-phase-kind at linaer"),
    ("      - linaer: { to: 1 }", "unknown-phase-kind at linaer"),
    ("      - constant: { for: rest }", "unknown-phase-kind at constant"),
    ("      - [hold]", "wrong-form at [hold]"),
    ("      - linear", "missing-key at linear"),
    ("      - linear: { too: 1 }", "unknown-key at too"),
    ("      - linear: { eta_min: 1 }", "unknown-key at eta_min"),
    ("      - linear: rest", "wrong-form at rest"),
    ("      hold: rest", "wrong-form at hold: rest"),
  ])
  func `a wrong element is one finding`(phases: String, finding: String) {
    let decoded = Decoded(phases: phases)
    #expect(decoded.findings == [finding])
    #expect(decoded.recipe?.isSound == false)
  }

  @Test func `an element that cannot be read leaves a hole`() {
    let phases = Decoded(phases: "      - hold\n      - linaer: { to: 1 }\n      - hold").phases
    #expect(phases?.map { $0?.kind } == ["hold", nil, "hold"])
  }

  @Test(arguments: [
    ("constant", "hold"), ("MultiStepLR", "staircase"), ("cos", "cosine"), ("poly", "polynomial"),
  ])
  func `what other libraries call a kind is translated`(foreign: String, kind: String) {
    let decoded = Decoded(phases: "      - \(foreign): { for: rest }")
    #expect(decoded.diagnostics.first?.help.first?.edit?.replacement == kind)
  }
}
