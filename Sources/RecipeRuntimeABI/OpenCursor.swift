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
  /// The first update of the run in the stretch.
  private var start: Int64 = 0
  /// The number of updates in the stretch, at most 2^52; 0 where nothing is remembered.
  private var count: UInt64 = 0
  let state: UnsafeMutablePointer<OpenState>?
  /// The state's revision for which the stretch holds.
  private var revision: UInt64 = 0
  /// The origin of the polynomial as a distance from `start`, and 2^52 more.
  private var origin = 0.0
  private var scale = 0.0
  // The coefficients lie as in `ScheduleCursor`: the halves of Estrin's scheme side by side, for vectors
  // of two.
  private var c0 = 0.0
  private var c4 = 0.0
  private var c1 = 0.0
  private var c5 = 0.0
  private var c2 = 0.0
  private var c6 = 0.0
  private var c3 = 0.0
  private var c7 = 0.0
  /// The factors of the uncut and of the cut value, and the floor, with the multiplier.
  private var base = 0.0
  private var reduced = 0.0
  private var floor = 0.0
  let table: UnsafeMutablePointer<OpenTable>
  let track: Int

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
  }

  /// Whether the value at an update lies in the stretch.
  @inline(__always)
  func remembers(_ t: Int64) -> Bool {
    if UInt64(bitPattern: t &- start) >= count { return false }
    guard let state else { return true }
    return state.pointee.revision == revision
  }

  /// The value at a remembered update.
  ///
  /// From the distance on it is line for line that of `ScheduleCursor`.
  @inline(__always)
  func value(at t: Int64) -> Double {
    // The number 2^52 + distance, whose bits need no conversion. That of x86 waits for what was in its
    // register before, which is the last value, so that calls could not overlap.
    let distance = Double(bitPattern: (0x1p52).bitPattern | UInt64(bitPattern: t &- start))
    let u = (distance - origin) * scale
    let u2 = u * u
    let u4 = u2 * u2
    let p = ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))
    let whole = base * p
    let cut = reduced * p
    let held = floor > cut ? floor : cut
    return whole < held ? whole : held
  }

  /// Finds the stretch around an update, and the value there.
  @inline(never)
  mutating func find(_ t: Int64) throws(EvaluationError) -> Double {
    let table = self.table.pointee.table
    let found = try table.origin(track: track, at: t, state: state?.pointee.run.state)
    let region = table.regions[found.region]
    let multiplier = table.tracks[track].multiplier
    (base, reduced, floor) = (multiplier, multiplier, 0)
    count = 0
    revision = state?.pointee.revision ?? 0
    var body: PieceBody
    var updates = t..<ScheduleTable.openLength
    // From the time that the updates are in to that of the run.
    var shift: Int64 = 0
    switch found.base {
    case .piece(let piece, let sampled):
      body = table.bodies[piece]
      var end = t + region.end + found.offset - found.update
      if region.grid > 1 {
        // All updates up to the next sample have the value of this one.
        body = PieceBody(constant: body.value(at: sampled), updates: t..<t + 1)
        end = min(end, t + region.untilNextSample(from: found.update))
        updates = updates.clamped(to: t..<end)
      } else {
        shift = t - sampled
        let piece = table.updates(ofPiece: piece, inRegion: found.region)
        end = min(end, piece.upperBound + shift)
        // Regions do not reach to before an event that leads to them.
        updates = piece.lowerBound + shift..<min(end, updates.upperBound)
      }
    case .held(let value), .continued(let value):
      body = PieceBody(constant: value, updates: t..<t + 1)
    }
    if case .held = found.base {
    } else if let response = region.response {
      let machine = state?.pointee.run.state.machines[response.machine]
      // What held before a cut is not known any more.
      updates = updates.clamped(to: (machine?.changedAt ?? 0)..<ScheduleTable.openLength)
      base = multiplier * table.levels[response.firstLevel]
      reduced = multiplier * table.levels[response.firstLevel + Int(machine?.cuts ?? 0)]
      floor = multiplier * response.floor
    }
    remember(body, over: updates, origin: Int64(body.origin) + shift)
    return found.value
  }

  /// Remembers a polynomial over updates of the run, in whose time its origin is.
  private mutating func remember(_ body: PieceBody, over updates: Range<Int64>, origin: Int64) {
    // Beyond, distances are not numbers with the exponent of 2^52; there every value is looked up.
    let limit: Int64 = 1 << 52
    let distance = origin - updates.lowerBound
    if abs(distance) > limit { return }
    start = updates.lowerBound
    count = UInt64(min(updates.upperBound - start, limit))
    self.origin = Double(limit + distance)
    scale = body.scale
    (c0, c1, c2, c3) = (body.c0, body.c1, body.c2, body.c3)
    (c4, c5, c6, c7) = (body.c4, body.c5, body.c6, body.c7)
  }
}

extension Region {
  /// How many updates of the run from one on share its sample.
  fileprivate func untilNextSample(from t: Int64) -> Int64 {
    let remainder = (t - gridAnchor) % grid
    return remainder < 0 ? -remainder : grid - remainder
  }
}
