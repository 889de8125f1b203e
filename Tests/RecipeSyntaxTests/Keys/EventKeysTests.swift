// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

@Suite struct EventKeysTests {
  private func decoded(_ keys: String) -> Decoded { Decoded(phases: "      - hold: { \(keys) }") }

  @Test(arguments: [
    "until: { metric: val_acc, above: 0.9 }",
    "until: { metric: loss, below: 1e-3, on-nan: ignore }",
    "until: { metric: a, stops_improving: 3 evaluations, mode: max, threshold: { absolute: 1 } }",
    "until: { plateau: { watch: a, patience: 2 epochs, smooth: 0.9, best: run } }",
    "until: { plateau: { watch: a, patience: 2 epochs, compat: torch } }",
    "until: { signal: decay }, at_most: 5 epochs", "until: { signal: on }, at_most: rest",
    "until: { signal: 017 }, at-most: 'max(1 epoch, 25 steps)'",
  ])
  func `the forms of an event are read`(keys: String) {
    #expect(decoded(keys).findings.isEmpty)
  }

  @Test(arguments: [
    ("until: val_acc", "wrong-form at val_acc"), ("until: [a]", "wrong-form at [a]"),
    ("until: { metric: [a] }", "wrong-form at [a]"),
    ("until: { metric: a, threshold: 1e-4 }", "wrong-form at 1e-4"),
    ("until: { metric: a, mode: mix }", "unknown-word at mix"),
    ("until: { metric: a, best: ever }", "unknown-word at ever"),
    ("until: { plateau: { watch: a } }", "missing-key at { watch: a }"),
    ("until: { signal: a }, at_most: [rest]", "wrong-form at [rest]"),
    ("until: { signal: a }, at_most: rset", "unknown-word at rset"),
    ("until: { monitor: a }", "unknown-key at monitor"),
    ("until: { metric: a, min_delta: 1 }", "unknown-key at min_delta"),
  ])
  func `what is wrong in an event is one finding`(keys: String, finding: String) {
    #expect(decoded(keys).findings == [finding])
  }

  @Test func `a signal and a metric keep the text that was written`() throws {
    let decoded = decoded("until: { signal: \"017 Go\" }")
    let phase = try #require(decoded.phases?.first.flatMap { $0 })
    guard case .object(let until)? = phase.object["until"]?.value,
      case .text(let text, _)? = until["signal"]?.value
    else {
      Issue.record("no signal")
      return
    }
    #expect(text == "017 Go")
  }

  @Test(arguments: [
    ("timeout: 5 epochs", "at_most"), ("until: { monitor: a, above: 1 }", "metric"),
    ("until: { metric: a, patience: 3 epochs }", "stops_improving"),
    ("until: { event: a }", "signal"),
  ])
  func `what other libraries call it is translated`(keys: String, name: String) {
    let decoded = decoded(keys)
    #expect(decoded.diagnostics.map(\.rule.name) == ["unknown-key"])
    #expect(decoded.diagnostics.first?.help.first?.edit?.replacement == name)
  }
}
