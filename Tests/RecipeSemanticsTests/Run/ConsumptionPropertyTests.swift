// SPDX-License-Identifier: Apache-2.0

import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

/// Random schedules of batch and sequence against runs that are played update by update.
struct ConsumptionPropertyTests {
  /// A run with steps of batch and sequence at random places, and what it has consumed at every update.
  private struct Played {
    var recipe = ""
    /// What is consumed before update 0, 1, 2 and so on.
    var samples: [Int64] = [0]
    var tokens: [Int64] = [0]
    let length = 400

    init(seed: UInt64, dataset: Int64? = nil, lr: String = "{ phases: [hold: { from: 1 }] }") {
      var random = SeededGenerator(seed: seed)
      var run = "length: \(length) steps, batch: scheduled, sequence: scheduled"
      if let dataset { run += ", dataset: \(dataset) samples" }
      recipe = "recipec: 1\nrun: { \(run) }\nschedules:\n  lr: \(lr)\n"
      var rules: [(unit: String, places: [Int64], values: [Int64])] = []
      for channel in ["batch", "sequence"] {
        let unit = ["steps", "samples", "tokens"].randomElement(using: &random) ?? "steps"
        let each: Int64 = ["steps": 1, "samples": 24, "tokens": 24 * 24][unit] ?? 1
        let places = Set(
          (0..<Int.random(in: 1...6, using: &random)).map { _ in
            Int64.random(in: 1...350 * each, using: &random)
          }
        ).sorted()
        let values = (0...places.count).map { _ in Int64.random(in: 1...48, using: &random) }
        let at = places.map { "\($0) \(unit)" }.joined(separator: ", ")
        let levels = values.map(String.init).joined(separator: ", ")
        recipe += "  \(channel):\n    phases:\n"
        recipe += "      - staircase: { values: [\(levels)], at: [\(at)] }\n"
        rules.append((unit, places, values))
      }
      var left = dataset ?? 0
      for update in 0..<Int64(length) {
        let now = ["steps": update, "samples": samples[Int(update)], "tokens": tokens[Int(update)]]
        let (batch, sequence) = (value(rules[0], now), value(rules[1], now))
        let taken = dataset == nil ? batch : min(batch, left)
        left -= taken
        if left == 0, let dataset { left = dataset }
        samples.append(samples[Int(update)] + taken)
        tokens.append(tokens[Int(update)] + taken * sequence)
      }
    }

    private func value(
      _ rule: (unit: String, places: [Int64], values: [Int64]),
      _ now: [String: Int64]
    ) -> Int64 {
      rule.values[rule.places.count { now[rule.unit, default: 0] >= $0 }]
    }

    /// What is consumed before a position of whole updates; the last batch goes on past the end.
    func amount(_ unit: String, _ position: Rational) -> Rational {
      let consumed = unit == "samples" ? samples : tokens
      let below = min(max(Int(position.floor.int64 ?? 0), 0), consumed.count - 2)
      let part = position - Rational(Int64(below))
      return Rational(consumed[below]) + part * Rational(consumed[below + 1] - consumed[below])
    }
  }

  @Test(arguments: [nil, 97, 640] as [Int64?])
  func `a position is the first update before which so much was consumed`(dataset: Int64?) throws {
    for seed in 0..<12 as Range<UInt64> {
      let played = Played(seed: seed, dataset: dataset)
      let recipe = Recipe(played.recipe)
      #expect(recipe.findings == [], "\(played.recipe)")
      let clock = try #require(recipe.resolved?.clock)
      for (unit, consumed) in [(Unit.samples, played.samples), (.tokens, played.tokens)] {
        for (update, amount) in consumed.enumerated().dropLast() {
          for wanted in [amount, amount + 1] {
            let first = consumed.firstIndex { $0 >= wanted }.map(Int64.init)
            let exact = try clock.position(from: Rational(0), by: Rational(wanted), unit)
            #expect(clock.update(at: exact) == first, "seed \(seed), \(wanted) \(unit)")
            // And back again, from anywhere.
            let back = try clock.position(from: exact, by: Rational(-wanted), unit)
            #expect(back == Rational(0), "seed \(seed), update \(update)")
          }
        }
      }
    }
  }

  @Test(arguments: [nil, 97] as [Int64?])
  func `the progress of a curve is what the played updates have consumed`(dataset: Int64?) throws {
    let conventions: [(String, Rational, Rational)] = [
      ("start", Rational(0), Rational(0)), ("end", Rational(1), Rational(0)),
      ("both", Rational(0), Rational(-1)), ("neither", Rational(1), Rational(1)),
      ("{ offset: 0.5, span: -0.25 }", Rational(1) / Rational(2), Rational(-1) / Rational(4)),
    ]
    for seed in 100..<112 as Range<UInt64> {
      for (convention, offset, span) in conventions {
        let unit = seed % 2 == 0 ? "samples" : "tokens"
        let (first, last) = (Int64(seed % 7) * 9, Int64(300 + seed % 50))
        let played = Played(
          seed: seed,
          dataset: dataset,
          lr: """
            { phases: [hold: { from: 1, for: \(first + 1) steps }, \
            cosine: { to: 0, ends_at: \(last) steps, along: \(unit), endpoints: \(convention) }, \
            hold] }
            """
        )
        let recipe = Recipe(played.recipe)
        #expect(recipe.findings == [], "\(played.recipe)")
        try #require(recipe.phases.count == 3)
        let start = played.amount(unit, Rational(first + 1))
        let end = played.amount(unit, Rational(last) + span)
        var update = first + 1
        for segment in recipe.phases[1].segments {
          #expect(segment.updates.lowerBound == update)
          for t in segment.updates {
            let exact = (played.amount(unit, Rational(t) + offset) - start) / (end - start)
            switch segment {
            case .constant(let value, _):
              #expect(exact < Rational(0) ? value == 1 : exact >= Rational(1) && value == 0)
            case .curve(let curve):
              let top =
                Rational(t) * Rational(curve.progress.denominator) - Rational(curve.progress.zero)
              #expect(
                top / Rational(curve.progress.span) == exact,
                "seed \(seed), \(convention), \(t)"
              )
            }
          }
          update = segment.updates.upperBound
        }
        #expect(update == last)
      }
    }
  }

  @Test func `one batch for the whole run is the same schedule as a constant batch`() throws {
    let phases = """
      phases: [warmup: { from: 0, to: 1, for: 30 samples, endpoints: both }, \
      exponential: { rate: 0.5, every: 3000 tokens, for: 20%, grid: 4 steps }, \
      cosine: { to: 0.01, for: 100 steps, over: 2 epochs }, \
      staircase: { factor: 0.5, every: 700 samples, for: rest }, \
      polynomial: { to: 0, power: 2, for: last 1 epoch }]
      """
    func recipe(_ batch: String, _ more: String) -> Recipe {
      Recipe(
        """
        recipec: 1
        run: { length: 9 epochs, dataset: 1200 samples, batch: \(batch), sequence: 5 tokens }
        schedules:
          lr: { \(phases) }
        \(more)
        """
      )
    }
    let constant = recipe("8 samples", "")
    let scheduled = recipe("scheduled", "  batch: 8")
    #expect(constant.findings == scheduled.findings)
    #expect(constant.resolved?.length == 1350)
    #expect(constant.phases.map(\.segments) == scheduled.phases.map(\.segments))
    #expect(constant.phases.map(\.updates) == scheduled.phases.map(\.updates))
    #expect(scheduled.phases.count == 5)
  }
}
