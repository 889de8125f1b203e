// SPDX-License-Identifier: Apache-2.0

internal import RecipeCheck
internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax
internal import SeededRandom

/// The proof of bounds against the evaluation of every update, which has to say the same.
///
/// Each track is held against bounds that it touches, that it leaves by the last bit, that lie
/// between two of its values, and that are far away.
struct BoundsSweep {
  /// Updates evaluated so far, and the share of all that the proofs did not have to evaluate.
  private(set) var updates: Int64 = 0
  private(set) var provedByRange: Int64 = 0
  /// Pairs of verdicts compared so far.
  private(set) var verdicts = 0
  private var generator: SeededGenerator

  /// A sweep that draws its bounds by a seed.
  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  /// Compares the verdicts on every track of a table.
  mutating func compare(_ table: ScheduleTable, named name: String) throws(Difference) {
    for track in table.tracks.indices {
      let subject = "\(name), track \(track)"
      guard let values = try? table.values(track: track, range: 0..<table.length),
        let least = values.min(), let largest = values.max()
      else {
        throw Difference(subject: subject, update: 0, expected: "values", found: "an error")
      }
      let (one, other) = (
        values.randomElement(using: &generator) ?? least,
        values.randomElement(using: &generator) ?? largest
      )
      let pairs = [
        (least, largest), (least.nextUp, largest), (least, largest.nextDown),
        (min(one, other), max(one, other)), (least - 1, largest + 1),
      ]
      for (lower, upper) in pairs where lower <= upper {
        guard let bounds = Self.bounds(lower, upper) else {
          let text = "bounds [\(lower), \(upper)]"
          throw Difference(subject: subject, update: 0, expected: text, found: "a refusal")
        }
        try compare(values, table, track, bounds, subject)
      }
    }
  }

  private mutating func compare(
    _ values: [Double],
    _ table: ScheduleTable,
    _ track: Int,
    _ bounds: ValueBounds,
    _ subject: String
  ) throws(Difference) {
    let proof = BoundsProof.verdict(on: table, track: track, bounds: bounds)
    let evaluation = BoundsProof.verdict(
      on: table,
      track: track,
      bounds: bounds,
      isExhaustive: true
    )
    let first = values.firstIndex { $0 < bounds.lower || $0 > bounds.upper }
    let place = "\(subject), bounds \(bounds.lower.withBits) to \(bounds.upper.withBits)"
    for (verdict, way) in [(evaluation, "exhaustive"), (proof, "proof")] {
      let found = verdict.firstViolation
      let isSameUpdate = found?.update == first.map(Int64.init)
      let isSameValue = found?.value == first.map { values[$0] }
      guard !isSameUpdate || !isSameValue else { continue }
      throw Difference(
        subject: "\(place), \(way)",
        update: first.map(Int64.init) ?? found?.update ?? 0,
        expected: first.map { "\(values[$0].withBits) as the first violation" } ?? "no violation",
        found: found.map { "\($0.value.withBits) at update \($0.update)" } ?? "no violation"
      )
    }
    let covered = proof.provedByRange + proof.evaluated
    guard proof.unverified == nil, covered == table.length,
      evaluation.evaluated == table.length, proof.violations == evaluation.violations
    else {
      throw Difference(
        subject: place,
        update: proof.unverified?.lowerBound ?? 0,
        expected: "\(table.length) updates settled, \(evaluation.violations) violations",
        found: "\(covered) updates settled, \(proof.violations) violations"
      )
    }
    verdicts += 1
    updates += table.length
    provedByRange += proof.provedByRange
  }

  /// The bounds as a recipe states them.
  private static func bounds(_ lower: Double, _ upper: Double) -> ValueBounds? {
    let text = """
      recipec: 1
      run: { length: 1 steps }
      schedules:
        level:
          bounds: [\(lower), \(upper)]
          phases:
            - hold: { from: \(lower), for: rest }

      """
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "bounds", bytes: Array(text.utf8))
    let kinds = PhaseKindRegistry.specs
    let parsed = RecipeParser.parse(source, in: sources, phaseKinds: kinds, into: &sink)
    let recipe = parsed.flatMap { RecipeResolver.resolve($0, into: &sink).recipe }
    return recipe?.schedules.first?.bounds
  }
}
