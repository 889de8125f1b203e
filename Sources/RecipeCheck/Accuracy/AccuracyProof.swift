// SPDX-License-Identifier: Apache-2.0

internal import RecipeLowering
package import RecipeRuntime
package import RecipeSemantics

/// How the rows of a table were held against the curves they stand for.
package struct AccuracyVerdict: Hashable, Sendable {
  /// A row that is not what the recipe says, or of which that could not be proved.
  package struct Miss: Hashable, Sendable {
    /// The first update of the row.
    package let update: Int64
    /// The error that could be proved, in units of 2^-53; nil for none.
    package let bound: Double?
  }

  /// The number of rows that were proved.
  package internal(set) var provedPieces = 0
  /// The largest proved error in units of 2^-53, relative to the value.
  package internal(set) var worstRelative = 0.0
  /// The largest proved error in units of 2^-53 of the phase's maximum, where a curve crosses zero.
  package internal(set) var worstAbsolute: Double?
  package internal(set) var firstMiss: Miss?
}

/// Proves row by row that a table has the values of a recipe, within the contract of 6·2^-53.
///
/// Nothing of how the rows were made is trusted: the proof holds any coefficients against the
/// recipe's curves, so a table with a changed coefficient, a misplaced row or a foreign one is
/// found. So is one that samples its rows on another grid, multiplies them, or goes on otherwise
/// past the end.
package enum AccuracyProof {
  /// Holds one schedule of a recipe, times a factor, against the track of a table.
  package static func verdict(
    on table: ScheduleTable,
    track: Int,
    schedule: ResolvedSchedule,
    multiplier: Double = 1
  ) -> AccuracyVerdict {
    var verdict = rows(on: table, track: track, schedule: schedule)
    verdict.multiply(by: multiplier)
    if table.tracks[track].multiplier != multiplier { verdict.miss(at: 0, bound: nil) }
    return verdict
  }

  /// Holds a track that shares the rows of another one, which were proved, against its factor.
  ///
  /// - Parameters:
  ///   - table: the table of both.
  ///   - track: the index of a track.
  ///   - other: the index of the track whose rows were proved.
  ///   - proved: the verdict on it, without its own factor.
  ///   - multiplier: the factor that the recipe says.
  /// - Returns: the verdict on the rows, with the rounding of one more product, and a miss where the track does
  ///   not share them.
  package static func verdict(
    on table: ScheduleTable,
    track: Int,
    sharing other: Int,
    proved: AccuracyVerdict,
    multiplier: Double
  ) -> AccuracyVerdict {
    var verdict = proved
    verdict.multiply(by: multiplier)
    let (own, first) = (table.tracks[track], table.tracks[other])
    if own.firstRegion != first.firstRegion || own.after != first.after
      || own.multiplier != multiplier
    {
      verdict.miss(at: 0, bound: nil)
    }
    return verdict
  }

  /// Holds the rows of a track against a schedule, whatever the track multiplies them by.
  package static func rows(
    on table: ScheduleTable,
    track: Int,
    schedule: ResolvedSchedule
  ) -> AccuracyVerdict {
    var verdict = AccuracyVerdict()
    var walk = ScheduleRows(of: table, track: track)
    var proofs = CurveProofs()
    for phase in schedule.phases {
      guard let rows = walk.rows(of: phase) else {
        verdict.miss(at: phase.updates.lowerBound, bound: nil)
        return verdict
      }
      let machines = MachineProof(table: table, schedule: schedule, phase: phase)
      if !rows.allSatisfy({ machines.holds(in: $0.region) }) {
        verdict.miss(at: phase.updates.lowerBound, bound: nil)
      }
      var remaining = rows[...]
      for segment in smoothSegments(of: phase) {
        let expectation = Expectation(segment, unit: phase.plateau?.unit)
        let updates = segment.updates
        while let row = remaining.first, row.updates.lowerBound < updates.upperBound {
          check(row, expectation, by: &proofs, grid: phase.grid, updates: updates, into: &verdict)
          guard row.updates.upperBound <= updates.upperBound else { break }
          remaining = remaining.dropFirst()
        }
      }
    }
    if let last = schedule.phases.last, !walk.isAtEnd(after: last) {
      verdict.miss(at: last.updates.lowerBound, bound: nil)
    }
    if table.tracks[track].after != Track.After(schedule) {
      verdict.miss(at: table.length, bound: nil)
    }
    return verdict
  }

  /// The segments of a phase, split where curves bend or jump.
  ///
  /// What cannot be split stays whole, and no row is proved to be it.
  private static func smoothSegments(of phase: ResolvedPhase) -> [PhaseSegment] {
    phase.segments.flatMap { segment in
      guard case .curve(let curve) = segment, let parts = try? SmoothCurves.parts(of: curve) else {
        return [segment]
      }
      return parts.map { .curve($0) }
    }
  }

  /// What a segment of a phase asks of its rows.
  private enum Expectation {
    case constant(Double)
    case curve(Curve)

    init(_ segment: PhaseSegment, unit: Double?) {
      switch segment {
      // Under a plateau over a constant the row is the unit of the levels, which are the values.
      case .constant(let value, _): self = .constant(unit ?? value)
      case .curve(let curve): self = .curve(curve)
      }
    }
  }

  private static func check(
    _ row: TableRow,
    _ expectation: Expectation,
    by proofs: inout CurveProofs,
    grid: Int64,
    updates: Range<Int64>,
    into verdict: inout AccuracyVerdict
  ) {
    let played = row.updates.clamped(to: updates)
    let bound: (bound: Double, isRelative: Bool)?
    switch expectation {
    case .constant(let value):
      bound = row.body.isConstant && row.body.c0 == value ? (0, true) : nil
    case .curve(let curve):
      let polynomial = PiecePolynomial(
        origin: row.body.origin,
        scale: row.body.scale,
        coefficients: row.body.coefficients
      )
      bound = proofs.bound(of: polynomial, over: played, against: curve)
    }
    guard let bound, bound.bound <= PieceProof.contract, row.isSampled(every: grid) else {
      verdict.miss(at: played.lowerBound, bound: bound?.bound)
      return
    }
    verdict.provedPieces += 1
    if bound.isRelative {
      verdict.worstRelative = max(verdict.worstRelative, bound.bound)
    } else {
      verdict.worstAbsolute = max(verdict.worstAbsolute ?? 0, bound.bound)
    }
  }
}

extension AccuracyVerdict {
  /// What the errors are behind one more product: a relative error e becomes e + u + e·u, with u = 2^-53, and
  /// nothing where the factor is a power of two.
  fileprivate mutating func multiply(by factor: Double) {
    guard factor != 0, factor.significand != 1 else { return }
    func grown(_ error: Double) -> Double { error + 1 + (error + 1) * 0x1p-52 }
    worstRelative = grown(worstRelative)
    worstAbsolute = worstAbsolute.map(grown)
  }

  /// Notes a miss, unless there is an earlier one.
  fileprivate mutating func miss(at update: Int64, bound: Double?) {
    if firstMiss == nil { firstMiss = Miss(update: update, bound: bound) }
  }
}

extension TableRow {
  /// Whether the row is sampled every `grid` updates of the run.
  fileprivate func isSampled(every grid: Int64) -> Bool {
    region.grid == grid && region.gridAnchor % grid == 0
  }
}

extension Track.After {
  /// What a table says of a schedule; it has no zero with a sign.
  fileprivate init(_ schedule: ResolvedSchedule) {
    switch schedule.after {
    case .hold(let value): self = .hold(value == 0 ? 0 : value)
    case .continues(let value): self = .continues(schedule.phases.last?.plateau?.unit ?? value)
    case .repeats: self = .repeats
    case .error: self = .error
    }
  }
}
