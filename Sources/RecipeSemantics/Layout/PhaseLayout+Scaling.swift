// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// A scaled run rounds short phases away; each of them is given one update of its neighbours.
extension PhaseLayout {
  /// The updates at which the phases of a section start and end, from its start: every one has an update.
  ///
  /// - Parameters:
  ///   - section: phases that are placed.
  ///   - places: start and end of the phases, exactly.
  ///   - limit: where the section ends; nil for one that may grow.
  /// - Returns: one more than there are phases, rising; nil when they do not fit, which is reported.
  mutating func boundaries(
    of section: Range<Int>,
    _ places: [(start: Rational, end: Rational)],
    limit: Int64?
  ) -> [Int64]? {
    let clock = conversion.clock
    let rounded =
      [places.first?.start ?? Rational(0)].map { clock.update(at: $0) }
      + places.map { clock.update(at: $0.end) }
    var boundaries = rounded.compactMap { $0 }
    guard boundaries.count == rounded.count, let start = boundaries.first else { return nil }
    for index in 1..<boundaries.count {
      boundaries[index] = max(boundaries[index], boundaries[index - 1] + 1)
    }
    if let limit, let last = boundaries.last, last > limit {
      guard limit - start >= Int64(section.count) else {
        let place = items[section.upperBound - 1].kindRange
        report(
          RunScalingDiagnostics.tooShort(phases: section.count, updates: limit - start, at: place)
        )
        return nil
      }
      boundaries[boundaries.count - 1] = limit
      for index in (1..<boundaries.count - 1).reversed() {
        boundaries[index] = min(boundaries[index], boundaries[index + 1] - 1)
      }
    }
    for (index, place) in zip(section, places) {
      let isEmpty = clock.update(at: place.start) == clock.update(at: place.end)
      if isEmpty && place.start < place.end {
        report(RunScalingDiagnostics.oneUpdate(items[index], exact: place.end - place.start))
      }
    }
    return boundaries
  }
}
