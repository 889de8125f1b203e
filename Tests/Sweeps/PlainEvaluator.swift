// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime

/// A second way to a track's values: the definition of the lowered form, without the evaluators.
///
/// Regions and pieces are walked one after the other, the polynomial is summed here, and what
/// happens past the end is decided here.
struct PlainEvaluator {
  private let table: ScheduleTable
  private let track: Track
  private var region: Region
  private var piece: Int

  /// Starts at update 0 of a track.
  init(_ table: ScheduleTable, track: Int) {
    self.table = table
    self.track = table.tracks[track]
    region = table.regions[self.track.firstRegion]
    piece = region.firstPiece
  }

  /// The value at an update from 0 on; cheapest when the updates rise.
  ///
  /// A track that is an error past its end must not be asked there.
  mutating func value(at t: Int64) -> Double {
    guard t >= table.length else { return scheduledValue(at: t) }
    if case .hold(let held) = track.after { return track.multiplier * held }
    return scheduledValue(at: t % table.length)
  }

  private mutating func scheduledValue(at t: Int64) -> Double {
    if t < region.start {
      region = table.regions[track.firstRegion]
      piece = region.firstPiece
    }
    while t >= region.start + region.length, let next = region.timeout {
      region = table.regions[next]
      piece = region.firstPiece
    }
    var sampled = t
    if region.grid > 1 {
      let cell = (t - region.gridAnchor) % region.grid
      sampled = max(region.start, t - (cell < 0 ? cell + region.grid : cell))
    }
    if table.starts[piece] > sampled { piece = region.firstPiece }
    while piece + 1 < region.firstPiece + region.pieceCount, table.starts[piece + 1] <= sampled {
      piece += 1
    }
    return track.multiplier * Self.polynomial(table.bodies[piece], at: sampled)
  }

  private static func polynomial(_ body: PieceBody, at t: Int64) -> Double {
    let u = (Double(t) - body.origin) * body.scale
    let u2 = u * u
    let u4 = u2 * u2
    let upper = (body.c7 * u + body.c6) * u2 + (body.c5 * u + body.c4)
    let lower = (body.c3 * u + body.c2) * u2 + (body.c1 * u + body.c0)
    return upper * u4 + lower
  }
}
