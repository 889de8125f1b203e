// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Places the phases of a list in the run.
///
/// At most one phase takes the rest; those before it are placed forwards from the start of the run, those
/// after it backwards from its end. Positions stay exact and only boundaries are rounded, so every update
/// belongs to exactly one phase and nothing drifts.
///
/// A phase that ends at an event ends a section. Every section after the first counts its positions from
/// its own start, which is a whole update, so its phases are as long whenever the event comes.
struct PhaseLayout {
  /// How the length of a phase is written.
  enum Extent {
    case rest(SourceRange)
    case duration(Amount, text: String, SourceRange, isLast: Bool)
    case endsAt(Amount, text: String, SourceRange)
    /// Until an event or the trainer ends it.
    case endless(SourceRange)

    /// Whether the phase takes the rest of the run.
    var isRest: Bool { if case .rest = self { true } else { false } }

    /// Whether the phase does not end by itself.
    var isEndless: Bool { if case .endless = self { true } else { false } }
  }

  /// A phase and its length, once both could be read.
  struct Item {
    let kind: String
    let kindRange: SourceRange
    /// The length, or the longest time that the phase waits for its event.
    let extent: Extent
    /// Whether an event can end the phase before.
    var hasExit = false
  }

  var conversion: TimeConversion
  let items: [Item]
  /// How times convert after an event, which nobody knows the update of.
  var afterEvents: TimeConversion
  /// The first update at which an event can come.
  var earliest: Int64 = 0
  /// Start and end of each phase as far as they were found, from the start of its section.
  private var ends: [(start: Rational, end: Rational)?]

  init(_ items: [Item], conversion: TimeConversion) {
    self.items = items
    self.conversion = conversion
    afterEvents = conversion
    ends = Array(repeating: nil, count: items.count)
  }

  /// The time of every phase.
  ///
  /// - Returns: nil when something is not bound yet or was reported.
  mutating func place() -> [PhaseTime]? {
    guard checkEvents(), checkForm() else { return nil }
    let sections = self.sections
    guard let first = sections.first else { return [] }
    let flexible = items.firstIndex { $0.extent.isRest }
    guard placeForwards(in: first.lowerBound..<(flexible ?? first.upperBound)) else { return nil }
    let clock = conversion.clock
    conversion.clock = afterEvents.clock
    for section in sections.dropFirst() {
      guard placeForwards(in: section) else { return nil }
    }
    conversion.clock = clock
    guard let length = conversion.length else { return nil }
    guard !length.isOpen else { return round(sections) }
    if let flexible {
      guard let end = end(of: first, before: sections.dropFirst(), in: length),
        place(flexible, in: first, endingAt: end, of: length)
      else { return nil }
    }
    let times = round(sections)
    guard let times else { return nil }
    guard let last = times.last, last.updates.upperBound == length.updates,
      times.allSatisfy({ $0.updates.lowerBound >= 0 })
    else {
      report(LayoutDiagnostics.doesNotFillRun(items, lengths: lengths(), length))
      return nil
    }
    return times
  }

  mutating func report(_ diagnostic: Diagnostic) {
    conversion.evaluator.sink.emit(diagnostic)
  }

  // MARK: Form

  private mutating func checkForm() -> Bool {
    var rest: Item?
    var isSuffix = false
    var isFine = true
    // Where a run may still turn out to be open, a phase that waits for an event needs no rest of it.
    let canBeOpen = conversion.length == nil && items.contains(where: \.hasExit)
    for item in items {
      switch item.extent {
      case .rest:
        if let first = rest, !canBeOpen {
          report(LayoutDiagnostics.severalRests(item, first: first))
          isFine = false
        }
        rest = rest ?? item
      case .endsAt:
        if let rest {
          report(LayoutDiagnostics.endsAtAfterRest(item, rest: rest))
          isFine = false
        }
      case .duration, .endless:
        break
      }
      if case .duration(_, _, _, isLast: true) = item.extent {
        isSuffix = true
      } else if isSuffix {
        report(LayoutDiagnostics.lastIsNotLast(items, after: item))
        return false
      }
    }
    return isFine
  }

  /// The phases up to each event, and those after the last.
  private var sections: [Range<Int>] {
    var sections: [Range<Int>] = []
    var start = 0
    for (index, item) in items.enumerated()
    where item.hasExit || index == items.count - 1 {
      sections.append(start..<index + 1)
      start = index + 1
    }
    return sections
  }

  // MARK: Positions

  private mutating func placeForwards(in range: Range<Int>) -> Bool {
    var position = Rational(0)
    for index in range {
      let end: Rational?
      switch items[index].extent {
      case .duration(let amount, _, let place, _):
        end = conversion.position(from: position, by: amount, at: place)
      case .endsAt(let amount, _, let place):
        end = conversion.position(from: Rational(0), by: amount, at: place)
      case .endless:
        end = Rational(ResolvedRun.openLength)
      case .rest:
        end = nil
      }
      guard let end else { return false }
      ends[index] = (position, end)
      position = end
    }
    return true
  }

  /// Where the first section ends when no event comes: at the end of the run, less what follows.
  private mutating func end(
    of first: Range<Int>,
    before others: ArraySlice<Range<Int>>,
    in length: ResolvedRun.Length
  ) -> Rational? {
    guard !others.isEmpty else { return length.position }
    var end = length.updates
    for section in others {
      if conversion.clock.scale != nil {
        let places = ends[section].compactMap { $0 }
        guard places.count == section.count,
          let last = boundaries(of: section, places, limit: nil)?.last
        else { return nil }
        end -= last
        continue
      }
      guard let last = ends[section.upperBound - 1] else { return nil }
      guard let updates = conversion.clock.update(at: last.end) else {
        report(LayoutDiagnostics.outOfRange(items[section.upperBound - 1]))
        return nil
      }
      end -= updates
    }
    return Rational(end)
  }

  /// Places the phase that takes the rest of the first section, and those after it.
  private mutating func place(
    _ flexible: Int,
    in section: Range<Int>,
    endingAt limit: Rational,
    of length: ResolvedRun.Length
  ) -> Bool {
    var position = limit
    for index in section.reversed() where index > flexible {
      guard case .duration(let amount, _, let place, _) = items[index].extent,
        let start = conversion.position(from: position, by: -amount, at: place)
      else { return false }
      ends[index] = (start, position)
      position = start
    }
    let start = flexible == 0 ? Rational(0) : ends[flexible - 1]?.end
    guard let start else { return false }
    ends[flexible] = (start, position)
    guard start < position else {
      report(LayoutDiagnostics.noTimeLeft(items[flexible], lengths: lengths(), length))
      return false
    }
    return true
  }

  // MARK: Rounding

  /// The times of all phases, section after section.
  ///
  /// Where only an event leads from one section to the next, that one counts from the event.
  private mutating func round(_ sections: [Range<Int>]) -> [PhaseTime]? {
    var times: [PhaseTime] = []
    var isFine = true
    for section in sections {
      let isReachedByTime = times.last?.isEndless != true
      let origin = isReachedByTime ? times.last?.updates.upperBound ?? 0 : 0
      let scaled = scaledBoundaries(of: section, from: origin)
      if conversion.clock.scale != nil && scaled == nil { return nil }
      for index in section {
        let rounded = scaled.map { all in
          (start: all[index - section.lowerBound], end: all[index - section.lowerBound + 1])
        }
        guard let place = ends[index],
          let (start, end) = rounded ?? updates(of: index, from: origin)
        else {
          report(LayoutDiagnostics.outOfRange(items[index]))
          return nil
        }
        guard start < end else {
          report(LayoutDiagnostics.emptyPhase(items[index], start: place.start, end: place.end))
          isFine = false
          continue
        }
        times.append(
          PhaseTime(
            start: place.start + Rational(origin),
            end: place.end + Rational(origin),
            updates: start..<end,
            origin: origin,
            isAfterEvent: section.lowerBound > 0,
            earliest: earliest,
            startsAtEvent: index == section.lowerBound && !isReachedByTime
          )
        )
      }
    }
    return isFine ? times : nil
  }

  /// The updates at which a phase starts and ends; nil where they are out of range.
  private func updates(of index: Int, from origin: Int64) -> (start: Int64, end: Int64)? {
    guard let place = ends[index], let start = conversion.clock.update(at: place.start) else {
      return nil
    }
    if items[index].extent.isEndless { return (origin + start, ResolvedRun.openLength) }
    guard let end = conversion.clock.update(at: place.end),
      origin + end < ResolvedRun.openLength
    else { return nil }
    return (origin + start, origin + end)
  }

  /// The updates at which the phases of a section of a scaled run start and end; nil in other runs.
  private mutating func scaledBoundaries(
    of section: Range<Int>,
    from origin: Int64
  ) -> [Int64]? {
    let places = ends[section].compactMap { $0 }
    guard conversion.clock.scale != nil, places.count == section.count else { return nil }
    let limit =
      section.lowerBound == 0 ? places.last.flatMap { conversion.clock.update(at: $0.end) } : nil
    return boundaries(of: section, places, limit: limit)?.map { $0 + origin }
  }

  /// Every phase with its length in words, for notes.
  private func lengths() -> [String] {
    zip(items, ends).map { item, place in
      let exact = place.map { "\(LayoutDiagnostics.updates($0.end - $0.start))" } ?? "?"
      let most = item.hasExit ? "at most " : ""
      switch item.extent {
      case .rest:
        return "`\(item.kind)` for \(most)the rest"
      case .duration(_, let text, _, let isLast):
        return "`\(item.kind)` for \(most)\(isLast ? "the last " : "")\(text) = \(exact)"
      case .endsAt(_, let text, _):
        return "`\(item.kind)` up to \(text) = \(exact)"
      case .endless:
        return "`\(item.kind)` without end"
      }
    }
  }
}
