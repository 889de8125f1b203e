// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// The inverse of time (Keras' `InverseTimeDecay`, Paddle's, levanter's `inv`).
  ///
  ///     value = from / (1 + rate · k / every)              with `rate` and `every`
  ///     value = 1 / (q / from + p / to)                    with `to`
  static let inverseTime = PhaseKind(
    ObjectSpec(
      "inverse_time",
      keys: [
        PhaseKeys.from,
        KeySpec(
          "to",
          .expression(.number),
          foreignNames: PhaseKeys.to.foreignNames,
          "The value at the end of the phase."
        ),
        KeySpec(
          "rate",
          .expression(.number),
          foreignNames: ["gamma", "decay_rate", "decay_lr_rate"],
          "By how much the divisor grows in the time `every`."
        ),
        KeySpec(
          "every",
          .expression(.duration),
          foreignNames: ["decay_steps", "decay_step_size"],
          "The time in which the divisor grows by `rate`."
        ),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ rate: 0.5, every: 1000 steps, for: rest }`",
      "A decay with the inverse of time."
    )
  ) { reader in
    guard reader.has("to") != reader.has("rate"), reader.has("rate") == reader.has("every") else {
      let example = "inverse_time: { rate: 0.5, every: 1000 steps }"
      reader.report(
        PhaseDiagnostics.needsOneTarget(
          reader.phase,
          "`to` or `rate` with `every`",
          example: example
        )
      )
      return nil
    }
    return reader.has("to") ? reader.curve(reader.form(.inverseTime)) : reader.inverseDecay()
  }
}

extension PhaseReader {
  fileprivate mutating func inverseDecay() -> PhaseShape? {
    guard let start = startAwayFromZero(), let rate = number("rate") else { return nil }
    guard rate > Rational(0) else {
      report(PhaseDiagnostics.rateNotPositive(phase, at: range(of: "rate")))
      return nil
    }
    guard let every = duration("every") else { return PhaseShape(start: start) }
    return decay(from: start) { length in
      .constant(start.double)
        / (1.0 + .exact(length / every) * .constant(rate.double) * .progress)
    }
  }
}
