// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A decay that starts again and again (Loshchilov and Hutter, SGDR, 2017).
  ///
  ///     cycle j is first · grow^j long and goes from from · peak_decay^j to to · floor_decay^j
  ///
  /// With `warmup` every cycle but the first rises from where the one before ended, instead of jumping
  /// (Lialin and others, ReLoRA, 2023: "jagged" restarts). With `decay` a cycle holds its peak and decays in
  /// that last part of it alone (OLMo-core's `WSDS`).
  static let restarts = PhaseKind(
    ObjectSpec(
      "restarts",
      keys: [
        PhaseKeys.from,
        PhaseKeys.to,
        KeySpec(
          "first",
          .expression(.duration),
          isRequired: true,
          foreignNames: [
            "T_0", "t_0", "first_decay_steps", "restarts_steps", "jagged_restart_steps",
            "cycle_size",
            "t_initial", "period",
          ],
          example: "10 epochs",
          "How long the first cycle is."
        ),
        KeySpec(
          "grow",
          .expression(.number),
          foreignNames: ["T_mult", "t_mult", "t_mul", "cycle_mul", "cycle_mult"],
          "How many times as long as the one before a cycle is; 1 unless written."
        ),
        CycleKeys.cycles,
        KeySpec(
          "peak_decay",
          .expression(.number),
          foreignNames: ["m_mul", "cycle_decay", "gamma", "lr_shrink", "restart_weights"],
          "What every cycle multiplies the start of the one before by; 1 unless written."
        ),
        KeySpec(
          "floor_decay",
          .expression(.number),
          "What every cycle multiplies the end of the one before by; 1 unless written."
        ),
        KeySpec(
          "warmup",
          .expression(.duration),
          foreignNames: [
            "restarts_warmup_steps", "jagged_restart_warmup_steps", "warmup_t", "warmup_steps",
          ],
          "How long every cycle but the first rises, in a straight line, before it decays."
        ),
        KeySpec(
          "decay",
          .expression(.duration),
          foreignNames: ["jagged_restart_anneal_steps", "anneal_steps"],
          "How long the decay at the end of a cycle is; unwritten, all of it."
        ),
        KeySpec("shape", CurveShape.syntax, "The shape of the decay; `cosine` unless written."),
      ] + PhaseKeys.common + [ScheduleKeys.endpoints, ScheduleKeys.grid],
      example: "`{ from: 0.1, to: 0, first: 10 epochs, grow: 2, for: rest }`",
      "A decay that starts again and again."
    ),
    ownLength: { phase, evaluator in restartsLength(phase, &evaluator) },
    shape: { reader in
      guard !reader.hasTwoLengths("cycles") else { return nil }
      guard let plan = RestartPlan(&reader) else { return nil }
      guard let time = reader.time else { return PhaseShape(start: plan.peak) }
      guard !time.isEndless else {
        reader.report(LengthDiagnostics.endlessCurve(reader.phase))
        return nil
      }
      return reader.play(plan, in: time)
    }
  )

  /// The length of so many cycles.
  private static func restartsLength(
    _ phase: KindSyntax,
    _ evaluator: inout ExpressionEvaluator
  ) -> OwnLength {
    guard phase.object["cycles"] != nil, let field = phase.object["first"] else { return .none }
    let grow =
      phase.object["grow"] == nil
      ? Rational(1) : phase.object.expression("grow").flatMap { evaluator.number($0) }
    guard let count = CycleKeys.count(phase, &evaluator), let grow,
      let first = field.value.expression,
      let amount = evaluator.quantity(first, example: "10 epochs")
    else { return .unknown }
    var sum = Rational(0)
    var part = Rational(1)
    for _ in 0..<count {
      sum = sum + part
      part = part * grow
      guard sum.numerator.bitWidth < ExpressionEvaluator.bitLimit else {
        evaluator.sink.emit(CycleDiagnostics.tooMany(phase, at: phase.kindRange))
        return .unknown
      }
    }
    let place = phase.object["cycles"]?.value.range ?? field.value.range
    return .duration(amount * sum, text: "\(count) cycles", place)
  }
}

/// What the keys of `restarts` say.
private struct RestartPlan {
  let peak: Rational
  let floor: Rational
  let first: Amount?
  let grow: Rational
  let peakDecay: Rational
  let floorDecay: Rational
  let warmup: Amount?
  let decay: Amount?
  let form: CurveForm

  /// Reads the keys; nil when one could not be read.
  init?(_ reader: inout PhaseReader) {
    let peak = reader.startValue()
    let floor = reader.value("to")
    let form = reader.form("shape", otherwise: .cosine)
    let numbers = ["grow", "peak_decay", "floor_decay"].map { reader.factor($0) }
    let first = reader.amount("first")
    let warmup = reader.amount("warmup")
    let decay = reader.amount("decay")
    guard let peak, let floor, let form, let grow = numbers[0], let peakDecay = numbers[1],
      let floorDecay = numbers[2], reader.time == nil || first != nil,
      reader.time == nil || (warmup != nil) == reader.has("warmup"),
      reader.time == nil || (decay != nil) == reader.has("decay")
    else { return nil }
    (self.peak, self.floor, self.form, self.first) = (peak, floor, form, first)
    (self.grow, self.peakDecay, self.floorDecay) = (grow, peakDecay, floorDecay)
    (self.warmup, self.decay) = (warmup, decay)
  }
}

extension PhaseReader {
  /// A factor from cycle to cycle, which is above 0.
  fileprivate mutating func factor(_ key: String) -> Rational? {
    guard has(key) else { return Rational(1) }
    guard let factor = number(key) else { return nil }
    guard factor > Rational(0), factor < Rational(1024) else {
      let (kind, place) = (phase.written, range(of: key))
      report(ShapeDiagnostics.outOfRange(key, of: kind, at: place, Rational(0), Rational(1024)))
      return nil
    }
    return factor
  }

  fileprivate mutating func play(_ plan: RestartPlan, in time: PhaseTime) -> PhaseShape? {
    guard let first = plan.first else { return nil }
    var parts = PhaseParts(time.updates)
    var peaks = GeometricLevels(start: plan.peak, factor: plan.peakDecay)
    var floors = GeometricLevels(start: plan.floor, factor: plan.floorDecay)
    var previous: Rational?
    var cycle = (position: time.start, update: time.updates.lowerBound, length: first)
    while !parts.isFull {
      guard let peak = peaks.value, let floor = floors.value else {
        report(PhaseDiagnostics.endOutOfRange(phase))
        return nil
      }
      guard let end = step(from: cycle.position, by: cycle.length, of: "first") else { return nil }
      guard end.update > cycle.update else {
        report(CycleDiagnostics.tooShort(phase, at: range(of: "first")))
        return nil
      }
      let places = places(plan, from: cycle.position, to: end.position, rises: previous != nil)
      guard let places else { return nil }
      guard cycle.update <= places.rise, places.rise <= places.fall, places.fall < end.update else {
        report(CycleDiagnostics.partsTooLong(phase))
        return nil
      }
      if let previous, places.rise > cycle.update {
        guard let rise = design(.straight, from: previous, to: peak),
          lay(rise, until: places.rise, in: &parts)
        else { return nil }
      }
      parts.hold(peak, until: places.fall)
      guard let fall = design(plan.form, from: peak, to: floor),
        lay(fall, until: end.update, in: &parts)
      else { return nil }
      guard parts.segments.count < PhaseParts.limit else {
        report(CycleDiagnostics.tooMany(phase, at: range(of: "first")))
        return nil
      }
      cycle = (end.position, end.update, cycle.length * plan.grow)
      // The digits of the lengths grow with every cycle, as far as that needs to go.
      guard cycle.length.numbers.allSatisfy({ $0.denominator.bitWidth < 4096 }) else {
        report(CycleDiagnostics.tooMany(phase, at: range(of: "grow")))
        return nil
      }
      previous = floor
      peaks.advance()
      floors.advance()
    }
    return parts.shape(start: plan.peak)
  }

  /// Where a cycle has risen, and where it starts to fall.
  private mutating func places(
    _ plan: RestartPlan,
    from start: Rational,
    to end: Rational,
    rises: Bool
  ) -> (rise: Int64, fall: Int64)? {
    guard let first = update(at: start) else { return nil }
    var rise = first
    if rises, let warmup = plan.warmup {
      guard let place = step(from: start, by: warmup, of: "warmup") else { return nil }
      rise = place.update
    }
    guard let decay = plan.decay else { return (rise, rise) }
    guard let place = step(from: end, by: -decay, of: "decay") else { return nil }
    return (rise, place.update)
  }
}
