// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// What follows an event must be as long whenever the event comes.
extension PhaseLayout {
  /// Whether no length after an event depends on it; those that do are reported.
  mutating func checkEvents() -> Bool {
    afterEvents = conversion
    earliest = earliestEvent
    afterEvents.clock = conversion.clock.afterEvent(notBefore: earliest)
    var event: Item?
    var isFine = true
    for (index, item) in items.enumerated() {
      if let event, dependsOnStart(item) {
        report(LengthDiagnostics.depends(item, after: event, length: fixedLength(of: index)))
        isFine = false
      }
      if item.hasExit { event = item }
    }
    return isFine
  }

  private func dependsOnStart(_ item: Item) -> Bool {
    switch item.extent {
    // A run that is not bound yet may be an open one, where nothing is written for "without end".
    case .rest: conversion.length != nil
    case .duration(let amount, _, _, let isLast):
      isLast || !afterEvents.isIndependentOfStart(amount)
    case .endsAt: true
    case .endless: false
    }
  }

  /// The first update at which an event can come: where the phase that waits for it starts, or before.
  private var earliestEvent: Int64 {
    // A copy reports nothing: the phases are placed later.
    var copy = conversion
    var position = Rational(0)
    for item in items {
      guard !item.hasExit else { break }
      switch item.extent {
      case .duration(let amount, _, let place, isLast: false):
        position = copy.position(from: position, by: amount, at: place) ?? position
      case .endsAt(let amount, _, let place):
        position = copy.position(from: Rational(0), by: amount, at: place) ?? position
      case .duration, .rest, .endless:
        return conversion.clock.update(at: position) ?? 0
      }
    }
    return conversion.clock.update(at: position) ?? 0
  }

  // MARK: Help

  /// A fixed length as one would write it: what the phase has when the event comes as late as it can.
  private func fixedLength(of index: Int) -> String? {
    if case .duration(let amount, let text, _, _) = items[index].extent,
      afterEvents.isIndependentOfStart(amount)
    {
      return text
    }
    return latestLength(of: index).map { "\($0) steps" }
  }

  private func latestLength(of index: Int) -> Int64? {
    switch items[index].extent {
    case .duration(let amount, _, let range, _):
      return conversion.updates(of: amount, at: range)
    case .rest:
      let others = items.indices.filter { $0 != index }
      guard let length = conversion.length, !length.isOpen, let sum = sum(of: others) else {
        return nil
      }
      return length.updates > sum ? length.updates - sum : nil
    case .endsAt(let amount, _, let range):
      guard let end = conversion.updates(of: amount, at: range),
        let sum = sum(of: Array(items.indices.prefix(index)))
      else { return nil }
      return end > sum ? end - sum : nil
    case .endless:
      return nil
    }
  }

  /// The longest lengths of some phases together; nil where one of them has none of its own.
  private func sum(of indices: [Int]) -> Int64? {
    var sum: Int64 = 0
    for index in indices {
      guard case .duration(let amount, _, let range, _) = items[index].extent,
        let length = conversion.updates(of: amount, at: range)
      else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(length)
      guard !overflow else { return nil }
      sum = total
    }
    return sum
  }
}
