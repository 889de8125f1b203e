// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Curves whose progress counts samples or tokens while the batch varies.
extension PhasePlayer {
  /// Shapes a phase over what its progress counts, and lays the result over updates.
  ///
  /// - Parameters:
  ///   - reader: the phase, measured in updates; left with what was read and reported.
  ///   - kind: the kind of the phase.
  ///   - shape: what the kind makes of the phase.
  /// - Returns: the shape over updates; nil when there is none, which was reported.
  func along(
    _ reader: inout PhaseReader,
    _ kind: PhaseKind,
    shape: (inout PhaseReader) -> PhaseShape?
  ) -> PhaseShape? {
    guard let time = reader.time, let axis = axis(of: reader, kind, during: time),
      let consumption = run.clock.consumption
    else { return shape(&reader) }
    guard !time.isAfterEvent else {
      // What a length in steps counts by default does not matter enough to ask for a word.
      if let field = reader.phase.object["along"] {
        reader.report(CausalDiagnostics.alongAfterEvent(reader.phase, at: field.keyRange))
      }
      return shape(&reader)
    }
    var measured = reader
    guard measured.measure(in: axis, consumption) else {
      reader.report(CausalDiagnostics.tooMuch(at: reader.phase.kindRange))
      return nil
    }
    var result = shape(&measured)
    let cell = Rational(reader.grid)
    let mapping = AlongMapping(
      consumption: consumption,
      measure: axis.measure,
      updates: time.updates,
      offset: reader.endpoints.offset * cell,
      span: reader.endpoints.span * cell
    )
    reader.adopt(measured)
    result?.along = axis
    guard let segments = result?.segments else { return result }
    do throws(AlongMapping.Obstacle) {
      result?.segments = try mapping.segments(of: segments)
    } catch {
      result?.segments = nil
      let place = reader.phase.kindRange
      reader.report(
        error == .tooFine
          ? ScheduleDiagnostics.endpointsTooFine(at: place)
          : ScheduleDiagnostics.tooManySteps(limit: RecipeResolver.stepLimit, at: place)
      )
    }
    if result?.uncutEnd != nil {
      let last = reader.lastPlayedValue(of: result?.segments)
      result?.levels += last
    }
    return result
  }

  /// Samples or tokens, where it matters that progress counts those; nil where it counts updates.
  private func axis(of reader: PhaseReader, _ kind: PhaseKind, during time: PhaseTime) -> Unit? {
    guard let consumption = run.clock.consumption, run.clock.measure == .updates,
      kind.spec.key(named: "endpoints") != nil, !time.isEndless
    else { return nil }
    let axis = AxisReader(run.clock, run.length).axis(of: reader.phase, reader.conversion.evaluator)
    guard axis != .steps, axis != .tokens || consumption.hasTokens else { return nil }
    let first = time.isAfterEvent ? time.earliest : time.updates.lowerBound
    let last = time.isAfterEvent || reader.has("over") ? nil : time.updates.upperBound
    let ends = [reader.endpoints.offset, reader.endpoints.span].map { max($0, -$0) }
    let cells = Rational(reader.grid) * (ends[0] + ends[1])
    let isStraight = consumption.isStraight(
      from: Rational(first),
      to: last.map { Rational($0) + cells }
    )
    return isStraight ? nil : axis
  }
}

extension Consumption {
  /// Whether all updates from one position on consume equally much, up to another one or without end.
  fileprivate func isStraight(from start: Rational, to end: Rational?) -> Bool {
    let end = end ?? max(start, Rational(lastChange)) + Rational(epochs?.dataset ?? 0) + Rational(2)
    return lines(of: .samples, over: start...end, limit: 1) != nil
      && (!hasTokens || lines(of: .tokens, over: start...end, limit: 1) != nil)
  }
}

extension PhaseReader {
  /// Measures the phase in samples or tokens from here on; false where they are too many.
  fileprivate mutating func measure(in axis: Unit, _ consumption: Consumption) -> Bool {
    guard let time else { return false }
    func amount(_ position: Rational) -> Rational {
      consumption.amount(of: axis.measure, at: position)
    }
    let first = amount(Rational(time.updates.lowerBound)).numerator.int64
    let last = amount(Rational(time.updates.upperBound)).numerator.int64
    guard let first, let last, last < ResolvedRun.openLength else { return false }
    var measured = PhaseTime(
      start: amount(time.start),
      end: amount(time.end),
      updates: first..<last
    )
    measured.unit = axis
    var conversion = self.conversion
    conversion.clock.measure = .consumed(axis.measure)
    self = PhaseReader(
      phase,
      previous: previous,
      time: measured,
      endpoints: .start,
      grid: 1,
      conversion: conversion
    )
    return true
  }

  /// Takes over what a reader of the same phase has read and reported.
  fileprivate mutating func adopt(_ other: PhaseReader) {
    for value in other.written { reach(value.value, at: value.range) }
    conversion.evaluator = other.conversion.evaluator
  }
}
