// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A constant ratio between updates.
  ///
  ///     value = from · (to / from)^p                       with `to`
  ///     value = from · rate^(k / every)                    with `rate` and `every`
  ///     value = from · (1/2)^(k / half_life)               with `half_life`
  static let exponential = PhaseKind(
    ObjectSpec(
      "exponential",
      keys: [
        PhaseKeys.from,
        KeySpec(
          "to",
          .expression(.number),
          foreignNames: ["end_value", "final_lr", "min_lr"],
          "The value at the end of the phase."
        ),
        KeySpec(
          "rate",
          .expression(.number),
          foreignNames: ["gamma", "decay_rate"],
          "The factor by which the value changes in the time `every`."
        ),
        KeySpec(
          "every",
          .expression(.duration),
          foreignNames: ["transition_steps", "decay_steps", "step_size"],
          "The time in which the value changes by the factor `rate`."
        ),
        KeySpec("half_life", .expression(.duration), "The time in which the value halves."),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ to: 1e-5, for: rest }`",
      "A constant ratio between updates."
    )
  ) { reader in
    let ways = ["to", "rate", "half_life"].filter { reader.has($0) }
    guard ways.count == 1, reader.has("rate") == reader.has("every") else {
      reader.report(PhaseDiagnostics.exponentialNeedsOneTarget(reader.phase))
      return nil
    }
    return reader.has("to") ? reader.curve(reader.form(.exponential)) : reader.decay()
  }
}

extension PhaseReader {
  /// An exponential with a rate; its end is a number that nobody wrote.
  fileprivate mutating func decay() -> PhaseShape? {
    guard let start = startValue() else { return nil }
    guard !start.isZero else {
      let place = range(of: "from")
      report(ShapeDiagnostics.outOfReach(.startsAtZero, of: phase.written, at: place))
      return nil
    }
    let isHalving = has("half_life")
    let key = isHalving ? "half_life" : "every"
    let rate = isHalving ? Rational(BigInteger(1), over: BigInteger(2)) : number("rate")
    let every = duration(key)
    guard let rate else { return nil }
    guard rate > Rational(0) else {
      report(PhaseDiagnostics.rateNotPositive(at: range(of: "rate")))
      return nil
    }
    guard let every, let length = curveLength() else { return PhaseShape(start: start) }
    let times = Rational(length) / every
    let exponent: CurveExpression = .exact(times) * .logarithm(.constant(rate.double))
    let expression: CurveExpression =
      .constant(start.double) * .exponential(.progress * exponent)
    guard let limit = expression.value(atUpdate: 1, of: 1), limit != 0,
      let end = Rational(exactly: limit)
    else {
      report(PhaseDiagnostics.exponentialOutOfRange(phase))
      return nil
    }
    return play(
      CurveDesign(
        expression: expression,
        start: start,
        end: end,
        startContact: 1,
        endContact: 0
      )
    )
  }
}
