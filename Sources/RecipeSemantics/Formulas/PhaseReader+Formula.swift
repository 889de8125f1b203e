// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Phases that are formulas.
extension PhaseReader {
  /// Plays a formula over the updates of the phase.
  ///
  /// - Returns: nil when something in it is not bound or was reported.
  mutating func play(_ formula: FormulaSyntax) -> PhaseShape? {
    var shape = PhaseShape()
    shape.isUnpredictable = true
    guard let length = curveLength(), let time else {
      let updates: Range<Int64> = 0..<2
      let line = CurveTrace([.curve(.line(over: updates))])
      return trace(of: formula, over: updates, progress: line).map { _ in shape }
    }
    guard let segments = segments(.line, updates: time.updates, length: length) else {
      report(ScheduleDiagnostics.endpointsTooFine(at: phase.kindRange))
      return nil
    }
    let progress = CurveTrace(segments)
    guard let trace = trace(of: formula, over: time.updates, progress: progress) else { return nil }
    shape.segments = trace.segments
    shape.start = trace.start.flatMap(Rational.init(exactly:))
    shape.end = trace.end.flatMap(Rational.init(exactly:))
    return shape
  }

  private mutating func trace(
    of formula: FormulaSyntax,
    over updates: Range<Int64>,
    progress: CurveTrace
  ) -> CurveTrace? {
    var tracing = FormulaTracing(
      run: FormulaRun(clock: conversion.clock, length: conversion.length),
      evaluator: conversion.evaluator
    )
    defer { conversion.evaluator = tracing.evaluator }
    return tracing.trace(
      of: formula,
      over: updates,
      progress: progress,
      previous: has("from") ? number("from")?.double : previousEnd?.double
    )
  }
}

extension CurveDesign {
  /// The progress itself.
  fileprivate static let line = CurveDesign(
    expression: .progress,
    start: Rational(0),
    end: Rational(1),
    startContact: 1,
    endContact: 1
  )
}

extension Curve {
  /// The progress itself, over some updates.
  static func line(over updates: Range<Int64>) -> Curve {
    let length = updates.upperBound - updates.lowerBound
    return Curve(
      expression: .progress,
      progress: Progress(zero: updates.lowerBound, span: length),
      updates: updates
    )
  }
}
