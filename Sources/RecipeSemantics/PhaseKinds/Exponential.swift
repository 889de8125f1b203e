// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A constant ratio between updates.
  ///
  ///     value = from · (to / from)^p                       with `to`
  ///     value = from · rate^(k / every)                    with `rate` and `every`
  ///     value = from · (1/2)^(k / half_life)               with `half_life`
  ///     value = from · e^(-k / time_constant)              with `time_constant`
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
        KeySpec(
          "time_constant",
          .expression(.duration),
          foreignNames: ["tau", "timescale"],
          "The time in which the value falls to 1/e: the natural exponential."
        ),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ to: 1e-5, for: rest }`",
      "A constant ratio between updates."
    )
  ) { reader in
    let ways = ["to", "rate", "half_life", "time_constant"].filter { reader.has($0) }
    guard ways.count == 1, reader.has("rate") == reader.has("every") else {
      let ways = "`to`, `rate` with `every`, `half_life` or `time_constant`"
      let example = "exponential: { to: 1e-5 }"
      reader.report(PhaseDiagnostics.needsOneTarget(reader.phase, ways, example: example))
      return nil
    }
    return reader.has("to") ? reader.curve(reader.form(.exponential)) : reader.exponentialDecay()
  }
}

extension PhaseReader {
  /// An exponential with a rate; its end is a number that nobody wrote.
  fileprivate mutating func exponentialDecay() -> PhaseShape? {
    guard let start = startAwayFromZero() else { return nil }
    let key = ["half_life", "time_constant"].first { has($0) } ?? "every"
    // The logarithm of the factor by which the value changes in that time.
    let logarithm: CurveExpression
    switch key {
    case "half_life":
      logarithm = .logarithm(0.5)
    case "time_constant":
      logarithm = -1.0
    default:
      guard let rate = number("rate") else { return nil }
      guard rate > Rational(0) else {
        report(PhaseDiagnostics.rateNotPositive(phase, at: range(of: "rate")))
        return nil
      }
      logarithm = .logarithm(.constant(rate.double))
    }
    guard let every = duration(key) else { return PhaseShape(start: start) }
    return decay(from: start) { length in
      .constant(start.double) * .exponential(.progress * (.exact(length / every) * logarithm))
    }
  }
}
