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
    for region in table.regionChain(ofTrack: track) {
      for piece in table.regions[region].pieces {
        let updates = table.updates(ofPiece: piece, inRegion: region)
        if isExhaustive {
          proof.evaluate(updates, in: table.regions[region], piece: piece)
        } else {
          proof.prove(updates, in: table.regions[region], piece: piece)
        }
      }
    }
    return proof.verdict
  }

  private mutating func prove(_ updates: Range<Int64>, in region: Region, piece: Int) {
    var open = [updates]
    while let stretch = open.popLast() {
      if isProved(stretch, piece: piece) {
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

  private func isProved(_ updates: Range<Int64>, piece: Int) -> Bool {
    let body = table.bodies[piece]
    let first = (Double(updates.lowerBound) - body.origin) * body.scale
    let last = (Double(updates.upperBound - 1) - body.origin) * body.scale
    let range = PolynomialRange.bounds(coefficients: body.coefficients, u: first...last)
    let ends = [range.lower, range.upper].map { $0 * table.tracks[track].multiplier }
    return ends.allSatisfy(bounds.contains)
  }

  /// Computes the values of a stretch; on a grid only those that are used.
  private mutating func evaluate(_ updates: Range<Int64>, in region: Region, piece: Int) {
    let row = table.bodies[piece]
    let multiplier = table.tracks[track].multiplier
    for update in updates where region.sampled(update) == update {
      let value = multiplier * row.value(at: update)
      guard !bounds.contains(value) else { continue }
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
