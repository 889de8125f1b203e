// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

extension PhaseKind {
  /// A power of the position (OLMo-core's `PowerLR`, timm's `stable_fn: power`).
  ///
  ///     value = from · ((timescale + shift + k) / (timescale + shift))^exponent
  static let power = PhaseKind(
    ObjectSpec(
      "power",
      keys: [
        PhaseKeys.from,
        KeySpec(
          "exponent",
          .expression(.number),
          isRequired: true,
          foreignNames: ["power", "alpha", "stable_power", "b"],
          example: "-0.5",
          "The power; below 0 for a decay."
        ),
      ] + PowerLawKeys.all + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ exponent: -0.5, for: rest }`",
      "A power of the position in the run."
    )
  ) { reader in
    let exponent = reader.number("exponent")
    let start = reader.startAwayFromZero()
    guard let start, let exponent else { return nil }
    guard Rational(-64) < exponent, exponent < Rational(64) else {
      let place = reader.range(of: "exponent")
      reader.report(
        ShapeDiagnostics.outOfRange("exponent", of: "power", at: place, Rational(-64), Rational(64))
      )
      return nil
    }
    return reader.powerLaw(from: start, exponent: exponent.double)
  }

  /// The inverse square root of the position (Vaswani and others, "Attention Is All You Need", 2017;
  /// fairseq's, Hugging Face's and big_vision's schedules).
  ///
  ///     value = from · √((timescale + shift) / (timescale + shift + k))
  ///     value = 1 / √(q / from² + p / to²)                             with `to`
  ///
  /// The timescale is the position where the phase starts, unless it is written: then the value is
  /// from · √(start / t), as in the paper.
  static let inverseSqrt = PhaseKind(
    ObjectSpec(
      "inverse_sqrt",
      keys: [PhaseKeys.from, PowerLawKeys.to] + PowerLawKeys.all + PhaseKeys.common
        + PhaseKeys.curve,
      example: "`{ timescale: 10000 steps, for: rest }`",
      "A decay with the inverse square root of the position."
    )
  ) { reader in
    guard reader.has("to") else {
      return reader.startAwayFromZero().flatMap { reader.powerLaw(from: $0, exponent: -0.5) }
    }
    guard !reader.has("timescale"), !reader.has("shift") else {
      reader.report(
        PhaseDiagnostics.needsOneTarget(
          reader.phase,
          "`to`, or `timescale` and `shift`",
          example: "inverse_sqrt: { timescale: 10000 steps }"
        )
      )
      return nil
    }
    return reader.curve(reader.form(.inverseSqrt))
  }
}

/// The keys of kinds that follow a power of the position.
private enum PowerLawKeys {
  static let all = [
    KeySpec(
      "timescale",
      .expression(.duration),
      foreignNames: ["warmup_updates", "stable_timescale", "tau", "timescale_steps"],
      "The position that the start of the phase is taken for; unwritten, the one it has."
    ),
    KeySpec("shift", .expression(.duration), "How much later than that it is taken for."),
  ]

  static let to = KeySpec(
    "to",
    .expression(.number),
    foreignNames: PhaseKeys.to.foreignNames,
    "The value at the end of the phase, in place of a timescale."
  )
}

extension PhaseReader {
  /// A power of the position, counted from the timescale.
  fileprivate mutating func powerLaw(from start: Rational, exponent: Double) -> PhaseShape? {
    let timescale = has("timescale") ? duration("timescale") : position
    let shift = has("shift") ? duration("shift") : Rational(0)
    guard let timescale, let shift else { return PhaseShape(start: start) }
    return decay(from: start) { length in
      .constant(start.double)
        * .power(1.0 + .exact(length / (timescale + shift)) * .progress, exponent)
    }
  }

  /// Where the phase starts in the run, if that is more than nothing.
  private var position: Rational? {
    mutating get {
      guard let time else { return nil }
      guard !time.isAfterEvent, time.updates.lowerBound > 0 else {
        report(PhaseDiagnostics.needsTimescale(phase, isAfterEvent: time.isAfterEvent))
        return nil
      }
      return Rational(time.updates.lowerBound)
    }
  }
}

extension PhaseDiagnostics {
  fileprivate static func needsTimescale(_ phase: KindSyntax, isAfterEvent: Bool) -> Diagnostic {
    Diagnostic(
      .contradictoryKeys,
      "`\(phase.written)` needs `timescale` here",
      at: phase.kindRange,
      notes: [
        isAfterEvent
          ? "unwritten, it is the position where the phase starts, which depends on an event"
          : "unwritten, it is the position where the phase starts, which is the start of the run"
      ],
      help: [Help("write for example `timescale: 10000 steps`")]
    )
  }
}
