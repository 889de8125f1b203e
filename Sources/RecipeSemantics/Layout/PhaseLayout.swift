// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Places the phases of a list in the run.
///
/// At most one phase takes the rest; those before it are placed forwards from the start of the run, those
/// after it backwards from its end. Positions stay exact and only boundaries are rounded, so every update
/// belongs to exactly one phase and nothing drifts.
struct PhaseLayout {
  /// How the length of a phase is written.
  enum Extent {
    case rest(SourceRange)
    case duration(Amount, text: String, SourceRange, isLast: Bool)
    case endsAt(Amount, text: String, SourceRange)
  }

  /// A phase and its length, once both could be read.
  struct Item {
    let kind: String
    let kindRange: SourceRange
    let extent: Extent
  }

  var conversion: TimeConversion
  private let items: [Item]
  /// Start and end of each phase as far as they were found.
  private var ends: [(start: Rational, end: Rational)?]

  init(_ items: [Item], conversion: TimeConversion) {
    self.items = items
    self.conversion = conversion
    ends = Array(repeating: nil, count: items.count)
  }

  /// The time of every phase.
  ///
  /// - Returns: nil when something is not bound yet or was reported.
  mutating func place() -> [PhaseTime]? {
    guard checkForm() else { return nil }
    let flexible = items.firstIndex { if case .rest = $0.extent { true } else { false } }
    guard placeForwards(upTo: flexible ?? items.count) else { return nil }
    guard let length = conversion.length else { return nil }
    if let flexible {
      guard placeBackwards(downTo: flexible, from: length.position) else { return nil }
      let start = flexible == 0 ? Rational(0) : ends[flexible - 1]?.end
      let end = flexible + 1 == items.count ? length.position : ends[flexible + 1]?.start
      guard let start, let end else { return nil }
      ends[flexible] = (start, end)
      if start >= end {
        report(LayoutDiagnostics.noTimeLeft(items[flexible], lengths: lengths(), length))
        return nil
      }
    }
    return round(to: length)
  }

  // MARK: Form

  private mutating func checkForm() -> Bool {
    var rest: Item?
    var isSuffix = false
    var isFine = true
    for item in items {
      switch item.extent {
      case .rest:
        if let first = rest {
          report(LayoutDiagnostics.severalRests(item, first: first))
          isFine = false
        }
        rest = rest ?? item
      case .endsAt:
        if let rest {
          report(LayoutDiagnostics.endsAtAfterRest(item, rest: rest))
          isFine = false
        }
      case .duration:
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

  private mutating func report(_ diagnostic: Diagnostic) {
    conversion.evaluator.sink.emit(diagnostic)
  }

  // MARK: Positions

  private mutating func placeForwards(upTo limit: Int) -> Bool {
    var position = Rational(0)
    for (index, item) in items[..<limit].enumerated() {
      let end: Rational?
      switch item.extent {
      case .duration(let amount, _, let range, _):
        end = conversion.position(from: position, by: amount, at: range)
      case .endsAt(let amount, _, let range):
        end = conversion.position(from: Rational(0), by: amount, at: range)
      case .rest:
        end = nil
      }
      guard let end else { return false }
      ends[index] = (position, end)
      position = end
    }
    return true
  }

  private mutating func placeBackwards(downTo flexible: Int, from length: Rational) -> Bool {
    var position = length
    for index in items.indices.reversed() where index > flexible {
      guard case .duration(let amount, _, let range, _) = items[index].extent,
        let start = conversion.position(from: position, by: -amount, at: range)
      else { return false }
      ends[index] = (start, position)
      position = start
    }
    return true
  }

  // MARK: Rounding

  private mutating func round(to length: ResolvedRun.Length) -> [PhaseTime]? {
    var times: [PhaseTime] = []
    var isFine = true
    for (item, place) in zip(items, ends) {
      guard let place, let start = conversion.clock.update(at: place.start),
        let end = conversion.clock.update(at: place.end)
      else {
        report(LayoutDiagnostics.outOfRange(item))
        return nil
      }
      if start >= end {
        report(LayoutDiagnostics.emptyPhase(item, start: place.start, end: place.end))
        isFine = false
      } else {
        times.append(PhaseTime(start: place.start, end: place.end, updates: start..<end))
      }
    }
    guard isFine else { return nil }
    guard let last = times.last, last.updates.upperBound == length.updates,
      times.allSatisfy({ $0.updates.lowerBound >= 0 })
    else {
      report(LayoutDiagnostics.doesNotFillRun(items, lengths: lengths(), length))
      return nil
    }
    return times
  }

  /// Every phase with its length in words, for notes.
  private func lengths() -> [String] {
    zip(items, ends).map { item, place in
      let exact = place.map { "\(LayoutDiagnostics.updates($0.end - $0.start))" } ?? "?"
      switch item.extent {
      case .rest:
        return "`\(item.kind)` for the rest"
      case .duration(_, let text, _, let isLast):
        return "`\(item.kind)` for \(isLast ? "the last " : "")\(text) = \(exact)"
      case .endsAt(_, let text, _):
        return "`\(item.kind)` up to \(text) = \(exact)"
      }
    }
  }
}
