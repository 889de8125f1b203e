// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax
import Testing

@testable import RecipeSemantics

@Suite struct GroupTests {
  /// A recipe with the given groups, a rate, and whatever else is asked for.
  private func recipe(
    _ groups: [String],
    schedules: String = "lr: 0.1, weight_decay: 0.05",
    optimizer: String = "x_: 0"
  ) -> Recipe {
    let rules = groups.map { "  \($0)\n" }.joined()
    return Recipe(
      "recipec: 1\nrun: { length: 100 steps, epoch: 10 steps }\n\(optimizer)\n"
        + "schedules: { \(schedules) }\ngroups:\n\(rules)"
    )
  }

  private func tracks(_ recipe: Recipe) -> [String] {
    recipe.resolved?.tracks.map { "\($0.title) \($0.schedule)*\($0.multiplier)" } ?? []
  }

  @Test func `factors multiply exactly, in any order, and what is set is shared`() {
    let found = recipe([
      "a: { match: 'x.*', multiply: { lr: 0.1 } }", "b: { match: '*.w', multiply: { lr: 0.7 } }",
      "c: { ndim: { below: 2 }, weight_decay: 0 }", "d: { match: 'y.*', multiply: { lr: 3 } }",
    ])
    #expect(found.findings.isEmpty)
    #expect(
      tracks(found) == [
        "lr 0*1.0", "weight_decay 1*1.0", "lr[a] 0*0.1", "lr[a+b] 0*0.07", "lr[b] 0*0.7",
        "lr[b+d] 0*2.1", "lr[d] 0*3.0", "weight_decay[c] 2*1.0",
      ]
    )
  }

  @Test func `two rules that set a channel have no track together unless one overrides`() {
    let (first, second) = ("a: { match: 'x*', weight_decay: 0", "b: { match: '*y', weight_decay: 1")
    let plain = recipe([first + " }", second + " }"])
    #expect(tracks(plain).suffix(2) == ["weight_decay[a] 2*1.0", "weight_decay[b] 3*1.0"])
    let one = recipe([first + ", override: true }", second + " }"])
    #expect(
      tracks(one).suffix(3) == [
        "weight_decay[a] 2*1.0", "weight_decay[a+b] 2*1.0", "weight_decay[b] 3*1.0",
      ]
    )
    let both = recipe([first + ", override: true }", second + ", override: true }"])
    #expect(tracks(both).count == 4)
    let same = recipe([first + " }", "b: { match: 'x*', weight_decay: 1 }"])
    #expect(same.findings == ["conflicting-groups at weight_decay"])
  }

  @Test func `layers decay from the top, whatever is first and last`() {
    let found = recipe([
      "d: { rate: 0.65, layers: 12, match: ['blocks.{i}.*'], first: [cls_token, 'embed.*'] }"
    ])
    #expect(found.findings.isEmpty)
    let factors = found.resolved?.tracks.dropFirst(2).map(\.multiplier) ?? []
    #expect(factors.count == 13)
    // 0.65 = 13/20 to the powers 13 to 1, each rounded once: exact integers over exact integers.
    var (top, bottom) = (1.0, 1.0)
    for factor in factors.reversed().prefix(11) {
      (top, bottom) = (top * 13, bottom * 20)
      #expect(factor == top / bottom)
    }
    #expect(factors.first.map { $0 == 0.0036972058910187135 } == true)
    let rules = found.resolved?.groups.map { ($0.name, $0.selector.patterns.map(\.text)) } ?? []
    #expect(rules.first?.0 == "d.0" && rules.first?.1 == ["cls_token", "embed.*"])
    #expect(rules.last?.0 == "d.12" && rules.last?.1 == ["blocks.11.*"])
  }

  @Test func `layers and other factors come together, but never two layers`() {
    let found = recipe([
      "d: { rate: 0.5, layers: 2, match: '*.{i}.*', last: 'head.*' }",
      "h: { match: 'head.*', multiply: { lr: 10 } }",
    ])
    let names = found.resolved?.tracks.map(\.group) ?? []
    #expect(
      names == ["", "", "d.1", "d.1+h", "d.2", "d.2+h", "d.3", "d.3+h", "h"]
    )
    #expect(found.resolved?.tracks.suffix(2).map(\.multiplier) == [10, 10])
  }

  private static let freezing: [(key: String, levels: [(value: Double, start: Int64)])] = [
    ("frozen: true", [(1, 0)]), ("frozen: { for: 1 epoch }", [(1, 0), (0, 10)]),
    ("frozen: { for: 25% }", [(1, 0), (0, 25)]), ("frozen: false", [(0, 0)]),
    (
      "frozen: { phases: [staircase: { values: [1, 0, 1], at: [2 epochs, 3 epochs] }] }",
      [(1, 0), (0, 20), (1, 30)]
    ),
  ]

  @Test(arguments: freezing)
  func `freezing is a track of zeros and ones`(
    key: String,
    levels: [(value: Double, start: Int64)]
  ) {
    let found = recipe(["a: { match: 'x.*', \(key) }"])
    #expect(found.findings.isEmpty)
    let schedule = found.resolved?.schedules.first { $0.channel == "frozen" }
    let segments = schedule?.phases.flatMap(\.segments) ?? []
    #expect(segments.count == levels.count)
    for (segment, level) in zip(segments, levels) {
      #expect(segment.updates.lowerBound == level.start)
      guard case .constant(let value, _) = segment else {
        Issue.record("\(segment)")
        continue
      }
      #expect(value == level.value)
    }
    #expect(found.resolved?.tracks.last?.title == "frozen[a]")
  }

  @Test func `what is promised of a channel is promised of its groups`() throws {
    let stated = "lr: { bounds: [0, 0.2], phases: [hold: { from: 0.1 }] }"
    let found = recipe(
      ["a: { match: 'x.*', multiply: { lr: 3 } }", "b: { match: 'y.*', lr: 0.15 }"],
      schedules: stated
    )
    #expect(found.resolved?.tracks.map(\.bounds.upper) == [0.2, 0.2, 0.2])
    let inferred = recipe(["a: { match: 'x.*', multiply: { lr: 3 } }"])
    let bounds = try #require(inferred.resolved?.tracks.last?.bounds)
    #expect(bounds.lower == 3 * 0.1 && bounds.upper == 3 * 0.1)
  }

  @Test func `adapters find in the table what selects a parameter`() {
    let found = recipe([
      "a: { match: ['x.*', 'y'], ndim: 2, multiply: { lr: 2, weight_decay: 0 } }",
      "b: { ndim: { above: 1, below: 4 }, frozen: true }", "c: { ndim: { above: 0 }, eps: 1e-6 }",
    ])
    let facts = found.resolved?.facts.filter { $0.name.hasPrefix("group.") } ?? []
    #expect(
      facts.map { "\($0.name)=\($0.value)" } == [
        "group.a.match=x.* y", "group.a.ndim=2..2", "group.a.channels=lr weight_decay",
        "group.b.ndim=2..3", "group.b.channels=frozen", "group.c.ndim=1..",
        "group.c.channels=eps",
      ]
    )
  }

  @Test(arguments: [
    ("a: { multiply: { lr: 2 } }", "unclear-group at a"), ("a: { match: x }", "unclear-group at a"),
    ("a: { match: x, override: true }", "unclear-group at a"),
    ("a: { match: x, override: true, multiply: { lr: 2 } }", "unclear-group at override"),
    ("a: { match: x, lr: 1, multiply: { lr: 2 } }", "unclear-group at lr"),
    ("a: { match: x, frozen: { } }", "unclear-group at { }"),
    ("a: { rate: 0.5, match: 'b.{i}' }", "unclear-group at a"),
    ("a: { rate: 0.5, layers: 3, match: 'b.{i}', lr: 1 }", "unclear-group at lr"),
    ("a: { match: x, first: y, lr: 1 }", "unclear-group at first"),
    ("a: { match: 'x y', lr: 1 }", "malformed-pattern at 'x y'"),
    ("a: { match: [], lr: 1 }", "malformed-pattern at []"),
    ("a: { match: 'b.{i}.*', lr: 1 }", "malformed-pattern at 'b.{i}.*'"),
    ("a: { rate: 0.5, layers: 3, match: 'b.*' }", "malformed-pattern at 'b.*'"),
    ("a: { ndim: -1, lr: 1 }", "group-number-out-of-range at -1"),
    ("a: { ndim: 1.5, lr: 1 }", "group-number-out-of-range at 1.5"),
    ("a: { ndim: { below: 0 }, lr: 1 }", "group-number-out-of-range at { below: 0 }"),
    ("a: { ndim: { }, lr: 1 }", "group-number-out-of-range at { }"),
    ("a: { match: x, multiply: { lr: -1 } }", "group-number-out-of-range at -1"),
    ("a: { match: x, multiply: { lr: 0 } }", "group-number-out-of-range at 0"),
    ("a: { rate: 0, layers: 3, match: 'b.{i}' }", "group-number-out-of-range at 0"),
    ("a: { rate: 0.5, layers: 2000, match: 'b.{i}' }", "group-number-out-of-range at 2000"),
    ("a: { rate: 1e-9, layers: 99, match: 'b.{i}' }", "group-number-out-of-range at 1e-9"),
    ("a: { match: x, multiply: { momentum: 2 } }", "nothing-to-multiply at momentum"),
    ("a: { match: x, multiply: { frozen: 2 } }", "nothing-to-multiply at frozen"),
    ("a: { match: x, frozen: { phases: [hold: { from: 0.5 }] } }", "not-a-switch at hold"),
    ("a: { match: x, optimizer: muon, lr: 1 }", "unknown-optimizer at muon"),
    ("a: { match: x, momentum: 1 }", "value-out-of-bounds at 1"),
  ])
  func `what is wrong in a group is one finding`(group: String, finding: String) {
    #expect(recipe([group]).findings == [finding])
  }

  @Test func `rules that could all meet are too many, and ones that exclude each other are not`() {
    let meeting = (0..<14).map { "g\($0): { match: '*\($0)x*', multiply: { lr: 2 } }" }
    #expect(recipe(meeting).rules == ["too-many-combinations"])
    let apart = (0..<300).map { "g\($0): { match: 'layer\($0).*', multiply: { lr: 2 } }" }
    #expect(recipe(apart).resolved?.tracks.count == 302)
    let setting = (0..<40).map { "g\($0): { match: '*\($0)x*', weight_decay: 0 }" }
    #expect(recipe(setting).resolved?.tracks.count == 42)
  }

  // MARK: Optimizers

  private static let two =
    "optimizers: { muon: { name: muon, momentum: 0.95 }, adam: { beta1: 0.9, nesterov: true } }"

  @Test func `a channel belongs to one optimizer or to all of them`() {
    let found = recipe(
      ["a: { match: x, multiply: { lr: 2 } }", "b: { match: y, optimizer: adam, momentum: 0 }"],
      schedules: "muon.lr: 0.02, adam.lr: 0.008, ema: 0.99",
      optimizer: Self.two
    )
    #expect(found.findings.isEmpty)
    #expect(
      found.resolved?.tracks.map(\.title) == [
        "muon.lr", "adam.lr", "ema", "muon.momentum", "adam.beta1", "muon.lr[a]", "adam.lr[a]",
        "adam.momentum[b]",
      ]
    )
    let facts = found.resolved?.facts.filter { $0.name.hasPrefix("optimizer") } ?? []
    #expect(
      facts.map { "\($0.name)=\($0.value)" } == [
        "optimizers=muon adam", "optimizer.muon.name=muon", "optimizer.adam.nesterov=true",
      ]
    )
  }

  @Test(arguments: [
    ("lr: 1, muon.lr: 2", "two-owners at muon.lr"), ("momentum: 0.9", "two-owners at momentum"),
    ("adam.beta1: 0.8", "two-owners at adam.beta1"), ("sgd.lr: 1", "unknown-optimizer at sgd.lr"),
    ("muon.wd: 1", "unknown-channel at muon.wd"),
  ])
  func `a channel of an optimizer has one owner`(schedules: String, finding: String) {
    #expect(recipe([], schedules: schedules, optimizer: Self.two).findings.prefix(1) == [finding])
  }

  @Test func `there is one optimizer or several`() {
    let both = recipe([], optimizer: "optimizer: { name: sgd }\n\(Self.two)")
    #expect(both.findings.contains("unclear-optimizers at optimizers"))
    let none = recipe([], optimizer: "optimizers: { }")
    #expect(none.findings.contains("unclear-optimizers at { }"))
    let unnamed = recipe([], schedules: "muon.lr: 1", optimizer: "optimizer: { name: muon }")
    #expect(unnamed.findings.contains("unknown-optimizer at muon.lr"))
  }
}
