// SPDX-License-Identifier: Apache-2.0

internal import RecipeLowering
package import RecipeRuntime
package import RecipeSemantics

/// How the values of a track were held against their bounds, update by update.
package struct BoundsVerdict: Hashable, Sendable {
  /// An update whose value lies outside.
  package struct Violation: Hashable, Sendable {
    package let update: Int64
    package let value: Double
  }

  /// Updates whose values were proved to lie inside by the range of their piece.
  package internal(set) var provedByRange: Int64 = 0
  /// Updates whose values were computed and compared, one by one.
  package internal(set) var evaluated: Int64 = 0
  /// Updates of which neither could be done.
  package internal(set) var unverified: Range<Int64>?
  /// The first update outside, and how many of the evaluated ones are.
  package internal(set) var firstViolation: Violation?
  package internal(set) var violations: Int64 = 0
}

/// Proves that every value of a track lies in its bounds, however long the run.
///
/// The range of a piece over a stretch of updates is enclosed by its Bernstein coefficients with
/// all rounding on top (`PolynomialRange`). A stretch whose range lies inside the bounds is proved
/// at once; any other is halved, and short ones are evaluated update by update. Only the few
/// updates beside a value that touches a bound are ever reached that way: evaluating all of them
/// would take minutes for 10^12 updates. Where a value stays that near to a bound for longer, the
/// updates past `evaluationLimit` are named instead of evaluated.
package struct BoundsProof {
  /// Stretches of at most this many updates are evaluated instead of being halved again.
  static let stretch: Int64 = 256
  /// At most this many updates of a track are evaluated.
  package static let evaluationLimit: Int64 = 1 << 20

  private let table: ScheduleTable
  private let track: Int
  private let bounds: ValueBounds
  private var verdict = BoundsVerdict()

  private init(table: ScheduleTable, track: Int, bounds: ValueBounds) {
    self.table = table
    self.track = track
    self.bounds = bounds
  }

  /// Holds a track against its bounds.
  ///
  /// - Parameters:
  ///   - table: a verified table.
  ///   - track: the index of one of its tracks.
  ///   - bounds: what every value has to respect.
  ///   - isExhaustive: evaluates every update instead of proving ranges; the test of this proof.
  /// - Returns: what was proved, what was evaluated, and the first update outside.
  package static func verdict(
    on table: ScheduleTable,
    track: Int,
    bounds: ValueBounds,
    isExhaustive: Bool = false
  ) -> BoundsVerdict {
    var proof = BoundsProof(table: table, track: track, bounds: bounds)
    let undisturbed = table.regionChain(ofTrack: track)
    for index in table.reachableRegions(ofTrack: track) {
      let region = ProvedRegion(
        region: table.regions[index],
        levels: LevelExtremes(of: table, track: track, region: index),
        isDisplaced: !undisturbed.contains(index)
      )
      for piece in region.region.pieces {
        let updates = table.updates(ofPiece: piece, inRegion: index)
        if isExhaustive {
          proof.evaluate(updates, in: region, piece: piece)
        } else {
          proof.prove(updates, in: region, piece: piece)
        }
      }
    }
    return proof.verdict
  }

  /// A region and what its values are made of.
  private struct ProvedRegion {
    let region: Region
    let levels: LevelExtremes
    /// Whether only an event leads here: which updates are sampled then depends on when it happens.
    let isDisplaced: Bool

    /// Whether the piece's value at an update can be used.
    func uses(_ update: Int64) -> Bool { isDisplaced || region.sampled(update) == update }
  }

  private mutating func prove(_ updates: Range<Int64>, in region: ProvedRegion, piece: Int) {
    var open = [updates]
    while let stretch = open.popLast() {
      if isProved(stretch, region.levels, piece: piece) {
        verdict.provedByRange += stretch.upperBound - stretch.lowerBound
      } else if verdict.evaluated >= Self.evaluationLimit {
        // Halving on would take as long as evaluating: a stretch this near to a bound has no end of
        // halves that cannot be proved either.
        leave(stretch)
      } else if stretch.upperBound - stretch.lowerBound <= Self.stretch {
        evaluate(stretch, in: region, piece: piece)
      } else {
        let middle = stretch.lowerBound + (stretch.upperBound - stretch.lowerBound) / 2
        // The earlier half is on top, so that the first violation is the first in time.
        open.append(middle..<stretch.upperBound)
        open.append(stretch.lowerBound..<middle)
      }
    }
  }

  private func isProved(_ updates: Range<Int64>, _ levels: LevelExtremes, piece: Int) -> Bool {
    let body = table.bodies[piece]
    let first = (Double(updates.lowerBound) - body.origin) * body.scale
    let last = (Double(updates.upperBound - 1) - body.origin) * body.scale
    let range = PolynomialRange.bounds(coefficients: body.coefficients, u: first...last)
    // Every value of every level lies between those of the first and the last at both ends.
    return [range.lower, range.upper].allSatisfy { end in
      levels.values(end).allSatisfy(bounds.contains)
    }
  }

  /// Computes the values of a stretch; on a grid only those that are used.
  private mutating func evaluate(_ updates: Range<Int64>, in region: ProvedRegion, piece: Int) {
    let row = table.bodies[piece]
    // A constant is one value, however many updates it has, and in an open run these have no end.
    if row.isConstant && region.levels.values(row.c0).allSatisfy(bounds.contains) {
      verdict.evaluated += updates.upperBound - updates.lowerBound
      return
    }
    for update in updates where region.uses(update) {
      let values = region.levels.values(row.value(at: update))
      guard let value = values.first(where: { !bounds.contains($0) }) else { continue }
      verdict.violations += 1
      if verdict.firstViolation == nil {
        verdict.firstViolation = BoundsVerdict.Violation(update: update, value: value)
      }
    }
    verdict.evaluated += updates.upperBound - updates.lowerBound
  }

  private mutating func leave(_ updates: Range<Int64>) {
    let first = verdict.unverified?.lowerBound ?? updates.lowerBound
    verdict.unverified = min(first, updates.lowerBound)..<updates.upperBound
  }
}
