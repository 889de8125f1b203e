// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// The promise of a phase that goes from one value to another: it never turns back on the way, and
/// no value lies outside of the two.
///
/// Every kind that is made up keeps that promise, a hold and a staircase by a factor included.
struct MonotoneSweep {
  /// Updates compared so far.
  private(set) var updates: Int64 = 0

  /// Looks at every update of every phase of a recipe.
  mutating func look(
    at recipe: RandomRecipe,
    _ table: ScheduleTable,
    named name: String
  ) throws(Difference) {
    for (index, phase) in recipe.phases.enumerated() {
      let subject = "\(name), phase \(index + 1) (\(phase.kind.rawValue))"
      do {
        try look(at: phase, of: table, subject)
      } catch {
        throw error.with(recipe: recipe.text)
      }
      updates += phase.updates.upperBound - phase.updates.lowerBound
    }
  }

  private func look(
    at phase: RandomRecipe.Phase,
    of table: ScheduleTable,
    _ subject: String
  ) throws(Difference) {
    var previous = phase.from
    var direction = phase.to.map { $0 - phase.from } ?? 0
    let lower = phase.to.map { min($0, phase.from) } ?? -.infinity
    let upper = phase.to.map { max($0, phase.from) } ?? .infinity
    for start in stride(from: phase.updates.lowerBound, to: phase.updates.upperBound, by: 4096) {
      let range = start..<min(start + 4096, phase.updates.upperBound)
      guard let values = try? table.values(track: 0, range: range) else {
        throw Difference(subject: subject, update: start, expected: "values", found: "an error")
      }
      for (index, value) in values.enumerated() {
        let update = start + Int64(index)
        guard value >= lower, value <= upper else {
          let ends = "a value from \(lower.withBits) to \(upper.withBits)"
          throw Difference(
            subject: subject,
            update: update,
            expected: ends,
            found: value.withBits
          )
        }
        let change = value - previous
        // Where no end is stated, the first change says which way the phase goes.
        if direction == 0, phase.to == nil { direction = change }
        guard change == 0 || (change > 0) == (direction > 0) else {
          throw Difference(
            subject: subject,
            update: update,
            expected: "a value \(direction > 0 ? "from" : "up to") \(previous.withBits)",
            found: value.withBits
          )
        }
        previous = value
      }
    }
  }
}
