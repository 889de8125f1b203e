// SPDX-License-Identifier: Apache-2.0

internal import SeededRandom

/// Makes up one phase of a recipe and writes it down.
struct PhaseWriter {
  /// What the phase is asked to be; complete once it is written.
  private(set) var phase: RandomRecipe.Phase
  /// The phase as one line of YAML.
  private(set) var line = ""
  private let length: Int64
  private let previous: Double?
  private var fields: [String] = []

  /// A phase of a kind over some updates, after a phase that ended at a value.
  init(_ kind: RandomRecipe.Kind, previous: Double?, updates: Range<Int64>) {
    phase = RandomRecipe.Phase(kind: kind, updates: updates, from: 0, to: nil)
    length = updates.upperBound - updates.lowerBound
    self.previous = previous
  }

  /// Fills in values and keys at random; at a seam the run's end jumps to the start of this phase.
  mutating func write(isSeam: Bool, using generator: inout SeededGenerator) {
    let from = Self.value(using: &generator)
    fields = ["from: \(from)"]
    let to = writeCurve(from: from, using: &generator)
    phase = RandomRecipe.Phase(kind: phase.kind, updates: phase.updates, from: from, to: to)
    // Values are drawn from so many that two neighbours never meet by chance.
    if isSeam || phase.updates.lowerBound > 0 { fields.append("jump: true") }
    fields.append("for: \(length) steps")
    line = "\(phase.kind.rawValue): { \(fields.joined(separator: ", ")) }"
  }

  /// Writes the keys of the kind, and returns the end value, where they state one.
  private mutating func writeCurve(
    from: Double,
    using generator: inout SeededGenerator
  ) -> Double? {
    switch phase.kind {
    case .hold:
      return from
    case .staircase:
      return writeStaircase(from: from, using: &generator)
    case .exponential where Bool.random(using: &generator):
      let every = max(1, length / Int64.random(in: 1...20, using: &generator))
      let form = ["half_life: \(every) steps", "rate: 0.9, every: \(every) steps"]
      fields.append(form.randomElement(using: &generator) ?? form[0])
      writeConventions(using: &generator)
      return nil
    case .linear, .warmup, .cosine, .exponential, .polynomial:
      let crossesZero = phase.kind != .exponential && Int.random(in: 0..<4, using: &generator) == 0
      let to = Self.value(using: &generator) * (crossesZero ? -1 : 1)
      fields.append("to: \(to)")
      if phase.kind == .polynomial {
        let power = ["0.5", "1", "1.5", "2", "3", "7", "9"].randomElement(using: &generator)
        fields.append("power: \(power ?? "1")")
      }
      writeConventions(using: &generator)
      // A longer curve; at a rate it would run on to values that no table can hold.
      if Int.random(in: 0..<6, using: &generator) == 0 {
        fields.append("over: \(length + generator.count(bits: 16)) steps")
      }
      return to
    }
  }

  private mutating func writeStaircase(
    from: Double,
    using generator: inout SeededGenerator
  ) -> Double? {
    let every = max(1, length / Int64.random(in: 1...50, using: &generator))
    fields += ["factor: \(Bool.random(using: &generator) ? 0.7 : 1.1)", "every: \(every) steps"]
    return nil
  }

  /// Writes what every smooth curve may have: an end convention and a grid.
  private mutating func writeConventions(using generator: inout SeededGenerator) {
    let word = ["start", "end", "neither"].randomElement(using: &generator) ?? "start"
    if Bool.random(using: &generator) { fields.append("endpoints: \(word)") }
    if Int.random(in: 0..<6, using: &generator) == 0 {
      fields.append("grid: \(generator.count(bits: 8)) steps")
    }
  }

  /// A value from about 1e-4 to 10 with five digits, so that its decimal is short.
  private static func value(using generator: inout SeededGenerator) -> Double {
    let digits = Double(Int.random(in: 10_000...99_999, using: &generator))
    return digits / [1e4, 1e5, 1e6, 1e7, 1e8][Int.random(in: 0..<5, using: &generator)]
  }
}
