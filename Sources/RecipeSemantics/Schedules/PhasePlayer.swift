// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// Shapes the phases of a schedule one after another, each from the value where the last one ended.
struct PhasePlayer {
  /// The place where the end of the run meets its start again under `after: repeat`.
  struct Seam {
    let end: Rational
    let start: Rational
    let phase: KindSyntax
    let isDeclared: Bool
  }

  let run: ResolvedRun
  let grid: Int64
  let endpoints: Endpoints
  var evaluator: ExpressionEvaluator
  /// Values of the channel as written.
  private(set) var written: [PhaseReader.WrittenValue] = []
  /// Values that the phases reach, for inferred bounds.
  private(set) var levels: [Rational] = []
  /// How many segments the phases have together.
  private(set) var steps = 0
  private var played: [ResolvedPhase?] = []
  private var previous = PhaseReader.Previous.none
  private var last: KindSyntax?
  private var first: (phase: KindSyntax, start: Rational)?

  init(run: ResolvedRun, grid: Int64, endpoints: Endpoints, evaluator: ExpressionEvaluator) {
    self.run = run
    self.grid = grid
    self.endpoints = endpoints
    self.evaluator = evaluator
  }

  /// The phases, if all of them came out.
  var phases: [ResolvedPhase]? {
    let known = played.compactMap { $0 }
    return known.count == played.count ? known : nil
  }

  /// The limit at the end of the last phase.
  var lastEnd: Rational? {
    if case .value(let value) = previous { value } else { nil }
  }

  /// The jump from the end of the run to its start, if there is one.
  var seam: Seam? {
    guard let first, let end = lastEnd, Self.differ(end, first.start) else { return nil }
    let isDeclared = first.phase.declaresJump
    return Seam(end: end, start: first.start, phase: first.phase, isDeclared: isDeclared)
  }

  /// Plays the next phase.
  ///
  /// - Parameters:
  ///   - phase: nil for one that could not be read, which was reported.
  ///   - time: nil while it is not known.
  mutating func play(_ phase: KindSyntax?, time: PhaseTime?) {
    guard let phase else {
      previous = .unknown
      played.append(nil)
      return
    }
    let resolved = shape(phase, time: time)
    played.append(resolved)
    steps += resolved?.segments.count ?? 0
    last = phase
  }

  private mutating func shape(_ phase: KindSyntax, time: PhaseTime?) -> ResolvedPhase? {
    guard let kind = PhaseKindRegistry.kind(named: phase.kind) else { return nil }
    var settings = SettingsReader(run: run, evaluator: evaluator)
    let convention = settings.endpoints(of: phase.object, otherwise: endpoints)
    let ownGrid = settings.grid(of: phase.object, otherwise: grid)
    let conversion = TimeConversion(
      clock: run.clock,
      length: run.length,
      evaluator: settings.evaluator
    )
    var reader = PhaseReader(
      phase,
      previous: previous,
      time: convention == nil || ownGrid == nil ? nil : time,
      endpoints: convention ?? .start,
      grid: ownGrid ?? grid,
      conversion: conversion
    )
    let shape = kind.shape(&reader)
    evaluator = reader.conversion.evaluator
    written += reader.written
    if let shape { checkContinuity(phase, start: shape.start) }
    if played.isEmpty, let start = shape?.start { first = (phase, start) }
    previous = shape?.end.map { .value($0) } ?? .unknown
    levels += [shape?.start, shape?.end].compactMap { $0 } + (shape?.levels ?? [])
    guard let shape, let start = shape.start, let end = shape.end, let segments = shape.segments,
      let time
    else { return nil }
    if let uncut = shape.uncutEnd {
      evaluator.sink.emit(ScheduleDiagnostics.curveCut(phase, at: end, short: uncut))
    }
    return ResolvedPhase(
      kind: phase.written,
      range: phase.kindRange,
      updates: time.updates,
      segments: segments,
      start: start.double,
      end: end.double,
      grid: ownGrid ?? grid,
      hasOwnGrid: phase.object["grid"] != nil
    )
  }

  // MARK: Continuity

  /// A phase starts where the one before it ended, or says that it jumps.
  private mutating func checkContinuity(_ phase: KindSyntax, start: Rational?) {
    guard let start, case .value(let end) = previous, let last else { return }
    let jumps = Self.differ(end, start)
    if jumps && !phase.declaresJump {
      evaluator.sink.emit(
        ScheduleDiagnostics.undeclaredJump(from: last, end: end, to: phase, start: start)
      )
    } else if !jumps && phase.declaresJump {
      evaluator.sink.emit(ScheduleDiagnostics.needlessJump(phase, value: start))
    }
  }

  /// Two values a restated start may have: equal within one part in a million.
  static func differ(_ left: Rational, _ right: Rational) -> Bool {
    let difference = left < right ? right - left : left - right
    let larger = max(left.isNegative ? -left : left, right.isNegative ? -right : right)
    return difference * Rational(1_000_000) > larger
  }
}

extension KindSyntax {
  /// Whether the phase says `jump: true`.
  var declaresJump: Bool {
    if case .flag(true, _)? = object["jump"]?.value { true } else { false }
  }
}
