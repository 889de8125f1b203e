// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A wave between two values (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017).
  ///
  ///     value = from + (to - from) · a · w
  ///
  /// where w rises from 0 to 1 in the time `up` and falls back in the time `down`, and the amplitude a is 1
  /// (`triangular`), 2^-j in cycle j (`triangular2`), amplitude_decay^j, or gamma^k (`exp_range`). The modes
  /// are those of PyTorch's `CyclicLR`.
  static let cyclic = PhaseKind(
    ObjectSpec(
      "cyclic",
      keys: [
        PhaseKeys.from,
        PhaseKeys.to,
        KeySpec(
          "up",
          .expression(.duration),
          isRequired: true,
          foreignNames: ["step_size_up", "stepsize", "step_size", "half_period"],
          example: "2000 steps",
          "How long the value rises."
        ),
        KeySpec(
          "down",
          .expression(.duration),
          foreignNames: ["step_size_down"],
          "How long it falls; as long as it rises, unless written."
        ),
        CycleKeys.cycles,
        KeySpec(
          "mode",
          .word(["triangular", "triangular2", "exp_range"]),
          "What becomes of the amplitude; `triangular`, which keeps it, unless written."
        ),
        KeySpec(
          "gamma",
          .expression(.number),
          "With `exp_range`, what the amplitude is multiplied by at every update."
        ),
        KeySpec(
          "amplitude_decay",
          .expression(.number),
          foreignNames: ["scale", "cycle_decay", "lr_shrink"],
          "What every cycle multiplies the amplitude of the one before by."
        ),
        KeySpec("shape", CurveShape.syntax, "The shape of both halves; `linear` unless written."),
        KeySpec("up_shape", CurveShape.syntax, "The shape of the rise."),
        KeySpec("down_shape", CurveShape.syntax, "The shape of the fall."),
      ] + PhaseKeys.common + [ScheduleKeys.endpoints, ScheduleKeys.grid],
      example: "`{ from: 1e-3, to: 6e-3, up: 2000 steps, for: rest }`",
      "A wave between two values."
    ),
    ownLength: { phase, evaluator in wavesLength(phase, &evaluator) },
    shape: { reader in
      guard !reader.hasTwoLengths("cycles"), let wave = Wave(&reader) else { return nil }
      guard let time = reader.time else { return PhaseShape(start: wave.base) }
      guard !time.isEndless else {
        reader.report(LengthDiagnostics.endlessCurve(reader.phase))
        return nil
      }
      return reader.play(wave, in: time)
    }
  )

  /// The length of so many cycles.
  private static func wavesLength(
    _ phase: KindSyntax,
    _ evaluator: inout ExpressionEvaluator
  ) -> OwnLength {
    guard phase.object["cycles"] != nil, let rise = phase.object["up"] else { return .none }
    guard let count = CycleKeys.count(phase, &evaluator), let up = rise.value.expression,
      let rising = evaluator.quantity(up, example: "2000 steps")
    else { return .unknown }
    var falling = rising
    if phase.object["down"] != nil {
      guard let down = phase.object.expression("down"),
        let amount = evaluator.quantity(down, example: "2000 steps")
      else { return .unknown }
      falling = amount
    }
    let place = phase.object["cycles"]?.value.range ?? up.range
    let cycles = (0..<count).flatMap { _ in [rising, falling] }
    return .duration(.sequence(cycles), text: "\(count) cycles", place)
  }
}

/// What the keys of `cyclic` say.
private struct Wave {
  let base: Rational
  let peak: Rational
  let up: Amount?
  let down: Amount?
  /// What a cycle multiplies the amplitude by.
  let perCycle: Rational
  /// What an update multiplies it by.
  let gamma: Rational
  let rise: CurveForm
  let fall: CurveForm
  /// Whether the rise is a straight line.
  let isStraight: Bool

  /// Reads the keys; nil when one could not be read.
  init?(_ reader: inout PhaseReader) {
    let base = reader.startValue()
    let peak = reader.value("to")
    let rise = reader.form(reader.has("up_shape") ? "up_shape" : "shape", otherwise: .linear)
    let fall = reader.form(reader.has("down_shape") ? "down_shape" : "shape", otherwise: .linear)
    let up = reader.amount("up")
    let down = reader.has("down") ? reader.amount("down") : up
    guard let base, let peak, let rise, let fall, let fade = reader.fade(),
      reader.time == nil || (up != nil && down != nil)
    else { return nil }
    (self.base, self.peak, self.rise, self.fall, self.up, self.down) =
      (base, peak, rise, fall, up, down)
    (perCycle, gamma) = fade
    isStraight = !reader.has("shape") && !reader.has("up_shape")
  }
}

extension PhaseReader {
  /// What multiplies the amplitude, per cycle and per update.
  fileprivate mutating func fade() -> (perCycle: Rational, gamma: Rational)? {
    var mode = "triangular"
    if let field = phase.object["mode"] {
      guard case .word(let word, _) = field.value else { return nil }
      mode = word
    }
    guard has("gamma") == (mode == "exp_range"), !has("amplitude_decay") || mode == "triangular"
    else {
      report(CyclicDiagnostics.mode(phase))
      return nil
    }
    guard let key = ["gamma", "amplitude_decay"].first(where: { has($0) }) else {
      let half = Rational(BigInteger(1), over: BigInteger(2))
      return (mode == "triangular2" ? half : Rational(1), Rational(1))
    }
    guard let factor = number(key) else { return nil }
    guard factor > Rational(0), factor <= Rational(1) else {
      report(CyclicDiagnostics.factor(key, phase, at: range(of: key)))
      return nil
    }
    return key == "gamma" ? (Rational(1), factor) : (factor, Rational(1))
  }

  fileprivate mutating func play(_ wave: Wave, in time: PhaseTime) -> PhaseShape? {
    guard let up = wave.up, let down = wave.down else { return nil }
    var parts = PhaseParts(time.updates)
    var amplitudes = GeometricLevels(start: wave.peak - wave.base, factor: wave.perCycle)
    var place = (position: time.start, update: time.updates.lowerBound)
    let downKey = has("down") ? "down" : "up"
    while !parts.isFull {
      guard let amplitude = amplitudes.value else { return nil }
      for isRise in [true, false] where !parts.isFull {
        let key = isRise ? "up" : downKey
        guard let next = step(from: place.position, by: isRise ? up : down, of: key) else {
          return nil
        }
        guard next.update > place.update else {
          report(CycleDiagnostics.tooShort(phase, at: range(of: key)))
          return nil
        }
        let half = place.update - time.updates.lowerBound..<next.update - time.updates.lowerBound
        guard let design = design(wave, amplitude: amplitude, isRise: isRise, over: half),
          lay(design, until: next.update, in: &parts)
        else { return nil }
        place = next
      }
      guard parts.segments.count < PhaseParts.limit else {
        report(CycleDiagnostics.tooMany(phase, at: range(of: "up")))
        return nil
      }
      amplitudes.advance()
    }
    return parts.shape(start: wave.base)
  }

  /// Half a cycle, over updates counted from the start of the phase.
  private mutating func design(
    _ wave: Wave,
    amplitude: Rational,
    isRise: Bool,
    over updates: Range<Int64>
  ) -> CurveDesign? {
    let form = isRise ? wave.rise : wave.fall
    let peak = wave.base + amplitude
    guard wave.gamma != Rational(1) else {
      return design(form, from: isRise ? wave.base : peak, to: isRise ? peak : wave.base)
    }
    let ends = isRise ? (Rational(0), Rational(1)) : (Rational(1), Rational(0))
    guard let weight = design(form, from: ends.0, to: ends.1) else { return nil }
    let length = updates.upperBound - updates.lowerBound
    let passed: CurveExpression =
      .constant(Double(updates.lowerBound)) + .constant(Double(length)) * .progress
    let fade: CurveExpression = .exponential(passed * .logarithm(.constant(wave.gamma.double)))
    let height: CurveExpression = .constant(amplitude.double) * weight.expression * fade
    let expression = wave.base.isZero ? height : .constant(wave.base.double) + height
    let place = isRise ? length : 0
    guard let value = expression.value(atUpdate: place, of: length).flatMap(Rational.init(exactly:))
    else {
      report(PhaseDiagnostics.endOutOfRange(phase))
      return nil
    }
    // A straight rise p · gamma^(length · p) turns where length · log(1 / gamma) is above 1; a fall never does.
    let loss = Rational(length) * (Rational(1) - wave.gamma) / wave.gamma
    return CurveDesign(
      expression: expression,
      start: isRise ? wave.base : value,
      end: isRise ? value : wave.base,
      startContact: isRise ? min(1, weight.startContact) : 0,
      endContact: isRise ? 0 : min(1, weight.endContact),
      isMonotone: !isRise || (wave.isStraight && loss <= Rational(1))
    )
  }
}

/// The wording of what can be wrong with the keys of `cyclic`.
private enum CyclicDiagnostics {
  static func mode(_ phase: KindSyntax) -> Diagnostic {
    Diagnostic(
      .contradictoryKeys,
      "`gamma` belongs to `mode: exp_range` alone, and `amplitude_decay` to `triangular`",
      at: (phase.object["gamma"] ?? phase.object["amplitude_decay"] ?? phase.object["mode"])?
        .keyRange ?? phase.kindRange,
      label: "the amplitude is said twice, or not at all",
      help: [
        Help("write `mode: exp_range, gamma: 0.9999`, or `amplitude_decay: 0.5` without a mode")
      ]
    )
  }

  static func factor(_ key: String, _ phase: KindSyntax, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .valueOutOfReach,
      "`\(key)` of `\(phase.written)` must be above 0 and at most 1",
      at: range,
      label: "out of range"
    )
  }
}
