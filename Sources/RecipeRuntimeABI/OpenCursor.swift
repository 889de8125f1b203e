// SPDX-License-Identifier: Apache-2.0

#if canImport(RecipeRuntime)
internal import RecipeRuntime
#endif

/// What lies in the words of a `recipec_cursor`: a track, and the stretch of it that was met last.
///
/// It owns nothing, so C code may copy it and forget it. The table and the state are referred to as
/// addresses, and a count of the state's changes shows when the stretch is out of date.
struct OpenCursor {
  /// `Seal.cursor`.
  var seal: UInt64
  let table: UnsafeMutablePointer<OpenTable>
  let state: UnsafeMutablePointer<OpenState>?
  let track: Int
  /// The state's revision for which the stretch holds.
  private var revision: UInt64
  /// The updates of the run that the stretch covers; empty before the first value.
  private var first: Int64 = 0
  private var end: Int64 = 0
  /// How much larger updates of the run are than those of the piece.
  private var shift: Int64 = 0
  private var body = PieceBody(origin: 0, scale: 1, coefficients: .zero)
  /// Whether the value of the piece is c0 throughout.
  private var isHeld = false
  private var factors = Factors()

  /// The factors of a track's value, as `Response` has them.
  private struct Factors {
    var base = 1.0
    var reduced = 1.0
    var floor = 0.0
    var isReduced = false

    @inline(__always)
    func value(_ p: Double) -> Double {
      let whole = base * p
      if !isReduced { return whole }
      let cut = reduced * p
      let held = floor > cut ? floor : cut
      return whole < held ? whole : held
    }
  }

  /// Sets a cursor on a track that exists.
  init(
    _ table: UnsafeMutablePointer<OpenTable>,
    _ state: UnsafeMutablePointer<OpenState>?,
    track: Int
  ) {
    seal = Seal.cursor
    self.table = table
    self.state = state
    self.track = track
    revision = state?.pointee.revision ?? 0
  }

  /// The value at an update, if it lies in the stretch that is known.
  @inline(__always)
  func known(at t: Int64) -> Double? {
    if t < first || t >= end { return nil }
    if let state, state.pointee.revision != revision { return nil }
    return factors.value(isHeld ? body.c0 : body.value(at: t - shift))
  }

  /// Finds the stretch that begins at an update, and its first value.
  @inline(never)
  mutating func find(_ t: Int64) throws(EvaluationError) -> Double {
    let state = state?.pointee.run.state
    let table = self.table.pointee.table
    let origin = try table.origin(track: track, at: t, state: state)
    let region = table.regions[origin.region]
    first = t
    revision = self.state?.pointee.revision ?? 0
    factors = Factors()
    factors.base = table.tracks[track].multiplier
    switch origin.base {
    case .piece(let piece, let sampled):
      shift = t - sampled
      body = table.bodies[piece]
      isHeld = region.grid > 1
      let untilEnd = region.end + origin.offset - origin.update
      if isHeld {
        body.c0 = body.value(at: sampled)
        end = t + min(untilEnd, region.untilNextSample(from: origin.update))
      } else {
        end =
          t
          + min(
            untilEnd,
            table.updates(ofPiece: piece, inRegion: origin.region).upperBound - sampled
          )
      }
    case .held(let value), .continued(let value):
      isHeld = true
      body.c0 = value
      end = ScheduleTable.openLength
    }
    if case .held = origin.base { return factors.value(body.c0) }
    if let response = region.response {
      let levels = table.levels[response.firstLevel...]
      let cuts = Int(state?.machines[response.machine].cuts ?? 0)
      factors.reduced = factors.base * levels[response.firstLevel + cuts]
      factors.floor = factors.base * response.floor
      factors.base *= levels[response.firstLevel]
      factors.isReduced = cuts > 0
    }
    return known(at: t) ?? origin.value
  }
}

extension Region {
  /// How many updates of the run from one on share its sample.
  fileprivate func untilNextSample(from t: Int64) -> Int64 {
    let remainder = (t - gridAnchor) % grid
    return remainder < 0 ? -remainder : grid - remainder
  }
}
