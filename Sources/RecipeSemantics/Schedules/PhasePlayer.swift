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

  /// Why nobody knows the value at the end of a phase.
  enum OpenEnd: Hashable {
    /// The cuts of a plateau are not known.
    case plateau
    /// The phase may end at an event while its value moves.
    case event
  }

  var run: ResolvedRun
  let grid: Int64
  var endpoints: Endpoints
  var evaluator: ExpressionEvaluator
  /// Values of the channel as written.
  var written: [PhaseReader.WrittenValue] = []
  /// Values that the phases reach, for inferred bounds.
  private(set) var levels: [Rational] = []
  /// Whether a phase has values that its ends and levels say nothing of.
  private(set) var isUnpredictable = false
  /// How many segments the phases have together.
  private(set) var steps = 0
  /// The machines of the phases, in the order in which they were met.
  var machines: [ResolvedMachine] = []
  var played: [ResolvedPhase?] = []
  private var previous = PhaseReader.Previous.none
  private var openEnd: OpenEnd?
  private var last: KindSyntax?
  private var first: (phase: KindSyntax, start: Rational)?
  /// The phases that the present plateau lies over: their first place in `played` and in `levels`.
  var below: (phase: KindSyntax, firstPhase: Int, firstLevel: Int)?

  /// Creates a player before its first phase.
  ///
  /// - Parameters:
  ///   - run: the facts of the run.
  ///   - grid: that of phases that state none.
  ///   - endpoints: those of phases that state none.
  ///   - previous: where a phase before these ends, for those that stand inside another one.
  ///   - evaluator: computes what the phases say.
  init(
    run: ResolvedRun,
    grid: Int64,
    endpoints: Endpoints,
    after previous: PhaseReader.Previous = .none,
    evaluator: ExpressionEvaluator
  ) {
    self.run = run
    self.grid = grid
    self.endpoints = endpoints
    self.previous = previous
    self.evaluator = evaluator
  }

  /// The phases, if all of them came out.
  var phases: [ResolvedPhase]? {
    let known = played.compactMap { $0 }
    return known.count == played.count ? known : nil
  }

  /// The limit at the end of the last phase, before any cut.
  private(set) var lastEnd: Rational?

  /// The phase after which the value is not known, and why, if it is the last one.
  var lastOpenEnd: (phase: KindSyntax, why: OpenEnd)? {
    guard let last, let openEnd else { return nil }
    return (last, openEnd)
  }

  /// The jump from the end of the run to its start, if there is one.
  var seam: Seam? {
    guard let first, case .value(let end) = previous, Self.differ(end, first.start) else {
      return nil
    }
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
      (previous, openEnd, lastEnd) = (.unknown, nil, nil)
      played.append(nil)
      return
    }
    let resolved = shape(phase, time: time)
    played.append(resolved)
    steps += resolved?.segments.count ?? 0
    last = phase
  }

  /// Says that the value after the last phase is not known.
  mutating func leaveEndOpen(_ why: OpenEnd) { (previous, openEnd) = (.unknown, why) }

  private mutating func shape(_ phase: KindSyntax, time: PhaseTime?) -> ResolvedPhase? {
    guard let kind = PhaseKindRegistry.kind(named: phase.kind) else { return nil }
    if let last, let openEnd { checkStart(of: phase, after: last, openEnd) }
    var settings = SettingsReader(run: run, evaluator: evaluator)
    let convention = settings.endpoints(of: phase.object, otherwise: endpoints)
    let ownGrid = settings.grid(of: phase.object, otherwise: grid)
    let isFromWithin = time?.isAfterEvent == true || phase.kind == PhaseKind.plateau.spec.name
    let conversion = TimeConversion(
      clock: isFromWithin ? clock(for: time) : run.clock,
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
    let shape = along(&reader, kind) { kind.shape(&$0) }
    evaluator = reader.conversion.evaluator
    written += reader.written
    if let shape { checkContinuity(phase, start: shape.start) }
    if played.isEmpty, let start = shape?.start { first = (phase, start) }
    (previous, openEnd, lastEnd) = (shape?.end.map { .value($0) } ?? .unknown, nil, shape?.end)
    levels += [shape?.start, shape?.end].compactMap { $0 } + (shape?.levels ?? [])
    isUnpredictable = isUnpredictable || shape?.isUnpredictable == true
    let plateau = shape?.plateau.map { add($0, over: time, at: phase) }
    let exit = self.exit(of: phase, shape, time: time)
    // A formula may have no limit at its start, which is then never used or has a pole that is found later.
    let first = shape?.start?.double ?? (shape?.isUnpredictable == true ? .nan : nil)
    guard let shape, let start = first, let end = shape.end, let segments = shape.segments,
      let time, exit != nil || phase.object["until"] == nil
    else { return nil }
    if let uncut = shape.uncutEnd {
      evaluator.sink.emit(ScheduleDiagnostics.curveCut(phase, at: end, short: uncut))
    }
    return ResolvedPhase(
      kind: phase.written,
      range: phase.kindRange,
      updates: time.updates,
      segments: segments,
      start: start,
      end: end.double,
      grid: ownGrid ?? grid,
      hasOwnGrid: phase.object["grid"] != nil,
      plateau: plateau,
      exit: exit,
      along: shape.along,
      startsAtEvent: time.startsAtEvent
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

  /// After a value that is not known a phase says where it starts, and that it jumps there.
  private mutating func checkStart(of phase: KindSyntax, after last: KindSyntax, _ why: OpenEnd) {
    guard phase.object["from"] == nil || !phase.declaresJump else { return }
    evaluator.sink.emit(ReactiveDiagnostics.startDepends(phase, after: last, why))
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
