// SPDX-License-Identifier: Apache-2.0

/// The keys that change the values of a whole schedule, in the order in which they are applied.
package enum ModifierKeys {
  /// The keys, given the kinds of phases that may be listed.
  package static func all(_ phaseKinds: [ObjectSpec]) -> [KeySpec] {
    [
      times(phaseKinds), blend(phaseKinds), cooldown(phaseKinds), noise, RoundToKeys.roundTo, clamp,
    ]
  }

  /// A factor, or several.
  private static func times(_ phaseKinds: [ObjectSpec]) -> KeySpec {
    let factor: ValueShape = .either(.object(factorSpec(phaseKinds)), .formula)
    return KeySpec(
      "times",
      .either(.list(factor), factor),
      foreignNames: ["multiply", "multiplier", "scale", "factor", "multiply_by"],
      "A factor over the whole schedule: a formula, a curve by its name, phases, or a list of these."
    )
  }

  /// Phases without a channel: a factor, or a named curve.
  package static func factorSpec(_ phaseKinds: [ObjectSpec]) -> ObjectSpec {
    ObjectSpec(
      "curve",
      keys: [
        KeySpec(
          "phases",
          .kinds(phaseKinds, of: "phase"),
          isRequired: true,
          "What happens to the value over the run."
        ),
        ScheduleKeys.endpoints,
        ScheduleKeys.grid,
      ],
      example: "`{ phases: [ … ] }`",
      "Values over the run that belong to no channel."
    )
  }

  /// A start that is left gradually while the schedule runs below.
  private static func blend(_ phaseKinds: [ObjectSpec]) -> KeySpec {
    KeySpec(
      "blend",
      .object(
        ObjectSpec(
          "blend",
          keys: [
            KeySpec(
              "from",
              .expression(.number),
              isRequired: true,
              foreignNames: ["warmup_lr_init", "warmup_bias_lr", "init_value", "start"],
              example: "0",
              "The value at the first update."
            ),
            KeySpec(
              "for",
              .extent(.start),
              isRequired: true,
              foreignNames: [
                "warmup_steps", "warmup_epochs", "warmup_t", "num_warmup_steps", "steps", "epochs",
              ],
              example: "3 epochs",
              "How long it takes until the schedule has its own value."
            ),
            shape(phaseKinds),
          ],
          example: "`{ from: 0, for: 3 epochs }`",
          "A warmup laid over a running curve."
        )
      ),
      foreignNames: ["warmup"],
      "A warmup laid over a running curve: the value moves from `from` to wherever the schedule is."
    )
  }

  /// An end that is reached gradually while the schedule runs below.
  private static func cooldown(_ phaseKinds: [ObjectSpec]) -> KeySpec {
    KeySpec(
      "cooldown",
      .object(
        ObjectSpec(
          "cooldown",
          keys: [
            KeySpec(
              "for",
              .extent(.end),
              isRequired: true,
              foreignNames: ["cooldown_steps", "cooldown_frac", "decay_steps", "steps", "epochs"],
              example: "last 20%",
              "How long it takes, to the end of the run."
            ),
            KeySpec(
              "to",
              .expression(.number),
              foreignNames: ["end_value", "min_lr", "eta_min", "final_lr"],
              "The value at the end of the run; 0 unless written."
            ),
            KeySpec(
              "factor",
              .expression(.number),
              foreignNames: ["ratio", "end_factor", "min_lr_ratio"],
              "What the schedule is multiplied by at the end of the run, instead of a value."
            ),
            shape(phaseKinds),
          ],
          example: "`{ for: last 20%, to: 0 }`",
          "A decay laid over the end of any schedule."
        )
      ),
      foreignNames: ["decay"],
      "A decay laid over the end of a running curve."
    )
  }

  private static func shape(_ phaseKinds: [ObjectSpec]) -> KeySpec {
    KeySpec(
      "shape",
      phaseKinds.curveShape,
      foreignNames: ["type", "warmup_method", "decay_type", "mode"],
      "How it gets from one to the other; `linear` unless written."
    )
  }

  /// A factor that is drawn anew every so often.
  private static let noise = KeySpec(
    "noise",
    .object(
      ObjectSpec(
        "noise",
        keys: [
          KeySpec(
            "seed",
            .expression(.number),
            isRequired: true,
            foreignNames: ["noise_seed", "random_state"],
            example: "42",
            "What the numbers are drawn from: a whole number."
          ),
          KeySpec(
            "amount",
            .expression(.number),
            isRequired: true,
            foreignNames: ["noise_pct", "pct", "scale"],
            example: "0.1",
            "The largest share by which a value is moved up or down."
          ),
          KeySpec(
            "every",
            .expression(.duration),
            isRequired: true,
            foreignNames: ["grid", "noise_range_t", "interval"],
            example: "1 epoch",
            "How long a factor is kept before the next is drawn."
          ),
          KeySpec(
            "distribution",
            .word(["uniform", "normal"]),
            foreignNames: ["noise_type", "type", "noise_std"],
            "`uniform` unless written; `normal` has half of `amount` as its deviation, and none beyond `amount`."
          ),
        ],
        example: "`{ seed: 42, amount: 0.1, every: 1 epoch }`",
        "Seeded noise on a grid."
      )
    ),
    foreignNames: ["lr_noise", "jitter"],
    "A random factor around 1, the same in every run of the recipe."
  )

  /// The values between which a schedule is kept.
  private static let clamp = KeySpec(
    "clamp",
    .list(.expression(.number)),
    foreignNames: ["clip_to", "limit", "range"],
    "Cuts every value to a range: `[low, high]`."
  )
}
