// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The schedule of the batch or of the sequence while it is followed from one change to the next.
///
/// Its phases are placed in what each of them is measured in (steps, samples or tokens), since how many
/// updates they come to is what is being found out.
struct CausalChannel {
  /// The phase at hand.
  private struct Present {
    let index: Int
    /// What the phase is measured in.
    let axis: Unit
    let values: RoundedSegments
    /// Where it ends in that; nil for the last phase without a length.
    let end: Rational?
    /// Where it starts, in updates.
    let start: Rational
  }

  let channel: Channel
  let entry: NameSyntax
  /// The phases with their lengths as written.
  let items: [PhaseLayout.Item]
  let phases: [KindSyntax]
  let rounding: ValueRounding?
  let facts: ScheduledFacts
  /// Where the schedule states a convention for endpoints.
  let endpointsPlace: SourceRange?
  /// The convention for phases that count steps.
  private let endpoints: Endpoints
  var player: PhasePlayer
  /// The values so far, each from its first update on.
  private(set) var levels: [FactLevel] = []
  /// The first update of every phase so far.
  private(set) var starts: [Int64] = []
  /// The update at which the last phase ended; nil where it goes on.
  private(set) var end: Int64?
  private var present: Present?

  /// The most values that a schedule may take.
  static let levelLimit = 16_384

  init(
    _ channel: Channel,
    _ entry: NameSyntax,
    phases: [(syntax: KindSyntax, item: PhaseLayout.Item)],
    rounding: ValueRounding?,
    facts: ScheduledFacts,
    endpointsPlace: SourceRange? = nil,
    player: PhasePlayer
  ) {
    self.channel = channel
    self.entry = entry
    self.phases = phases.map(\.syntax)
    items = phases.map(\.item)
    self.rounding = rounding
    self.facts = facts
    self.endpointsPlace = endpointsPlace
    self.player = player
    endpoints = player.endpoints
  }

  /// The present value.
  var value: Int64? { levels.last?.value }

  private mutating func report(_ diagnostic: Diagnostic) { player.evaluator.sink.emit(diagnostic) }

  // MARK: Following

  /// Goes on to an update, into later phases where earlier ones have ended.
  ///
  /// - Returns: false when that is not possible, which was reported or noted as unbound.
  mutating func advance(to update: Int64, _ consumption: Consumption) -> Bool {
    if starts.isEmpty, !begin(0, at: Rational(0), update, consumption) { return false }
    while let present, let last = present.end, end == nil,
      consumption.amount(of: present.axis.measure, at: Rational(update)) >= last
    {
      let position = consumption.position(of: present.axis.measure, last)
      guard starts.last != update else {
        let item = items[present.index]
        report(LayoutDiagnostics.emptyPhase(item, start: present.start, end: position))
        return false
      }
      guard present.index + 1 < items.count else {
        end = update
        break
      }
      guard begin(present.index + 1, at: position, update, consumption) else { return false }
    }
    return setLevel(at: update, consumption)
  }

  /// The next update at which the value or the phase changes; nil where nothing changes any more.
  func nextChange(after update: Int64, _ consumption: Consumption) -> Int64? {
    guard let present, end == nil,
      let place = consumption.amount(of: present.axis.measure, at: Rational(update)).numerator.int64
    else { return nil }
    let change = present.values.change(after: place)
    let next = [change, present.end?.ceiling.int64].compactMap { $0 }.min()
    return next.flatMap { consumption.firstUpdate(present.axis.measure, reaching: $0) }
  }

  // MARK: Phases

  private mutating func begin(
    _ index: Int,
    at position: Rational,
    _ update: Int64,
    _ consumption: Consumption
  ) -> Bool {
    let (phase, item) = (phases[index], items[index])
    guard let axis = axis(of: phase, item) else { return false }
    player.measure(in: axis, facts)
    player.endpoints = axis == .steps ? endpoints : .start
    if axis != .steps, let place = phase.object["endpoints"]?.keyRange ?? endpointsPlace {
      report(CausalDiagnostics.endpoints(phase, along: axis, at: place))
      return false
    }
    let start = consumption.amount(of: axis.measure, at: position)
    var conversion = TimeConversion(
      clock: player.run.clock,
      length: facts.length,
      evaluator: player.evaluator
    )
    var end: Rational?
    switch item.extent {
    case .duration(let amount, _, let place, _):
      end = conversion.position(from: start, by: amount, at: place)
    case .endsAt(let amount, _, let place):
      end = conversion.position(from: Rational(0), by: amount, at: place)
    case .rest, .endless:
      end = Rational(ResolvedRun.openLength)
    }
    player.evaluator = conversion.evaluator
    guard let end, let first = start.ceiling.int64, let last = end.ceiling.int64,
      last <= ResolvedRun.openLength
    else {
      if end != nil { report(LayoutDiagnostics.outOfRange(item)) }
      return false
    }
    guard first < last else {
      let position = consumption.position(of: axis.measure, end)
      report(LayoutDiagnostics.emptyPhase(item, start: Rational(update), end: position))
      return false
    }
    var time = PhaseTime(start: start, end: end, updates: first..<last)
    time.unit = axis
    player.play(phase, time: time)
    guard let segments = player.played.last??.segments, isPlain(segments, phase, axis) else {
      return false
    }
    starts.append(update)
    present = Present(
      index: index,
      axis: axis,
      values: RoundedSegments(segments: segments, rounding: rounding),
      end: time.isEndless ? nil : end,
      start: position
    )
    return true
  }

  /// Whether the values of a phase can be followed; what stands in the way is reported.
  private mutating func isPlain(
    _ segments: [PhaseSegment],
    _ phase: KindSyntax,
    _ axis: Unit
  ) -> Bool {
    for case .curve(let curve) in segments {
      guard curve.isMonotone else {
        let summary = "a batch or a sequence along a curve that turns back"
        report(NotSupportedYet.diagnostic(phase.written, summary: summary, at: phase.kindRange))
        return false
      }
      guard rounding != nil || curve.isWholeAtEveryUpdate else {
        report(CausalDiagnostics.needsRounding(channel.name, phase))
        return false
      }
    }
    return true
  }

  /// What a phase is measured in: `along`, or else what its length is written in.
  private mutating func axis(of phase: KindSyntax, _ item: PhaseLayout.Item) -> Unit? {
    let unit = AxisReader(facts.clock, facts.length).axis(of: phase, item.extent, &player.evaluator)
    guard unit == .tokens, facts.clock.sequence == .absent else { return unit }
    let place = phase.object["along"]?.value.range ?? item.place
    report(RunDiagnostics.missingFact(.tokens, needs: ["run.sequence"], at: place))
    return nil
  }

  // MARK: Values

  private mutating func setLevel(at update: Int64, _ consumption: Consumption) -> Bool {
    guard let present else { return false }
    let phase = phases[present.index]
    let place = consumption.amount(of: present.axis.measure, at: Rational(update)).numerator.int64
    let exact = end == nil ? place.flatMap(present.values.level) : roundedEnd
    guard let exact else {
      report(PhaseDiagnostics.cutOutOfRange(phase))
      return false
    }
    guard exact.isInteger, exact > Rational(0), let value = exact.numerator.int64,
      value < ResolvedRun.openLength
    else {
      report(CausalDiagnostics.notWhole(channel.name, exact, phase, rounding: rounding))
      return false
    }
    guard levels.last?.value != value else { return true }
    guard levels.count < Self.levelLimit else {
      report(CausalDiagnostics.tooManyLevels(channel.name, phase, limit: Self.levelLimit))
      return false
    }
    levels.append(FactLevel(start: update, value: value))
    return true
  }

  /// The limit of the value where the schedule ends.
  var roundedEnd: Rational? { player.lastEnd.map { rounding?.rounded($0) ?? $0 } }
}

extension PhasePlayer {
  /// Measures the next phases in something, of which nobody knows yet how many updates it comes to.
  fileprivate mutating func measure(in axis: Unit, _ facts: ScheduledFacts) {
    var clock = facts.clock
    clock.measure = .causal(axis)
    run = ResolvedRun(clock: clock, length: facts.length, facts: [])
  }
}

extension Unit {
  /// The measure of positions in samples or tokens; updates for every other unit.
  var measure: Consumption.Measure {
    switch self {
    case .samples: .samples
    case .tokens: .tokens
    default: .updates
    }
  }
}

extension Curve {
  /// Whether a straight line has a whole value at every update.
  fileprivate var isWholeAtEveryUpdate: Bool {
    line.map { $0.constant.isInteger && $0.slope.isInteger } ?? false
  }
}
