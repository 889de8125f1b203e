// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// The promise of a phase that goes from one value to another: no value lies outside of the two, and
/// none turns back by more than two values within the accuracy contract can.
///
/// Every kind that is made up goes one way only. Where it is very flat, neighbours differ by less
/// than their roundings: those that turn back within the contract are counted, kind by kind.
struct MonotoneSweep {
  /// Updates compared so far.
  private(set) var updates: Int64 = 0
  /// How many updates of each kind turn back within the contract, in the order of the kinds.
  private(set) var turns = [Int](repeating: 0, count: RandomRecipe.Kind.allCases.count)
  /// The largest of these turns, in units of 2^-53 of the value.
  private(set) var largestTurn = 0.0

  /// Two neighbours are each within 6·2^-53 of values that do not turn back.
  private static let limit = 12.0

  /// Looks at every update of every phase of a recipe.
  mutating func look(
    at recipe: RandomRecipe,
    _ table: ScheduleTable,
    named name: String
  ) throws(Difference) {
    for (index, phase) in recipe.phases.enumerated() {
      do {
        try look(at: phase, of: table, "\(name), phase \(index + 1) (\(phase.kind.rawValue))")
      } catch {
        throw error.with(recipe: recipe.text)
      }
      updates += phase.updates.upperBound - phase.updates.lowerBound
    }
  }

  private mutating func look(
    at phase: RandomRecipe.Phase,
    of table: ScheduleTable,
    _ subject: String
  ) throws(Difference) {
    let ends = [phase.from, phase.to].compactMap { $0 }
    let lower = phase.to == nil ? -.infinity : ends.min() ?? phase.from
    let upper = phase.to == nil ? .infinity : ends.max() ?? phase.from
    // Next to a zero the contract counts against the largest value of the phase.
    let crossesZero = lower <= 0 && upper >= 0 && phase.to != nil
    let largest = ends.reduce(0) { max($0, $1.magnitude) }
    var previous = phase.from
    var direction = phase.to.map { $0 - phase.from } ?? 0
    for start in stride(from: phase.updates.lowerBound, to: phase.updates.upperBound, by: 4096) {
      let range = start..<min(start + 4096, phase.updates.upperBound)
      guard let values = try? table.values(track: 0, range: range) else {
        throw Difference(subject: subject, update: start, expected: "values", found: "an error")
      }
      for (index, value) in values.enumerated() {
        guard value >= lower, value <= upper else {
          throw Difference(
            subject: subject,
            update: start + Int64(index),
            expected: "a value from \(lower.withBits) to \(upper.withBits)",
            found: value.withBits
          )
        }
        let change = value - previous
        // Where no end is stated, the first change says which way the phase goes.
        if direction == 0, phase.to == nil { direction = change }
        if change != 0, (change > 0) != (direction > 0) {
          let turn = change.magnitude / (crossesZero ? largest : value.magnitude) * 0x1p53
          guard turn <= Self.limit else {
            throw Difference(
              subject: subject,
              update: start + Int64(index),
              expected: "a value \(direction > 0 ? "from" : "up to") \(previous.withBits)",
              found: value.withBits
            )
          }
          count(turn, of: phase.kind)
        }
        previous = value
      }
    }
  }

  private mutating func count(_ turn: Double, of kind: RandomRecipe.Kind) {
    largestTurn = max(largestTurn, turn)
    if let index = RandomRecipe.Kind.allCases.firstIndex(of: kind) { turns[index] += 1 }
  }
}
