// SPDX-License-Identifier: Apache-2.0

/// The keys that every kind of phase has.
package enum PhaseKeys {
  /// Where the phase starts in value.
  package static let from = KeySpec(
    "from",
    .expression(.number),
    foreignNames: [
      "init_value", "start_value", "base_lr", "initial_lr", "init_lr", "start_lr", "start",
    ],
    "The value at the start of the phase; left out, the value where the phase before ends."
  )

  /// Where a curve ends in value.
  package static let to = KeySpec(
    "to",
    .expression(.number),
    isRequired: true,
    foreignNames: [
      "eta_min", "end_value", "peak_value", "min_lr", "lr_min", "final_lr", "end_lr", "lr_end",
      "max_lr", "target", "end", "peak",
    ],
    "The value at the end of the phase."
  )

  /// How long the curve is when it is longer than the phase.
  package static let over = KeySpec(
    "over",
    .expression(.duration),
    "The length of the curve, where it is longer than the time it is played."
  )

  /// The keys of time and continuity.
  package static let common: [KeySpec] = [
    KeySpec(
      "for",
      .extent(.phase),
      foreignNames: [
        "T_max", "total_iters", "total_steps", "transition_steps", "decay_steps", "warmup_steps",
        "num_warmup_steps", "num_training_steps", "steps", "epochs", "duration", "length", "t_max",
        "num_iter",
      ],
      "How long the phase lasts: a duration, `rest`, or `last` and a duration."
    ),
    KeySpec("ends_at", .expression(.position), "Where in the run the phase ends."),
    KeySpec("jump", .flag, "Says that the value is meant to jump where this phase starts."),
    KeySpec(
      "until",
      .object(EventKeys.until),
      foreignNames: ["stop_when", "ends_when"],
      "An event that ends the phase."
    ),
    EventKeys.atMost,
    KeySpec(
      "along",
      .word(["steps", "samples", "tokens"]),
      foreignNames: ["clock", "unit", "by", "measured_in"],
      "What progress counts when the batch varies; unless written, the unit of `for`, else of the run."
    ),
  ]

  /// The keys of a phase that follows a smooth curve.
  package static let curve: [KeySpec] = [over, ScheduleKeys.endpoints, ScheduleKeys.grid]
}
