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

  /// A staircase by a factor has at most this many steps: the exact powers grow with each.
  static let staircaseStepLimit = 16_384
}

extension PhaseReader {
  /// The first updates of the levels after the first, from `at`.
  fileprivate mutating func stepsAtPositions() -> [Int64]? {
    guard let positions = positions("at") else { return nil }
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

  fileprivate mutating func stepsAtMultiples() -> [Int64]? {
    multiples(of: "every", limit: PhaseKind.staircaseStepLimit)
  }

  /// Levels that are written out.
  fileprivate mutating func listed(steps: [Int64]?) -> PhaseShape? {
    let first = has("from") ? value("from") : nil
    guard var levels = values("values") else { return nil }
    if let steps, let first, levels.count == steps.count { levels.insert(first, at: 0) }
    if let steps, levels.count != steps.count + 1 {
      report(
        PhaseDiagnostics.levelCount(
          phase,
          found: levels.count,
          needed: steps.count + 1,
          at: range(of: "values")
        )
      )
      return nil
    }
    guard let start = levels.first, let end = levels.last else { return nil }
    if let first, first != start {
      report(PhaseDiagnostics.twoStarts(at: range(of: "values"), from: range(of: "from")))
      return nil
    }
    var shape = PhaseShape(start: start, end: end, levels: levels)
    shape.segments = steps.flatMap { segments(levels: levels.map(\.double), steps: $0) }
    return shape
  }

  /// Levels by a factor.
  fileprivate mutating func multiplied(steps: [Int64]?) -> PhaseShape? {
    let start = startValue()
    let factor = number("factor")
    guard let start, let factor else { return nil }
    guard let steps else { return PhaseShape(start: start) }
    var power = ExactProduct(start)
    var levels = [start.double]
    for _ in steps {
      power.multiply(by: factor)
      levels.append(power.double)
    }
    guard levels.allSatisfy(\.isFinite) else {
      report(PhaseDiagnostics.levelTooLarge(phase, at: range(of: "factor")))
      return nil
    }
    var shape = PhaseShape(start: start, end: power.value)
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

/// A product that stays exact without being reduced: reducing costs more than multiplying.
private struct ExactProduct {
  var numerator: BigInteger
  var denominator: BigInteger

  init(_ value: Rational) {
    numerator = value.numerator
    denominator = value.denominator
  }

  mutating func multiply(by factor: Rational) {
    numerator = numerator * factor.numerator
    denominator = denominator * factor.denominator
  }

  var double: Double { Rational.nearestDouble(to: numerator, over: denominator) }

  /// The exact value while it is short, else what it rounds to: a later phase starts from it.
  var value: Rational? {
    denominator.bitWidth < 4096
      ? Rational(numerator, over: denominator) : Rational(exactly: double)
  }
}
