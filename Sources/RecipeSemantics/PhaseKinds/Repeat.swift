// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A list of phases, played again and again.
  ///
  /// There are `times` rounds, or as many as `for` holds, the last of them cut. Every round starts where the
  /// one before ended; if that is another value, the first phase of the list says `jump: true`. `%` and
  /// `rest` inside are of one round.
  static let repeated = PhaseKind(
    ObjectSpec(
      "repeat",
      keys: [
        KeySpec(
          "times",
          .expression(.number),
          foreignNames: ["n", "cycles", "count", "num_cycles", "rounds"],
          "How many rounds there are."
        ),
        KeySpec(
          "phases",
          .kinds(PhaseKindRegistry.specsBelowRepeat, of: "phase"),
          isRequired: true,
          foreignNames: ["schedules", "schedulers", "steps"],
          "The phases of a round."
        ),
      ] + PhaseKeys.common,
      example: "`{ times: 3, phases: [ … ] }`",
      "A list of phases played several times."
    ),
    ownLength: { phase, evaluator in Rounds.ownLength(of: phase, &evaluator) },
    shape: { reader in
      guard case .kinds(let elements, let range)? = reader.phase.object["phases"]?.value else {
        return nil
      }
      let phases = elements.compactMap { $0 }
      guard !phases.isEmpty, phases.count == elements.count else {
        if elements.isEmpty { reader.report(RepeatDiagnostics.nothing(reader.phase, at: range)) }
        return nil
      }
      for phase in phases {
        guard let obstacle = RepeatDiagnostics.obstacle(phase, in: reader.phase) else { continue }
        reader.report(obstacle)
        return nil
      }
      var rounds = Rounds(phases, reader)
      let shape = rounds.play()
      reader.conversion.evaluator = rounds.player.evaluator
      for value in rounds.player.written { reader.reach(value.value, at: value.range) }
      return shape
    }
  )

  /// The table of a `repeat` inside of a `repeat`, whose own phases are not looked into.
  static let nestedRepeatSpec = ObjectSpec(
    "repeat",
    keys: [KeySpec("times", .anything, "Rounds."), KeySpec("phases", .anything, "Phases.")]
      + PhaseKeys.common,
    example: "`{ times: 3, phases: [ … ] }`",
    "A list of phases played several times."
  )
}

/// The rounds of a `repeat`.
private struct Rounds {
  let reader: PhaseReader
  let phases: [KindSyntax]
  var player: PhasePlayer

  init(_ phases: [KindSyntax], _ reader: PhaseReader) {
    (self.phases, self.reader) = (phases, reader)
    player = PhasePlayer(
      run: ResolvedRun(
        clock: reader.conversion.clock,
        length: reader.conversion.length,
        facts: []
      ),
      grid: reader.grid,
      endpoints: reader.endpoints,
      after: reader.previous,
      evaluator: reader.conversion.evaluator
    )
  }

  // MARK: Lengths

  /// How long a phase of a round is.
  private enum Part {
    case amount(Amount, SourceRange)
    case rest

    /// Whether it depends on how long the round is.
    var isShare: Bool {
      switch self {
      case .amount(let amount, _): amount.isShareOfRun
      case .rest: true
      }
    }
  }

  /// The lengths of the phases of a round; nil when one could not be read, which was reported.
  private static func parts(
    of phases: [KindSyntax],
    _ evaluator: inout ExpressionEvaluator
  ) -> [Part]? {
    var extents = ExtentReader(length: nil, evaluator: evaluator)
    let items = phases.indices.compactMap { extents.item(phases[$0], isLast: false) }
    evaluator = extents.evaluator
    let parts = items.compactMap { item -> Part? in
      switch item.extent {
      case .rest: .rest
      case .duration(let amount, _, let range, _): .amount(amount, range)
      case .endsAt, .endless: nil
      }
    }
    return parts.count == phases.count ? parts : nil
  }

  /// The number of rounds that is written; nil without one, and where it could not be read.
  private static func times(_ phase: KindSyntax, _ evaluator: inout ExpressionEvaluator) -> Int? {
    guard let expression = phase.object.expression("times"),
      let number = evaluator.number(expression)
    else { return nil }
    guard number.isInteger, let count = number.numerator.int64, count > 0 else {
      evaluator.sink.emit(CycleDiagnostics.notACount(phase, "times", at: expression.range))
      return nil
    }
    guard count <= PhaseParts.limit / 2 else {
      evaluator.sink.emit(CycleDiagnostics.tooMany(phase, at: expression.range))
      return nil
    }
    return Int(count)
  }

  /// The length of so many rounds, where their phases say how long they are.
  static func ownLength(
    of phase: KindSyntax,
    _ evaluator: inout ExpressionEvaluator
  ) -> OwnLength {
    guard let times = phase.object["times"],
      case .kinds(let elements, _)? = phase.object["phases"]?.value
    else { return .none }
    let phases = elements.compactMap { $0 }
    guard phases.allSatisfy({ RepeatDiagnostics.obstacle($0, in: phase) == nil }),
      let count = Self.times(phase, &evaluator), let parts = Self.parts(of: phases, &evaluator),
      !parts.isEmpty
    else { return .unknown }
    let amounts = parts.compactMap { part -> Amount? in
      if case .amount(let amount, _) = part, !part.isShare { amount } else { nil }
    }
    guard amounts.count == parts.count else { return .none }
    let rounds = (0..<count).flatMap { _ in amounts }
    return .duration(.sequence(rounds), text: "\(count) rounds", times.value.range)
  }

  // MARK: Rounds

  /// Plays the rounds until the phase is full.
  mutating func play() -> PhaseShape? {
    guard let parts = Self.parts(of: phases, &player.evaluator) else { return nil }
    let isShared = parts.contains { $0.isShare }
    let times = reader.has("times") ? Self.times(reader.phase, &player.evaluator) : nil
    if reader.has("times") {
      guard times != nil else { return nil }
    } else if isShared {
      player.evaluator.sink.emit(RepeatDiagnostics.needsTimes(reader.phase))
      return nil
    }
    if times != nil, !isShared, reader.has("for") || reader.has("ends_at") {
      player.evaluator.sink.emit(CycleDiagnostics.bothLengths(reader.phase, "times"))
      return nil
    }
    guard let time = reader.time else {
      for phase in phases { player.play(phase, time: nil) }
      return PhaseShape()
    }
    guard !time.isEndless else {
      player.evaluator.sink.emit(LengthDiagnostics.endlessCurve(reader.phase))
      return nil
    }
    let length = isShared ? times.map { (time.end - time.start) / Rational(Int64($0)) } : nil
    var position = time.start
    var next = time.updates.lowerBound
    while next < time.updates.upperBound {
      guard let ends = ends(of: parts, from: position, length: length) else { return nil }
      for (phase, end) in zip(phases, ends) where next < time.updates.upperBound {
        let update = reader.update(at: end) ?? time.updates.upperBound
        guard next < update else {
          player.evaluator.sink.emit(CycleDiagnostics.tooShort(reader.phase, at: phase.kindRange))
          return nil
        }
        player.play(
          phase,
          time: PhaseTime(
            start: position,
            end: end,
            updates: next..<update,
            origin: time.origin,
            isAfterEvent: time.isAfterEvent
          )
        )
        guard let last = player.played.last, last != nil else { return nil }
        guard player.steps < PhaseParts.limit else {
          let place = reader.phase.kindRange
          player.evaluator.sink.emit(CycleDiagnostics.tooMany(reader.phase, at: place))
          return nil
        }
        (position, next) = (end, update)
      }
    }
    return shape(in: time.updates)
  }

  /// Where the phases of a round end, exactly.
  private mutating func ends(
    of parts: [Part],
    from start: Rational,
    length: Rational?
  ) -> [Rational]? {
    let conversion = roundConversion(length)
    var forwards = conversion
    var ends: [Rational] = []
    var position = start
    let flexible = parts.firstIndex { if case .rest = $0 { true } else { false } }
    for part in parts[..<(flexible ?? parts.count)] {
      guard case .amount(let amount, let range) = part,
        let end = forwards.position(from: position, by: amount, at: range)
      else { return nil }
      ends.append(end)
      position = end
    }
    if let flexible, let length {
      var backwards: [Rational] = [start + length]
      for part in parts[(flexible + 1)...].reversed() {
        guard case .amount(let amount, let range) = part, let last = backwards.last,
          let end = forwards.position(from: last, by: -amount, at: range)
        else {
          player.evaluator.sink.emit(RepeatDiagnostics.severalRests(reader.phase))
          return nil
        }
        backwards.append(end)
      }
      ends += backwards.reversed()
    }
    player.evaluator = forwards.evaluator
    guard let last = ends.last, length == nil || last == start + (length ?? Rational(0)) else {
      player.evaluator.sink.emit(RepeatDiagnostics.doesNotFillRound(reader.phase))
      return nil
    }
    return ends
  }

  /// A conversion in which shares are of one round, in updates.
  private func roundConversion(_ length: Rational?) -> TimeConversion {
    var conversion = reader.conversion
    conversion.evaluator = player.evaluator
    if let length {
      conversion.length = ResolvedRun.Length(
        amount: .measured(length, .steps),
        position: length,
        updates: 0,
        range: reader.phase.kindRange
      )
    }
    return conversion
  }

  /// The segments of all rounds, cut where the phase ends.
  private func shape(in updates: Range<Int64>) -> PhaseShape? {
    let played = player.played.compactMap { $0 }
    guard let first = played.first, played.count == player.played.count,
      let start = Rational(exactly: first.start)
    else { return nil }
    var segments = played.flatMap(\.segments)
    var end = player.lastEnd
    var levels = player.levels
    var uncut: Rational?
    if let last = segments.last, last.updates.upperBound > updates.upperBound {
      segments = segments.compactMap { $0.cut(to: updates.upperBound) }
      let limit = segments.last?.limit(at: updates.upperBound).flatMap(Rational.init(exactly:))
      (uncut, end) = (end, limit)
      levels += [limit].compactMap { $0 }
    }
    var shape = PhaseShape(start: start, end: end, segments: segments)
    shape.levels = levels
    shape.uncutEnd = uncut == end ? nil : uncut
    return shape
  }
}

extension PhaseSegment {
  /// The segment up to an update; nil where nothing is left.
  fileprivate func cut(to bound: Int64) -> PhaseSegment? {
    guard updates.lowerBound < bound else { return nil }
    let part = updates.lowerBound..<min(bound, updates.upperBound)
    switch self {
    case .constant(let value, _):
      return .constant(value, part)
    case .curve(var curve):
      curve.updates = part
      return .curve(curve)
    }
  }

  /// The value that the segment runs into at an update.
  fileprivate func limit(at update: Int64) -> Double? {
    switch self {
    case .constant(let value, _):
      return value
    case .curve(let curve):
      let progress = curve.progress
      let place = min(update * progress.denominator - progress.zero, progress.span)
      return curve.expression.value(atUpdate: place, of: progress.span)
    }
  }
}
