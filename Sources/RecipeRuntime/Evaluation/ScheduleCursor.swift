// SPDX-License-Identifier: Apache-2.0

/// A place to remember a stretch of a track, so that the next value after one is found at once.
///
/// The caller owns it: a table has no memory of its own, so every thread may keep its own cursors on
/// one table. It takes 128 bytes without references and needs no care: asked about another table, or
/// after an event, it forgets.
///
///     var cursor = ScheduleCursor(track: 0)
///     for t in 0..<n { use(try table.value(at: t, with: &cursor)) }
public struct ScheduleCursor: Sendable {
  /// What the stretch was read from; see `ScheduleTable.stamp` and `ScheduleState.stamp`.
  @usableFromInline var stamp: UInt64 = 0
  /// The first update of the run in the stretch.
  @usableFromInline var start: Int64 = 0
  /// The number of updates in the stretch; 0 where nothing is remembered.
  @usableFromInline var count: UInt32 = 0
  /// The index of the track.
  let track: Int32
  /// The origin of the polynomial, in the time of the run.
  @usableFromInline var origin = 0.0
  /// The scale of the polynomial.
  @usableFromInline var scale = 1.0
  // The coefficients of the two halves of Estrin's scheme side by side, for vectors of two.

  /// The coefficient of u⁰.
  @usableFromInline var c0 = 0.0
  /// The coefficient of u⁴.
  @usableFromInline var c4 = 0.0
  /// The coefficient of u¹.
  @usableFromInline var c1 = 0.0
  /// The coefficient of u⁵.
  @usableFromInline var c5 = 0.0
  /// The coefficient of u².
  @usableFromInline var c2 = 0.0
  /// The coefficient of u⁶.
  @usableFromInline var c6 = 0.0
  /// The coefficient of u³.
  @usableFromInline var c3 = 0.0
  /// The coefficient of u⁷.
  @usableFromInline var c7 = 0.0
  /// `ValueFactors.base`.
  @usableFromInline var base = 0.0
  /// `ValueFactors.reduced`.
  @usableFromInline var reduced = 0.0
  /// `ValueFactors.floor`.
  @usableFromInline var floor = 0.0

  /// Makes a cursor on the track of an index; whether there is one shows when it is used.
  public init(track: Int) {
    self.track = Int32(clamping: track)
  }

  /// Whether the value at an update is remembered of a source.
  @inlinable
  @inline(__always)
  func remembers(_ t: Int64, of stamp: UInt64) -> Bool {
    UInt64(bitPattern: t &- start) < UInt64(count) && self.stamp == stamp
  }

  /// The value at a remembered update.
  ///
  /// The polynomial is that of `PieceBody.value(at:)`, line for line, and the rest that of
  /// `ValueFactors.value(_:)`, without asking whether anything is cut: while nothing is,
  /// `reduced` is `base`, and then the uncut value comes out whatever the floor is.
  @inlinable
  @inline(__always)
  func value(at t: Int64) -> Double {
    let u = (Double(t) - origin) * scale
    let u2 = u * u
    let u4 = u2 * u2
    let p = ((c7 * u + c6) * u2 + (c5 * u + c4)) * u4 + ((c3 * u + c2) * u2 + (c1 * u + c0))
    let whole = base * p
    let cut = reduced * p
    let held = floor > cut ? floor : cut
    return whole < held ? whole : held
  }

  /// Remembers a polynomial over updates of the run, among them `t`.
  fileprivate mutating func remember(
    _ body: PieceBody,
    _ factors: ValueFactors,
    over updates: Range<Int64>,
    around t: Int64
  ) {
    (origin, scale) = (body.origin, body.scale)
    (c0, c1, c2, c3) = (body.c0, body.c1, body.c2, body.c3)
    (c4, c5, c6, c7) = (body.c4, body.c5, body.c6, body.c7)
    (base, reduced, floor) = (factors.base, factors.reduced, factors.floor)
    let isShort = updates.upperBound - updates.lowerBound <= Int64(UInt32.max)
    start = isShort ? updates.lowerBound : t
    count = UInt32(clamping: updates.upperBound - start)
  }
}

extension ScheduleTable {
  /// The value of a cursor's track at update `t`, with the bits of `value(track:at:)`.
  ///
  /// - Throws: as `value(track:at:)` does.
  @inlinable
  public func value(
    at t: Int64,
    with cursor: inout ScheduleCursor
  ) throws(EvaluationError) -> Double {
    if cursor.remembers(t, of: stamp) { return cursor.value(at: t) }
    return try read(at: t, into: &cursor, state: nil, stamp: stamp)
  }

  /// The value of a cursor's track at update `t` under a state, with the bits of
  /// `value(track:at:state:)`.
  ///
  /// - Throws: as `value(track:at:state:)` does.
  public func value(
    at t: Int64,
    with cursor: inout ScheduleCursor,
    state: ScheduleState
  ) throws(EvaluationError) -> Double {
    let stamp = state.stamp
    if cursor.remembers(t, of: stamp) { return cursor.value(at: t) }
    return try read(at: t, into: &cursor, state: state, stamp: stamp)
  }

  /// What a cursor that was read without a state is recognized by.
  @inlinable
  var stamp: UInt64 { digest.word0 }

  /// The value at an update; the cursor then remembers what is around it.
  @usableFromInline
  func read(
    at t: Int64,
    into cursor: inout ScheduleCursor,
    state: ScheduleState?,
    stamp: UInt64
  ) throws(EvaluationError) -> Double {
    let track = Int(cursor.track)
    cursor.count = 0
    try checkTrack(track)
    try checkOwner(of: state)
    cursor.stamp = stamp
    let course = course(ofTrack: track, state)
    if case .scheduled(let scheduled) = try placement(of: t, inTrack: track, on: course) {
      return try read(at: t, from: scheduled, on: course, state, into: &cursor)
    }
    // From here on the track has this one value, whatever made it.
    let value = try value(track: track, at: t, state: state)
    cursor.remember(
      PieceBody(constant: value, updates: t..<t + 1),
      ValueFactors(multiplier: 1),
      over: t..<ScheduleTable.openLength,
      around: t
    )
    return value
  }

  /// The value at an update `t` of the run that pieces give at `scheduled`, which is another one where
  /// the track repeats; the cursor then remembers the piece.
  private func read(
    at t: Int64,
    from scheduled: Int64,
    on course: Course,
    _ state: ScheduleState?,
    into cursor: inout ScheduleCursor
  ) throws(EvaluationError) -> Double {
    let index = region(of: course, at: scheduled)
    try checkState(state, inRegion: index, at: scheduled)
    let region = regions[index]
    let sampled = region.sampled(scheduled - course.offset, offset: course.offset)
    let piece = piece(inRegion: index, at: sampled)
    let factors = factors(ofTrack: Int(cursor.track), inRegion: index, state)
    var body = bodies[piece]
    let p = body.value(at: sampled)
    var updates: Range<Int64>
    // From the time that the updates are in to that of the run.
    let shift: Int64
    if region.grid > 1 {
      // All updates up to the next sample have the value of this one.
      body = PieceBody(constant: p, updates: sampled..<sampled + 1)
      updates = region.samples(around: scheduled - course.offset, offset: course.offset)
      shift = t - scheduled + course.offset
    } else {
      updates = self.updates(ofPiece: piece, inRegion: index)
      shift = t - sampled
      let origin = Int64(body.origin) + shift
      // Beyond, the origin would not be a number; there every value is looked up.
      if abs(origin) > 1 << 53 { return factors.value(p) }
      body.origin = Double(origin)
    }
    // Regions do not reach to before the course, but values change with a cut.
    var start = updates.lowerBound + shift
    if let state, let response = region.response {
      start = max(start, state.machines[response.machine].changedAt)
    }
    // The last period of a region, or its last sample, may be cut short.
    var end = min(updates.upperBound + shift, region.end + course.offset + t - scheduled)
    end = min(end, ScheduleTable.openLength)
    cursor.remember(body, factors, over: start..<end, around: t)
    return factors.value(p)
  }
}

extension ScheduleRun {
  /// The value of a cursor's track at update `t`; see `ScheduleTable.value(at:with:state:)`.
  public func value(
    at t: Int64,
    with cursor: inout ScheduleCursor
  ) throws(EvaluationError) -> Double {
    try table.value(at: t, with: &cursor, state: state)
  }
}

extension Region {
  /// The local updates that share a sample with local update `t`, which lies in the region; the last
  /// of them may lie beyond it.
  fileprivate func samples(around t: Int64, offset: Int64) -> Range<Int64> {
    let distance = t + offset - gridAnchor
    var remainder = distance % grid
    if remainder < 0 { remainder += grid }
    return max(start, t - remainder)..<t - remainder + grid
  }
}

extension ScheduleState {
  /// What a cursor that was read under the state is recognized by.
  ///
  /// It is a digest of all that values depend on: states that give other values have the same one
  /// with a chance of 2^-64.
  var stamp: UInt64 {
    var stamp = digest.word0
    // The finalizer of MurmurHash3 (Appleby, public domain) spreads every bit over all others.
    func mix(_ word: UInt64) {
      stamp = (stamp ^ word) &* 0xff51_afd7_ed55_8ccd
      stamp = (stamp ^ stamp >> 33) &* 0xc4ce_b9fe_1a85_ec53
      stamp ^= stamp >> 33
    }
    for machine in machines {
      mix(UInt64(machine.cuts))
      mix(UInt64(bitPattern: machine.changedAt))
    }
    for chain in chains {
      mix(UInt64(chain.region) << 2 | (chain.isEntered ? 2 : 0) | (chain.isEnded ? 1 : 0))
      mix(UInt64(bitPattern: chain.entry))
    }
    return stamp
  }
}
