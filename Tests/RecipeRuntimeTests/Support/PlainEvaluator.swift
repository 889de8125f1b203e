// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// A second way to a table's values, written from the description of the model and without any of
/// the evaluators: it walks from update to update, and every grid, period and piece is counted out.
struct PlainEvaluator {
  let table: ScheduleTable
  var state: ScheduleState?

  /// What asking for a value must give.
  enum Outcome: Hashable {
    case bits(UInt64)
    case beforeState(since: Int64)
    case pastEnd(length: Int64)

    /// What asking for a value gave.
    init(_ value: () throws(EvaluationError) -> Double) {
      do throws(EvaluationError) {
        self = .bits(try value().bitPattern)
      } catch .beforeState(_, let since) {
        self = .beforeState(since: since)
      } catch .pastEnd(_, let length) {
        self = .pastEnd(length: length)
      } catch {
        self = .bits(.max)
      }
    }
  }

  /// What a track must give at the updates from 0 to one before `reach`.
  func outcomes(track: Int, reach: Int64) -> [Outcome] {
    let place = place(ofTrack: track)
    var outcomes = [Outcome](repeating: .beforeState(since: place.entry), count: Int(place.entry))
    var region: Int? = place.region
    var last = place.region
    var local = table.regions[place.region].start
    var end = place.entry
    if place.isEnded { region = nil }
    var t = place.entry
    while t < reach {
      if let current = region, local == table.regions[current].start + table.regions[current].length
      {
        region = table.regions[current].timeout
      }
      if let current = region {
        outcomes.append(scheduled(track: track, region: current, local: local, at: t))
        last = current
        end = t + 1
      } else {
        outcomes.append(past(track: track, lastRegion: last, end: end, at: t, outcomes))
      }
      local += 1
      t += 1
    }
    return Array(outcomes.prefix(Int(reach)))
  }

  /// The first update past the end of a track, if it is below `reach`.
  func end(ofTrack track: Int, below reach: Int64) -> Int64? {
    let place = place(ofTrack: track)
    var region = place.isEnded ? nil : place.region
    var t = place.entry
    while let current = region, t < reach {
      t += table.regions[current].length
      region = table.regions[current].timeout
    }
    return t < reach ? t : nil
  }

  /// Where the last event has led a track.
  private func place(ofTrack track: Int) -> (region: Int, entry: Int64, isEnded: Bool) {
    let first = table.tracks[track].firstRegion
    guard let state, canMeetEvent(first) else { return (first, 0, false) }
    var starts: [Int] = []
    for track in table.tracks
    where canMeetEvent(track.firstRegion) && !starts.contains(track.firstRegion) {
      starts.append(track.firstRegion)
    }
    for (start, chain) in zip(starts, state.chains) where start == first {
      return (chain.region, chain.entry, chain.isEnded)
    }
    return (first, 0, false)
  }

  /// Whether an event is possible in a region or in any that follows.
  func canMeetEvent(_ region: Int) -> Bool {
    let region = table.regions[region]
    return region.exit != nil || region.timeout.map(canMeetEvent) == true
  }

  private func scheduled(track: Int, region index: Int, local: Int64, at t: Int64) -> Outcome {
    let region = table.regions[index]
    var sampled = local
    var absolute = t
    while sampled > region.start, (absolute - region.gridAnchor) % region.grid != 0 {
      sampled -= 1
      absolute -= 1
    }
    if region.period > 0 {
      while sampled - region.start >= region.period { sampled -= region.period }
    }
    var piece = region.firstPiece
    while piece + 1 < region.firstPiece + region.pieceCount, table.starts[piece + 1] <= sampled {
      piece += 1
    }
    let p = PlainEvaluator.polynomial(table.bodies[piece], at: sampled)
    return answer(track: track, region: region, p, at: t)
  }

  /// Estrin's order, each operation rounded by itself.
  static func polynomial(_ body: PieceBody, at t: Int64) -> Double {
    let u = (Double(t) - body.origin) * body.scale
    let (u2, u4) = (u * u, (u * u) * (u * u))
    let upper = (body.c7 * u + body.c6) * u2 + (body.c5 * u + body.c4)
    let lower = (body.c3 * u + body.c2) * u2 + (body.c1 * u + body.c0)
    return upper * u4 + lower
  }

  /// The value with the multiplier, and what the region's plateau makes of it.
  private func answer(track: Int, region: Region, _ p: Double, at t: Int64) -> Outcome {
    let multiplier = table.tracks[track].multiplier
    guard let response = region.response else { return .bits((multiplier * p).bitPattern) }
    let machine = state?.machines[response.machine]
    if let machine, t < machine.changedAt { return .beforeState(since: machine.changedAt) }
    let cuts = Int(machine?.cuts ?? 0)
    let whole = multiplier * table.levels[response.firstLevel] * p
    if cuts == 0 { return .bits(whole.bitPattern) }
    let cut = multiplier * table.levels[response.firstLevel + cuts] * p
    let floor = multiplier * response.floor
    let held = floor > cut ? floor : cut
    return .bits((whole < held ? whole : held).bitPattern)
  }

  private func past(
    track: Int,
    lastRegion: Int,
    end: Int64,
    at t: Int64,
    _ earlier: [Outcome]
  ) -> Outcome {
    switch table.tracks[track].after {
    case .hold(let value): .bits((table.tracks[track].multiplier * value).bitPattern)
    case .continues(let value):
      answer(track: track, region: table.regions[lastRegion], value, at: t)
    case .repeats: earlier[Int(t - end)]
    case .error: .pastEnd(length: end)
    }
  }
}
