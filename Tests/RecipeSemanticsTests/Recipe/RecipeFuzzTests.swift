// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSemantics
import RecipeSyntax
import SeededRandom
import Testing

/// Whatever is written gives a recipe, an error, or a list of what is not bound; never a trap.
@Suite struct RecipeFuzzTests {
  static let seed = """
    recipec: 1
    name: a
    run: { length: 90 epochs, dataset: 1281 samples, batch: 25 samples, evaluate: 1 epoch }
    optimizer: { name: sgd, momentum: 0.9 }
    vars: { peak: 0.1, low: peak / 100, warm: 5 epochs }
    schedules:
      lr:
        bounds: [0, peak]
        endpoints: both
        grid: 5 steps
        phases:
          - warmup: { from: 0, to: peak, for: warm }
          - cosine: { to: low, for: rest }
          - staircase: { factor: 0.5, at: [80 epochs, 85 epochs], for: 20 epochs }
          - polynomial: { to: 0, power: 2, for: last 1% }
        after: hold
      weight_decay:
        phases: [exponential: { from: 1, to: 0.5, over: 100 epochs }, hold: 10 steps]
    """

  static let words = [
    "0", "-1", "1e300", "1e-300", "rest", "required", "open", "5 epochs", "0 steps", "50%",
    "last 5%",
    "1e17 steps", "[]", "[1, 2]", "{}", "peak", "low", "max", "", "true", "repeat", "neither", "-",
    ":",
    "'max(1 step, 2 epochs)'", "9007199254740991 steps", "1/3 of run", "x_a", "hold", "cosine",
    "1/7", "3 tokens", "7 samples", "2 evaluations", "jump: true", "1e-9 steps", "peak * 0",
    "loss", "3 evaluations", "torch", "keras", "0.5",
  ]

  static let reactiveSeed = """
    recipec: 1
    run: { length: 90 epochs, epoch: 50 steps, evaluate: 1 epoch }
    schedules:
      lr:
        phases:
          - plateau:
              watch: loss
              factor: 0.5
              patience: 3 evaluations
              threshold: { relative: 1e-4 }
              cooldown: 1 evaluation
              smooth: 0.9
              floor: 1e-4
              max_cuts: 9
              over:
                - warmup: { from: 0, to: 0.1, for: 5 epochs }
                - cosine: { to: 0.01, for: rest }
          - hold: { from: 0.01, jump: true, until: { metric: acc, above: 0.9 }, at_most: 9 epochs }
          - hold: { until: { plateau: { watch: loss, patience: 2 epochs } }, at_most: 9 epochs }
          - hold: { until: { signal: decay }, at_most: 5 epochs }
          - plateau:
              watch: loss
              factor: 0.1
              patience: 2 evaluations
              compat: torch
              eps: 1e-6
              for: 10 epochs
        after: hold
      momentum: 0.9
    """

  @Test(arguments: [seed, reactiveSeed])
  func `a changed recipe gives a recipe, an error or what is not bound`(seed: String) {
    #expect(Recipe(seed).diagnostics.allSatisfy { $0.severity != .error })
    var source = SeededGenerator(seed: 51)
    var (whole, wrong) = (0, 0)
    for _ in 0..<200 {
      let text = changed(seed, &source)
      let recipe = Recipe(text)
      let hasErrors = recipe.diagnostics.contains { $0.severity == .error }
      #expect((recipe.resolved == nil) == (hasErrors || !recipe.unbound.isEmpty), "\(text)")
      if hasErrors { wrong += 1 }
      guard let resolved = recipe.resolved else { continue }
      whole += 1
      for schedule in resolved.schedules { #expect(isWhole(schedule, resolved.length), "\(text)") }
    }
    #expect(whole > 20 && wrong > 50)
  }

  /// Whether the segments of a schedule cover its run without gaps, and its phases refer to what is there.
  private func isWhole(_ schedule: ResolvedSchedule, _ length: Int64) -> Bool {
    var update: Int64 = 0
    for phase in schedule.phases {
      if phase.startsAtEvent { update = 0 }
      for segment in phase.segments {
        guard segment.updates.lowerBound == update, !segment.updates.isEmpty else { return false }
        update = segment.updates.upperBound
      }
      let machines = [phase.plateau?.machine, phase.exit?.machine].compactMap { $0 }
      guard machines.allSatisfy(schedule.machines.indices.contains) else { return false }
      guard let levels = phase.plateau?.levels.all else { continue }
      let isFalling = zip(levels, levels.dropFirst()).allSatisfy { $0 >= $1 }
      guard isFalling, levels.allSatisfy({ $0 > 0 }), levels.count > 1 else { return false }
    }
    let isFilled = length == ResolvedRun.openLength || update == length
    return isFilled && schedule.bounds.lower <= schedule.bounds.upper
  }

  private func changed(_ text: String, _ source: inout SeededGenerator) -> String {
    if Bool.random(using: &source) {
      // Another digit, which often leaves the recipe sound.
      let digits = text.indices.filter { text[$0].isNumber }
      let place = digits[Int.random(in: 0..<digits.count, using: &source)]
      let digit = "\(Int.random(in: 0...9, using: &source))"
      return text[..<place] + digit + text[place...].dropFirst()
    }
    var pieces = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...2, using: &source) {
      let place = Int.random(in: 0..<pieces.count, using: &source)
      let word = Self.words[Int.random(in: 0..<Self.words.count, using: &source)]
      switch Int.random(in: 0..<4, using: &source) {
      case 0: pieces.remove(at: place)
      case 1: pieces.insert(word, at: place)
      default:
        // What ends a value stays, so that most changes are to a value and not to the form.
        let end = pieces[place].last.map { ",]}".contains($0) ? String($0) : "" } ?? ""
        pieces[place] = word + end
      }
    }
    return pieces.joined(separator: " ")
  }

  @Test func `a long recipe takes a time in proportion`() {
    let phases = (0..<4096).map { _ in "\n      - hold: 1 step" }.joined()
    let head = "recipec: 1\nrun: { length: 4097 steps }\nschedules:\n  lr:\n    phases:"
    let clock = ContinuousClock()
    var recipe = Recipe("")
    let elapsed = clock.measure {
      recipe = Recipe(head + "\n      - hold: { from: 1, for: 1 step }" + phases)
    }
    #expect(recipe.rules.isEmpty && recipe.phases.count == 4097)
    #expect(elapsed < .seconds(10))
    let wrong = clock.measure {
      recipe = Recipe(head + phases.replacing("1 step", with: "1 stpe"))
    }
    #expect(recipe.rules.count == 4097)
    #expect(wrong < .seconds(20))
  }
}
