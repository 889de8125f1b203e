// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The parts of a phase that consists of several curves, one after another.
///
/// Parts are added until the phase is full; what reaches past its end is cut there.
struct PhaseParts {
  /// A phase has at most this many parts, as a staircase has steps.
  static let limit = 16_384

  /// The updates of the phase.
  let updates: Range<Int64>
  private(set) var segments: [PhaseSegment] = []
  /// The values at the ends of the parts, and where the last one is cut.
  private(set) var levels: [Rational] = []
  /// The limit at the end of the last part; nil for a cut one that has no value there.
  private(set) var end: Rational?
  /// For a last part that is cut, the value that it would reach.
  private(set) var uncutEnd: Rational?
  /// The first update that no part covers.
  private var next: Int64

  init(_ updates: Range<Int64>) {
    self.updates = updates
    next = updates.lowerBound
  }

  var isFull: Bool { next == updates.upperBound }

  /// Adds a constant up to an update.
  mutating func hold(_ value: Rational, until bound: Int64) {
    let upper = min(bound, updates.upperBound)
    guard next < upper else { return }
    segments.append(.constant(value.double, next..<upper))
    levels.append(value)
    end = value
    next = upper
  }

  /// Adds a curve up to an update, which may lie past the end of the phase.
  ///
  /// - Returns: false when the progress does not fit into the integers that carry it.
  mutating func play(_ design: CurveDesign, until bound: Int64, _ reader: PhaseReader) -> Bool {
    let upper = min(bound, updates.upperBound)
    guard next < upper else { return true }
    let length = bound - next
    guard let parts = reader.segments(design, updates: next..<upper, length: length) else {
      return false
    }
    segments += parts
    levels.append(design.start)
    if upper < bound {
      end = reader.cutValue(design, played: upper - next, of: length)
      uncutEnd = design.end
      levels += reader.lastPlayedValue(of: parts)
    } else {
      end = design.end
    }
    levels += [end].compactMap { $0 }
    next = upper
    return true
  }

  /// The shape of a phase that is full.
  func shape(start: Rational) -> PhaseShape {
    var shape = PhaseShape(start: start, end: end, segments: segments)
    shape.levels = levels
    shape.uncutEnd = uncutEnd == end ? nil : uncutEnd
    return shape
  }
}

extension PhaseReader {
  /// Adds a curve up to an update to the parts, and reports one whose progress is too fine.
  mutating func lay(
    _ design: CurveDesign,
    until update: Int64,
    in parts: inout PhaseParts
  ) -> Bool {
    if parts.play(design, until: update, self) { return true }
    report(ScheduleDiagnostics.endpointsTooFine(at: phase.kindRange))
    return false
  }
}
