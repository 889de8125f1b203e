// SPDX-License-Identifier: Apache-2.0

/// Compares the rest of a track under one table with that of its twin under another.
///
/// Both are followed through their timeouts in steps that lie within one piece of each. Equal rows are
/// equal without a look at their values; others are evaluated, up to a limit, so that the first differing
/// update is found even where pieces were cut otherwise. What events lead to is compared the same way.
struct CourseComparison {
  /// A track under its table.
  struct Side {
    /// The table.
    let table: ScheduleTable
    /// The index of the track.
    let track: Int
    /// Where it runs.
    var course: Course

    var multiplier: Double { table.tracks[track].multiplier }
  }

  /// A difference and where it begins.
  struct Finding {
    /// What differs.
    enum Kind {
      /// The value; NaN for one that a table does not have.
      case value(old: Double, new: Double)
      case events
      case tooLong
      /// The track is in the old table only.
      case isMissing
      /// The track is in the new table only.
      case isNew
    }

    let update: Int64
    let kind: Kind

    /// A difference between two values, or, where they happen to be the same, in what may become of them.
    init(update: Int64, old: Double?, new: Double?) {
      self.update = update
      let isSame = old?.bitPattern == new?.bitPattern
      kind = isSame ? .events : .value(old: old ?? .nan, new: new ?? .nan)
    }

    init(update: Int64, kind: Kind) {
      self.update = update
      self.kind = kind
    }
  }

  /// At most so many stretches and updates are looked at for one track.
  static let limit: Int64 = 1 << 22

  let old: Side
  var new: Side
  /// Which machine of the old table each machine of the new one stands for, as far as met.
  var counterparts: [Int?]
  /// How often each machine of the old table has cut.
  let cuts: [Int]
  /// For every region of the old table those of the new one that events lead to in its place.
  private var met: [[Int]]
  /// What events lead to and has still to be compared: a list, since recursion could go too deep.
  private var open: [(old: Course, new: Course, start: Int64)] = []
  private var spent: Int64 = 0

  /// Prepares a comparison.
  init(old: Side, new: Side, counterparts: [Int?], cuts: [Int]) {
    self.old = old
    self.new = new
    self.counterparts = counterparts
    self.cuts = cuts
    met = [[Int]](repeating: [], count: old.table.regions.count)
  }

  /// The first difference from an update of the run on.
  mutating func firstDifference(from start: Int64) -> Finding? {
    met = [[Int]](repeating: [], count: old.table.regions.count)
    spent = 0
    open = [(old.course, new.course, start)]
    var next = 0
    while next < open.count {
      let (oldCourse, newCourse, start) = open[next]
      if let found = difference(oldCourse, newCourse, from: start) { return found }
      next += 1
    }
    return nil
  }

  private mutating func difference(
    _ oldCourse: Course,
    _ newCourse: Course,
    from start: Int64
  ) -> Finding? {
    let (oldEnd, newEnd) = (old.table.end(of: oldCourse), new.table.end(of: newCourse))
    let end = min(oldEnd, newEnd)
    if let found = difference(oldCourse, newCourse, over: start..<max(start, end)) { return found }
    let t = max(end, start)
    if t >= ScheduleTable.openLength { return nil }
    if oldEnd != newEnd && max(oldEnd, newEnd) > start {
      let (oldValue, newValue) = (value(old, oldCourse, at: t), value(new, newCourse, at: t))
      return Finding(update: t, old: oldValue, new: newValue)
    }
    return pastEnd(oldCourse, newCourse, from: t)
  }

  /// The first difference over updates before the end of both courses.
  private mutating func difference(
    _ oldCourse: Course,
    _ newCourse: Course,
    over updates: Range<Int64>
  ) -> Finding? {
    var t = updates.lowerBound
    var last: (old: Int, new: Int)?
    while t < updates.upperBound {
      let oldStretch = CourseStretch(of: old.table, on: oldCourse, at: t)
      let newStretch = CourseStretch(of: new.table, on: newCourse, at: t)
      var next = min(updates.upperBound, oldStretch.end, newStretch.end)
      let isFirst = last?.old != oldStretch.index || last?.new != newStretch.index
      last = (oldStretch.index, newStretch.index)
      if isFirst, let found = compareMachines(oldStretch, newStretch, at: t) { return found }
      // A period or a grid may come round a trillion times in one region.
      if isFirst, old.multiplier == new.multiplier, oldCourse.offset == newCourse.offset,
        old.table.hasSameRows(inRegion: oldStretch.index, as: new.table, inRegion: newStretch.index)
      {
        next = min(updates.upperBound, oldStretch.regionEnd, newStretch.regionEnd)
      } else if let found = compareValues(oldStretch, newStretch, over: t..<next) {
        return found
      }
      t = next
    }
    return nil
  }

  private mutating func compareValues(
    _ oldStretch: CourseStretch,
    _ newStretch: CourseStretch,
    over updates: Range<Int64>
  ) -> Finding? {
    spent += 1
    // Under like responses it is the pieces that must agree, since levels hold the multiplier.
    let isResponding = oldStretch.region.response != nil
    let isSameFactor = isResponding || old.multiplier == new.multiplier
    if spent <= Self.limit, isSameFactor, oldStretch.hasSameRow(as: newStretch) { return nil }
    // On a grid the value is one for the whole stretch.
    let isOneValue = !oldStretch.isPlain && !newStretch.isPlain
    for t in isOneValue ? updates.prefix(1) : updates[...] {
      spent += 1
      if spent > Self.limit { return Finding(update: t, kind: .tooLong) }
      let (oldPiece, newPiece) = (oldStretch.value(at: t), newStretch.value(at: t))
      if isResponding
        ? oldPiece == newPiece : old.multiplier * oldPiece == new.multiplier * newPiece
      {
        continue
      }
      return Finding(
        update: t,
        old: factors(old, oldStretch.index).value(oldPiece),
        new: factors(new, newStretch.index).value(newPiece)
      )
    }
    return nil
  }

  // MARK: Past the end

  /// What each table does past its end.
  private mutating func pastEnd(
    _ oldCourse: Course,
    _ newCourse: Course,
    from t: Int64
  ) -> Finding? {
    let (oldValue, newValue) = (value(old, oldCourse, at: t), value(new, newCourse, at: t))
    let differing = Finding(update: t, old: oldValue, new: newValue)
    let isSame = oldValue == newValue
    switch (old.table.tracks[old.track].after, new.table.tracks[new.track].after) {
    case (.hold, .hold):
      return isSame ? nil : differing
    case (.continues(let oldPiece), .continues(let newPiece)):
      let oldResponse = old.table.regions[old.table.lastRegion(of: oldCourse)].response
      let newResponse = new.table.regions[new.table.lastRegion(of: newCourse)].response
      if oldResponse == nil && newResponse == nil { return isSame ? nil : differing }
      guard let oldResponse, let newResponse, oldPiece == newPiece else { return differing }
      return areAlike(oldResponse, newResponse) ? nil : differing
    case (.repeats, .repeats):
      return repeated(oldCourse, newCourse, from: t)
    case (.error, .error):
      return nil
    default:
      return differing
    }
  }

  /// A repeating track needs all of its past again, so that must be the same as well.
  private mutating func repeated(
    _ oldCourse: Course,
    _ newCourse: Course,
    from t: Int64
  ) -> Finding? {
    let length = old.table.end(of: oldCourse)
    if length != new.table.end(of: newCourse) {
      let (oldValue, newValue) = (value(old, oldCourse, at: t), value(new, newCourse, at: t))
      return Finding(update: t, old: oldValue, new: newValue)
    }
    let phase = t % length
    // What is left of this time round, and then the next from its beginning.
    for (updates, later) in [(phase..<length, t - phase), (0..<phase, t - phase + length)] {
      if let found = difference(oldCourse, newCourse, over: updates) {
        return Finding(update: later + found.update, kind: found.kind)
      }
    }
    return nil
  }

  /// The value of a track at an update of the run under the cuts so far; `nil` for none.
  private func value(_ side: Side, _ course: Course, at t: Int64) -> Double? {
    let end = side.table.end(of: course)
    let after = side.table.tracks[side.track].after
    if t < end || after == .repeats {
      let update = t < end ? t : t % end
      let stretch = CourseStretch(of: side.table, on: course, at: update)
      return factors(side, stretch.index).value(stretch.value(at: update))
    }
    switch after {
    case .hold(let value): return side.multiplier * value
    case .continues(let value): return factors(side, side.table.lastRegion(of: course)).value(value)
    case .repeats, .error: return nil
    }
  }

  /// The factors of a track in a region under the cuts so far.
  private func factors(_ side: Side, _ region: Int) -> ValueFactors {
    guard let response = side.table.regions[region].response else {
      return ValueFactors(multiplier: side.multiplier)
    }
    let isOld = side.table.digest == old.table.digest
    let machine = isOld ? response.machine : counterparts[response.machine]
    let count = side.table.machines[response.machine].levelCount
    return ValueFactors(
      multiplier: side.multiplier,
      levels: side.table.levels[response.firstLevel..<response.firstLevel + count],
      floor: response.floor,
      cuts: machine.map { min(cuts[$0], count - 1) } ?? 0
    )
  }

  // MARK: Events

  /// Compares what two regions answer to.
  private mutating func compareMachines(
    _ oldStretch: CourseStretch,
    _ newStretch: CourseStretch,
    at t: Int64
  ) -> Finding? {
    let (oldRegion, newRegion) = (oldStretch.region, newStretch.region)
    let respondAlike = areAlike(oldRegion.response, newRegion.response)
    let exitAlike = areAlike(oldRegion.exit, newRegion.exit)
    if !respondAlike || !exitAlike {
      if let twin = newRegion.response, counterparts[twin.machine] != oldRegion.response?.machine {
        return Finding(update: t, kind: .events)
      }
      // A different level may show at once, and then it is the value that tells more.
      return Finding(
        update: t,
        old: factors(old, oldStretch.index).value(oldStretch.value(at: t)),
        new: factors(new, newStretch.index).value(newStretch.value(at: t))
      )
    }
    guard let oldExit = oldRegion.exit, let newExit = newRegion.exit else { return nil }
    if let oldTarget = oldExit.region, let newTarget = newExit.region {
      return compareTargets(oldTarget, newTarget, at: t)
    }
    // An event that ends the track leads to what it does past its end.
    open.append(
      (
        Course(region: oldStretch.index, offset: 0, since: t, isEnded: true),
        Course(region: newStretch.index, offset: 0, since: t, isEnded: true), t
      )
    )
    return nil
  }

  /// Notes what two events lead to, whenever they happen: it is compared from one entry on, since local
  /// time is the same for all.
  private mutating func compareTargets(_ oldRegion: Int, _ newRegion: Int, at t: Int64) -> Finding?
  {
    if met[oldRegion].contains(newRegion) { return nil }
    met[oldRegion].append(newRegion)
    if !samplesAgree(oldRegion, newRegion) { return Finding(update: t, kind: .events) }
    let oldOffset = t - old.table.regions[oldRegion].start
    let newOffset = t - new.table.regions[newRegion].start
    open.append(
      (
        Course(region: oldRegion, offset: oldOffset, since: t, isEnded: false),
        Course(region: newRegion, offset: newOffset, since: t, isEnded: false), t
      )
    )
    return nil
  }

  /// Whether samples fall together wherever the entry is: where they do, one entry stands for all.
  ///
  /// With a grid, where samples fall depends on the entry, so the rows themselves must agree.
  private func samplesAgree(_ oldRegion: Int, _ newRegion: Int) -> Bool {
    var (oldNext, newNext): (Int?, Int?) = (oldRegion, newRegion)
    while oldNext != nil || newNext != nil {
      let hasGrid =
        oldNext.map { old.table.regions[$0].grid > 1 } == true
        || newNext.map { new.table.regions[$0].grid > 1 } == true
      if hasGrid {
        guard let index = oldNext, let twin = newNext,
          old.table.regions[index].length == new.table.regions[twin].length,
          old.table.hasSameRows(inRegion: index, as: new.table, inRegion: twin)
        else { return false }
      }
      oldNext = oldNext.flatMap { old.table.regions[$0].timeout }
      newNext = newNext.flatMap { new.table.regions[$0].timeout }
    }
    return true
  }
}
