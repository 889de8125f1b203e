// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// Constant levels, each new one used from its position on.
  ///
  ///     level j = from · factor^j, or the written values
  ///
  /// Levels are exact until they are rounded once: 0.1 · 0.1 is the number nearest to 0.01.
  static let staircase = PhaseKind(
    ObjectSpec(
      "staircase",
      keys: [
        PhaseKeys.from,
        KeySpec(
          "factor",
          .expression(.number),
          foreignNames: ["gamma", "decay_rate", "drop"],
          "What the value is multiplied by at every step."
        ),
        KeySpec("values", .list(.expression(.number)), "The levels, one after another."),
        KeySpec(
          "at",
          .list(.expression(.position)),
          foreignNames: ["milestones", "boundaries"],
          "The positions in the run at which a new level starts."
        ),
        KeySpec(
          "every",
          .expression(.duration),
          foreignNames: ["step_size", "transition_steps"],
          "The time after which a new level starts."
        ),
      ] + PhaseKeys.common,
      example: "`{ from: 0.1, factor: 0.1, at: [30 epochs, 60 epochs] }`",
      "Constant levels."
    )
  ) { reader in
    guard reader.has("factor") != reader.has("values"), reader.has("at") != reader.has("every")
    else {
      reader.report(PhaseDiagnostics.staircaseForm(reader.phase))
      return nil
    }
    let steps = reader.has("at") ? reader.stepsAtPositions() : reader.stepsAtMultiples()
    return reader.has("values") ? reader.listed(steps: steps) : reader.multiplied(steps: steps)
  }

  /// A staircase has at most this many steps.
  static let staircaseStepLimit = 16_384
}

extension PhaseReader {
  /// The first updates of the levels after the first, from `at`.
  fileprivate mutating func stepsAtPositions() -> [Int64]? {
    guard let positions = positions("at") else { return nil }
    if conversion.clock.scale != nil { return scaledSteps(at: positions) }
    for (earlier, later) in zip(positions, positions.dropFirst())
    where later.update <= earlier.update {
      report(PhaseDiagnostics.positionsNotRising(at: later.range, after: earlier.range))
      return nil
    }
    guard let time else { return nil }
    for position in positions
    where position.update <= time.updates.lowerBound || position.update >= time.updates.upperBound {
      report(PhaseDiagnostics.positionOutside(phase, position: position, time: time))
      return nil
    }
    return positions.map(\.update)
  }

  /// The same in a scaled run, where positions may fall together: then the last level of an update counts.
  private mutating func scaledSteps(at positions: [Position]) -> [Int64]? {
    for (earlier, later) in zip(positions, positions.dropFirst())
    where later.exact <= earlier.exact {
      report(PhaseDiagnostics.positionsNotRising(at: later.range, after: earlier.range))
      return nil
    }
    guard let time else { return nil }
    for position in positions where position.exact <= time.start || position.exact >= time.end {
      report(PhaseDiagnostics.positionOutside(phase, position: position, time: time))
      return nil
    }
    return positions.map {
      min(max($0.update, time.updates.lowerBound), time.updates.upperBound)
    }
  }

  /// The first updates of the levels after the first, from `every`.
  fileprivate mutating func stepsAtMultiples() -> [Int64]? {
    multiples(of: "every", limit: PhaseKind.staircaseStepLimit)
  }

  /// Levels that are written out, with or without the first, which is then the value at the start.
  fileprivate mutating func listed(steps: [Int64]?) -> PhaseShape? {
    let hasFrom = has("from")
    let from = hasFrom ? value("from") : nil
    guard var levels = values("values"), !hasFrom || from != nil else { return nil }
    let place = range(of: "values")
    if let steps {
      // A list that starts with the value before it is a whole list with a level missing.
      if levels.count == steps.count, let start = from ?? previousEnd, start != levels.first {
        levels.insert(start, at: 0)
      }
      guard levels.count == steps.count + 1 else {
        // Where the phase before ends in a value that is not known, nothing can be said.
        if levels.count == steps.count, previous == .unknown { return nil }
        let needed = steps.count + 1
        report(PhaseDiagnostics.levelCount(phase, found: levels.count, needed: needed, at: place))
        return nil
      }
      if let from, from != levels[0] {
        report(PhaseDiagnostics.twoStarts(at: place, from: range(of: "from")))
        return nil
      }
    }
    guard let first = levels.first, let end = levels.last else {
      report(PhaseDiagnostics.levelCount(phase, found: 0, needed: 1, at: place))
      return nil
    }
    // How many steps there are is not known without the length of the run, nor what the first level is.
    var shape = PhaseShape(start: steps == nil ? from : first, end: end, levels: levels)
    shape.segments = steps.flatMap { segments(levels: levels.map(\.double), steps: $0) }
    return shape
  }

  /// Levels by a factor.
  fileprivate mutating func multiplied(steps: [Int64]?) -> PhaseShape? {
    let start = startValue()
    let factor = number("factor")
    guard let start, let factor else { return nil }
    guard let steps else { return PhaseShape(start: start) }
    var level = GeometricLevels(start: start, factor: factor)
    var levels = [start.double]
    for _ in steps {
      level.advance()
      levels.append(level.double)
    }
    guard levels.allSatisfy(\.isFinite) else {
      report(PhaseDiagnostics.levelTooLarge(phase, at: range(of: "factor")))
      return nil
    }
    var shape = PhaseShape(start: start, end: level.value)
    shape.levels = [levels.min(), levels.max()].compactMap { $0.flatMap(Rational.init(exactly:)) }
    shape.segments = segments(levels: levels, steps: steps)
    return shape
  }

  private func segments(levels: [Double], steps: [Int64]) -> [PhaseSegment]? {
    guard let time else { return nil }
    let starts = [time.updates.lowerBound] + steps
    let ends = steps + [time.updates.upperBound]
    var segments: [PhaseSegment] = []
    for ((start, end), level) in zip(zip(starts, ends), levels) where start < end {
      segments.append(.constant(level, start..<end))
    }
    return segments
  }
}
