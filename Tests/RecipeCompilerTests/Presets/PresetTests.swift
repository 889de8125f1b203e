// SPDX-License-Identifier: Apache-2.0

import Foundation
import RecipeCompiler
import RecipeDiagnostics
import RecipeRuntime
import Testing

/// Keys at the top of a recipe that stand for whole schedules.
struct PresetTests {
  private static let start = "recipec: 1\nrun: { length: 1000 steps }\n"

  private func compile(_ text: String, options: CompilerOptions = CompilerOptions()) -> Compilation
  {
    Compiler.compile(Array((Self.start + text).utf8), named: "a.yaml", options: options)
  }

  private func table(_ text: String) throws -> ScheduleTable {
    let compilation = compile(text)
    return try #require(compilation.table, "\(text): \(compilation.diagnostics.map(\.message))")
  }

  /// Presets with what somebody would write instead of them.
  static let pairs = [
    (
      "wsd: { peak: 1e-3, warmup: 100 steps, decay: 20% }",
      "[warmup: { from: 0, to: 0.001, for: 100 steps }, hold, 1-sqrt: { to: 0, for: 200 steps }]"
    ),
    (
      "wsd: { peak: 1e-3, decay: 20%, shape: { rex: 0.1 }, to: 1e-5 }",
      "[hold: { from: 0.001 }, rex: { bend: 0.1, to: 1e-5, for: 200 steps }]"
    ),
    (
      "wsd: { peak: 1, warmup: 100 steps, from: 0.5, decay: 10%, shape: linear, cycles: 2 }",
      """
      [linear: { from: 0.5, to: 1, for: 100 steps },
        hold: { for: 405 steps }, linear: { to: 0, for: 45 steps },
        hold: { from: 1, jump: true, for: 405 steps }, linear: { to: 0, for: 45 steps }]
      """
    ),
    (
      "sgdr: { peak: 0.1, floor: 1e-3, first: 100 steps, grow: 2, peak_decay: 0.5 }",
      "[restarts: { from: 0.1, to: 1e-3, first: 100 steps, grow: 2, peak_decay: 0.5 }]"
    ),
    (
      "sgdr: { peak: 0.1, first: 250 steps, cycles: 4 }",
      "[restarts: { from: 0.1, to: 0, first: 250 steps, for: 1000 steps }]"
    ),
    (
      "slanted_triangular: { peak: 0.01 }",
      "[linear: { from: 0.0003125, to: 0.01, for: 100 steps }, linear: { to: 0.0003125 }]"
    ),
    (
      "slanted_triangular: { peak: 0.01, cut: 30 steps, ratio: 10 }",
      "[linear: { from: 0.001, to: 0.01, for: 30 steps }, linear: { to: 0.001 }]"
    ),
    (
      "one_cycle: { peak: 0.1 }",
      "[cosine: { from: 0.004, to: 0.1, for: 300 steps }, cosine: { to: 4e-7 }]"
    ),
    (
      "one_cycle: { peak: 0.1, warmup: 20%, div: 10, final_div: 5, three_phase: true, anneal: linear }",
      """
      [linear: { from: 0.01, to: 0.1, for: 200 steps }, linear: { to: 0.01, for: 200 steps },
        linear: { to: 0.002 }]
      """
    ),
    (
      "one_cycle: { peak: 0.1, convention: fastai }",
      "[cosine: { from: 0.004, to: 0.1, for: 250 steps }, cosine: { to: 1e-6 }]"
    ),
  ]

  @Test(arguments: pairs)
  func `a preset has the table of its schedule written by hand`(
    preset: String,
    phases: String
  ) throws {
    let expanded = try table(preset)
    let whole = try table("schedules: { lr: { phases: \(phases) } }")
    #expect(expanded.length == whole.length)
    for update in 0..<1000 {
      #expect(
        try expanded.value(track: 0, at: Int64(update)) == whole.value(track: 0, at: Int64(update))
      )
    }
  }

  @Test(arguments: pairs.map(\.0))
  func `what is printed has no presets and the same table`(preset: String) throws {
    let compilation = compile(preset)
    let text = try #require(compilation.expandedText)
    let again = Compiler.compile(Array(text.utf8), named: "b.yaml")
    #expect(again.table?.digest == compilation.table?.digest)
    #expect(again.expandedText == text)
    let names = ["wsd", "sgdr", "noam", "one_cycle", "slanted_triangular"]
    #expect(!names.contains { text.contains("\($0):") })
  }

  @Test func `Noam's schedule has the values of its formula`() throws {
    let found = try table("noam: { d_model: 512, warmup: 400 steps, scale: 2 }")
    for update in [0, 1, 398, 399, 400, 999] {
      let count = Double(update + 1)
      let least = min(1 / count.squareRoot(), count / (400 * 20))
      let expected = 2 / 512.0.squareRoot() * least
      let value = try found.value(track: 0, at: Int64(update))
      #expect((value - expected).magnitude <= 1e-15 * expected)
    }
  }

  @Test func `a momentum moves the other way in the same time`() throws {
    let found = try table("one_cycle: { peak: 0.1, momentum: [0.85, 0.95], beta1: [0.8, 0.9] }")
    let tracks = try (1...2).map { track in
      try [0, 300, 999].map { try found.value(track: track, at: $0) }
    }
    #expect(tracks[0][0...1] == [0.95, 0.85] && tracks[0][2] > 0.9499)
    #expect(tracks[1][0...1] == [0.9, 0.8] && tracks[1][2] > 0.8999)
  }

  @Test(arguments: [("30", false), ("33.33", false), ("25.05", true), ("40", true)])
  func `the convention of PyTorch has the ends where OneCycleLR has them`(
    percent: String,
    isThreefold: Bool
  ) throws {
    let found = try table(
      "one_cycle: { peak: 2, warmup: \(percent)%, three_phase: \(isThreefold), convention: torch }"
    )
    // The phases of torch.optim.lr_scheduler.OneCycleLR.
    let share = try #require(Double(percent)) / 100
    let (low, high, last) = (2.0 / 25, 2.0, 2.0 / 25 / 1e4)
    let first = share * 1000 - 1
    let phases: [(end: Double, from: Double, to: Double)] =
      isThreefold
      ? [(first, low, high), (2 * share * 1000 - 2, high, low), (999, low, last)]
      : [(first, low, high), (999, high, last)]
    for update in 0..<1000 {
      let index = phases.firstIndex { Double(update) <= $0.end } ?? phases.count - 1
      let (end, from, to) = phases[index]
      let start = index == 0 ? 0 : phases[index - 1].end
      let progress = (Double(update) - start) / (end - start)
      let expected = to + (from - to) / 2 * (1 + cos(Double.pi * progress))
      let value = try found.value(track: 0, at: Int64(update))
      #expect((value - expected).magnitude < 1e-12, "at update \(update)")
    }
  }

  @Test func `a length from outside is none that the phases could follow from`() {
    let text = "one_cycle: { peak: 2, convention: torch }"
    let settings = [(path: "run.length", value: "500 steps")]
    for options in [CompilerOptions(settings: settings), CompilerOptions(scale: "50 steps")] {
      let found = compile(text, options: options).diagnostics.map(\.rule.name)
      #expect(found == ["malformed-preset"])
    }
    let other = CompilerOptions(settings: settings)
    let plain = compile("one_cycle: { peak: 2 }", options: other)
    #expect(plain.table?.length == 500)
  }

  @Test(arguments: [
    ("vars: { peak: 0.5 }", "peak"), ("vars: { a: 0.25 }", "2 * a"),
    ("vars: { a: 1, b: 0.5 }", "a-b"),
    ("vars: { peak: 0.25 }", "peak + peak"), ("vars: { a: 2 }", "min(1, a) / 2"),
  ])
  func `a peak may be a formula`(variables: String, peak: String) throws {
    for preset in [
      "one_cycle:\n  peak: \(peak)", "wsd:\n  peak: \(peak)\n  decay: 10%",
      "sgdr:\n  peak: \(peak)\n  first: 100 steps",
    ] {
      let found = try table("\(variables)\n\(preset)\n")
      let plain = preset.replacingOccurrences(of: "peak: \(peak)", with: "peak: 0.5")
      #expect(try found.value(track: 0, at: 300) == table(plain + "\n").value(track: 0, at: 300))
      let text = try #require(compile("\(variables)\n\(preset)\n").expandedText)
      let again = Compiler.compile(Array(text.utf8), named: "b.yaml")
      #expect(again.table?.digest == found.digest)
    }
  }

  @Test(arguments: [
    ("wsd: { peak: 1, decay: 5 stpes }", "unknown-unit", "stpes"),
    ("wsd: { peak: 1, decay: 20 }", "missing-unit", "20"),
    ("slanted_triangular: { peak: 0.1 * peek }", "unknown-name", "peek"),
    ("one_cycle: { peak: 0.1, div: 2 * dvi }", "unknown-name", "2 * dvi"),
    ("one_cycle: { peak: 1, final_div: dvi }", "unknown-name", "dvi"),
    ("sgdr: { peak: 1 }", "missing-key", "{ peak: 1 }"),
    ("wsd:", "wrong-form", ""),
    ("wsd: [1]", "wrong-form", "[1]"),
  ])
  func `a finding is one, and points at what was written`(
    text: String,
    rule: String,
    place: String
  ) {
    let compilation = compile(text + "\n")
    #expect(compilation.diagnostics.map(\.rule.name) == [rule])
    let found = compilation.diagnostics.first.map { compilation.sources.text(in: $0.primary.range) }
    #expect(found == place)
  }
}
