// SPDX-License-Identifier: Apache-2.0

/// The keys of `expect:`, which `recipec test` verifies.
package enum ExpectKeys {
  /// What may be listed under `expect:`.
  package static let expectations: [ObjectSpec] = claims + [given]

  /// What can be said about the values of a channel.
  package static let claims: [ObjectSpec] = [
    value,
    course("rising", "The value never falls between two positions, and is higher in the end."),
    course("falling", "The value never rises between two positions, and is lower in the end."),
    course("constant", "The value is the same at every update between two positions."),
    ObjectSpec(
      "length",
      keys: [
        KeySpec(
          "is",
          .expression(.duration),
          isRequired: true,
          foreignNames: ["equals", "value", "expected", "updates", "total_steps", "max_steps"],
          example: "450450 steps",
          "How long the run is."
        )
      ],
      shorthand: "is",
      example: "`450450 steps`",
      "The length of the run, in whole updates."
    ),
  ]

  /// What may have happened before a claim is verified.
  package static let events: [ObjectSpec] = [
    ObjectSpec(
      "observe",
      keys: [
        KeySpec(
          "metric",
          .text,
          isRequired: true,
          foreignNames: ["watch", "monitor", "name"],
          example: "val_loss",
          "The metric that is reported."
        ),
        KeySpec(
          "values",
          .either(.list(.expression(.number)), .expression(.number)),
          isRequired: true,
          foreignNames: ["is", "losses", "metrics"],
          example: "[1.0, 0.9, 0.9]",
          "What is measured: a number, or a list with one for each of several evaluations."
        ),
        position("at", "The update before which the first of them is measured."),
        KeySpec(
          "every",
          .expression(.duration),
          foreignNames: ["step", "interval"],
          "The time from one of several evaluations to the next; `run.evaluate` unless it is said."
        ),
      ],
      example: "`{ metric: val_loss, values: [1.0, 0.9], at: 5 epochs, every: 1 epoch }`",
      "A metric that the trainer reports."
    ),
    ObjectSpec(
      "signal",
      keys: [
        KeySpec(
          "name",
          .text,
          isRequired: true,
          foreignNames: ["signal", "event"],
          example: "decay",
          "The name of the signal."
        ),
        position("at", "The first update that the signal changes."),
      ],
      example: "`{ name: decay, at: 1000 steps }`",
      "A signal that the trainer gives."
    ),
  ]

  private static let value = ObjectSpec(
    "value",
    keys: [
      channel,
      position("at", "Where the value is looked at."),
      KeySpec(
        "is",
        .expression(.number),
        isRequired: true,
        foreignNames: ["equals", "value", "expected"],
        example: "0.1",
        "The value: the binary64 number nearest to this, or within the tolerance of it."
      ),
      KeySpec(
        "within",
        .expression(.any),
        foreignNames: ["tolerance", "tol", "atol", "rtol", "approx"],
        "How far off the value may be: a number, or a percentage of the expected value."
      ),
    ],
    example: "`{ of: lr, at: 5 epochs, is: 0.1 }`",
    "The value at a position."
  )

  private static let given = ObjectSpec(
    "given",
    keys: [
      KeySpec(
        "events",
        .kinds(events, of: "event"),
        isRequired: true,
        foreignNames: ["observations", "signals"],
        "What happens: observations of metrics and signals."
      ),
      KeySpec(
        "expect",
        .kinds(claims, of: "expectation"),
        isRequired: true,
        foreignNames: ["then"],
        "What is to be true then."
      ),
    ],
    example: "`{ events: […], expect: […] }`",
    "Expectations of a run in which something happens."
  )

  private static let channel = KeySpec(
    "of",
    .text,
    foreignNames: ["channel", "track", "schedule"],
    "The channel, as `lr`, `muon.lr` or `lr[head]`; `lr` unless it is said."
  )

  private static func position(_ name: String, _ summary: String) -> KeySpec {
    KeySpec(
      name,
      .either(.word(["start", "end"]), .expression(.position)),
      isRequired: true,
      foreignNames: ["step", "update", "t"],
      example: "5 epochs",
      summary
    )
  }

  private static func course(_ name: String, _ summary: String) -> ObjectSpec {
    ObjectSpec(
      name,
      keys: [
        channel,
        KeySpec(
          "from",
          .either(.word(["start"]), .expression(.position)),
          foreignNames: ["after", "begin"],
          "The first update that is looked at; the start of the run unless it is said."
        ),
        KeySpec(
          "to",
          .either(.word(["end"]), .expression(.position)),
          foreignNames: ["until", "before"],
          "The last update that is looked at; the last of the run unless it is said."
        ),
      ],
      example: "`{ of: lr, from: 0 steps, to: 5 epochs }`",
      summary
    )
  }
}
