// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeRuntime
import RecipeTestSupport
import SeededRandom
import Testing

@testable import RecipeCheck
@testable import RecipeSemantics

/// The proof of bounds against evaluating everything.
@Suite
struct BoundsProofTests {
  /// What evaluation update by update finds: the first update outside, and how many there are.
  private func outside(
    _ table: ScheduleTable,
    _ bounds: ValueBounds
  ) throws -> (first: BoundsVerdict.Violation?, count: Int64) {
    let region = table.regions[0]
    var first: BoundsVerdict.Violation?
    var count: Int64 = 0
    for update in 0..<table.length {
      let value = try table.value(track: 0, at: update)
      guard value < bounds.lower || value > bounds.upper else { continue }
      if first == nil { first = .init(update: update, value: value) }
      // A value that a grid holds counts where it is sampled.
      if region.sampled(update) == update { count += 1 }
    }
    return (first, count)
  }

  private func expectAgreement(_ table: ScheduleTable, _ bounds: ValueBounds) throws {
    let proof = BoundsProof.verdict(on: table, track: 0, bounds: bounds)
    let exhaustive = BoundsProof.verdict(on: table, track: 0, bounds: bounds, isExhaustive: true)
    let (first, count) = try outside(table, bounds)
    #expect(proof.firstViolation == first && exhaustive.firstViolation == first)
    #expect(proof.violations == count && exhaustive.violations == count)
    #expect(proof.unverified == nil)
    #expect(proof.provedByRange + proof.evaluated == table.length)
    #expect(exhaustive.provedByRange == 0 && exhaustive.evaluated == table.length)
  }

  /// Bounds around the values of a table, each end moved by nothing, one unit in the last place, or
  /// some.
  private func bounds(
    around table: ScheduleTable,
    _ generator: inout SeededGenerator
  ) throws -> ValueBounds {
    let values = try table.values(track: 0, range: 0..<table.length)
    var (lower, upper) = (values.min() ?? 0, values.max() ?? 0)
    let width = upper - lower
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: break
    case 1: lower = lower.nextUp
    case 2: lower = lower.nextDown
    default: lower += width * Double.random(in: -0.2...0.2, using: &generator)
    }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: break
    case 1: upper = upper.nextUp
    case 2: upper = upper.nextDown
    default: upper += width * Double.random(in: -0.2...0.2, using: &generator)
    }
    return .interval(lower, upper)
  }

  @Test func `random recipes are judged as by evaluating every update`() throws {
    var generator = SeededGenerator(seed: 1)
    var violated = 0
    let kinds = [
      "linear: { to: 0.01", "cosine: { to: 0", "polynomial: { to: 0.02, power: 3",
      "cosine: { to: 0.9",
      "exponential: { to: 1e-3", "polynomial: { to: 0, power: 0.5",
      "staircase: { factor: 0.7, every: 37 steps",
    ]
    for index in 0..<60 {
      let steps = Int64.random(in: 20...1500, using: &generator)
      let first = Int64.random(in: 1..<steps - 2, using: &generator)
      let kind = kinds[index % kinds.count]
      let grid = index % 3 == 0 && !kind.hasPrefix("stair") ? ", grid: 7 steps" : ""
      let text = Pipeline.phases(
        "warmup: { from: 0, to: 0.5, for: \(first) steps }",
        kind + grid + " }",
        steps: steps
      )
      let table = try Pipeline.lowered(text).table
      for _ in 0..<3 where table.regions.count == 1 {
        let bounds = try bounds(around: table, &generator)
        try expectAgreement(table, bounds)
        if try outside(table, bounds).first != nil { violated += 1 }
      }
    }
    #expect(violated > 30)
  }

  @Test func `random rows that no compiler wrote are judged alike`() throws {
    var generator = SeededGenerator(seed: 2)
    var violated = 0
    for index in 0..<200 {
      let length = Int64.random(in: 300...1200, using: &generator)
      var coefficients = SIMD8<Double>.zero
      for index in 0..<8 { coefficients[index] = Double.random(in: -1...1, using: &generator) }
      let origin = Int64.random(in: -5...length + 5, using: &generator)
      let piece = Piece(
        start: 0,
        origin: Double(origin),
        scale: PieceBody.scale(reaching: max(abs(origin), abs(length - origin))),
        coefficients: coefficients
      )
      let grid = index % 4 == 0 ? Int64.random(in: 2...300, using: &generator) : 1
      let multiplier = index % 5 == 0 ? Double.random(in: 0.1...2, using: &generator) : 1
      let table = try ScheduleTable.of([piece], length: length, grid: grid, multiplier: multiplier)
      let bounds = try bounds(around: table, &generator)
      try expectAgreement(table, bounds)
      if try outside(table, bounds).first != nil { violated += 1 }
    }
    #expect(violated > 60 && violated < 180)
  }

  @Test func `one bad update among a thousand million is found and named`() throws {
    let spike: Int64 = 123_456_789
    let length: Int64 = 1_000_000_000
    let slope: SIMD8<Double> = [0.4, 0.1, 0.02, 0, 0, 0, 0, 0]
    func row(from start: Int64) -> Piece {
      Piece(start: start, origin: 0, scale: PieceBody.scale(reaching: length), coefficients: slope)
    }
    let bounds = ValueBounds.interval(0, 0.6)
    let clean = try ScheduleTable.of([row(from: 0)], length: length)
    #expect(BoundsProof.verdict(on: clean, track: 0, bounds: bounds).provedByRange == length)
    let table = try ScheduleTable.of(
      [row(from: 0), Piece(constant: 0.7, updates: spike..<spike + 1), row(from: spike + 1)],
      length: length
    )
    let verdict = BoundsProof.verdict(on: table, track: 0, bounds: bounds)
    #expect(verdict.firstViolation == .init(update: spike, value: 0.7))
    #expect(verdict.violations == 1 && verdict.evaluated == 1 && verdict.unverified == nil)
  }

  @Test func `a value one unit in the last place outside is outside`() throws {
    let row = Piece(constant: 0.1, updates: 0..<1_000_000)
    let table = try ScheduleTable.of([row], length: 1_000_000)
    let inside = BoundsProof.verdict(on: table, track: 0, bounds: .interval(0.1, 0.1))
    #expect(inside.firstViolation == nil && inside.unverified == nil)
    let above = BoundsProof.verdict(on: table, track: 0, bounds: .interval(0, (0.1).nextDown))
    #expect(above.firstViolation == .init(update: 0, value: 0.1))
    let below = BoundsProof.verdict(on: table, track: 0, bounds: .interval((0.1).nextUp, 1))
    #expect(below.firstViolation == .init(update: 0, value: 0.1))
  }

  @Test func `a value between two samples of a grid is not used and not judged`() throws {
    // u runs from 0 to 1 and back down: 4u(1 - u) is 1 at update 512 only, and 0.9375 at 384.
    let hill: SIMD8<Double> = [0, 4, -4, 0, 0, 0, 0, 0]
    let row = Piece(start: 0, origin: 0, scale: 0x1p-10, coefficients: hill)
    let bounds = ValueBounds.interval(0, 0.95)
    let everyUpdate = try ScheduleTable.of([row], length: 1024)
    #expect(BoundsProof.verdict(on: everyUpdate, track: 0, bounds: bounds).violations > 0)
    let coarse = try ScheduleTable.of([row], length: 1024, grid: 384)
    #expect(BoundsProof.verdict(on: coarse, track: 0, bounds: bounds).firstViolation == nil)
    let hit = try ScheduleTable.of([row], length: 1024, grid: 512)
    let verdict = BoundsProof.verdict(on: hit, track: 0, bounds: bounds)
    #expect(verdict.firstViolation == .init(update: 512, value: 1) && verdict.violations == 1)
  }

  @Test func `an open end of a domain excludes its value`() throws {
    let table = try ScheduleTable.of([Piece(constant: 1, updates: 0..<10)], length: 10)
    let domain = ValueDomain(lower: 0, upper: 1, includesLower: true, includesUpper: false)
    let bounds = ValueBounds(lower: 0, upper: 1, stated: nil, domain: domain)
    #expect(BoundsProof.verdict(on: table, track: 0, bounds: bounds).violations == 10)
  }

  @Test func `updates that were neither proved nor evaluated are named, and soon`() throws {
    // Every value is 1 after rounding, while the exact ones lie below it by less than any range can
    // tell.
    let length: Int64 = 1 << 50
    let flat: SIMD8<Double> = [1, -0x1p-60, 0, 0, 0, 0, 0, 0]
    let row = Piece(start: 0, origin: 0, scale: 0x1p-50, coefficients: flat)
    let table = try ScheduleTable.of([row], length: length)
    let verdict = BoundsProof.verdict(on: table, track: 0, bounds: .interval(1, 1))
    #expect(verdict.firstViolation == nil)
    #expect(verdict.evaluated >= BoundsProof.evaluationLimit)
    #expect(verdict.evaluated < BoundsProof.evaluationLimit + 512)
    #expect(verdict.provedByRange + verdict.evaluated < length)
    #expect(verdict.unverified?.upperBound == length)
    #expect(verdict.unverified?.lowerBound == verdict.provedByRange + verdict.evaluated)
  }
}
