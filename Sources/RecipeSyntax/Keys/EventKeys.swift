// SPDX-License-Identifier: Apache-2.0

/// The keys of what waits for a metric or a signal: `until:` and the `plateau` kind.
package enum EventKeys {
  /// `until:`, the event that ends a phase.
  package static let until = ObjectSpec(
    "until",
    keys: [
      KeySpec(
        "metric",
        .text,
        foreignNames: ["watch", "monitor", "metrics"],
        "The metric that is watched."
      ),
      KeySpec(
        "above",
        .expression(.number),
        foreignNames: ["greater_than", "over", "at_least", "reaches"],
        "The phase ends when the metric is above this."
      ),
      KeySpec(
        "below",
        .expression(.number),
        foreignNames: ["less_than", "under", "falls_to"],
        "The phase ends when the metric is below this."
      ),
      KeySpec(
        "stops_improving",
        .expression(.duration),
        foreignNames: ["patience", "num_bad_epochs", "early_stopping_patience"],
        "How long the metric may go without improvement before the phase ends."
      ),
    ] + judgement + [
      KeySpec(
        "plateau",
        .object(
          ObjectSpec(
            "plateau",
            keys: [watch, patience] + judgement + [compat],
            example: "`{ watch: val_loss, patience: 3 evaluations }`",
            "A plateau at whose first cut the phase ends."
          )
        ),
        "The phase ends where this plateau would cut for the first time."
      ),
      KeySpec(
        "signal",
        .text,
        foreignNames: ["event", "on", "trigger"],
        "The phase ends when the trainer gives the signal of this name."
      ),
    ],
    example: "`{ metric: val_acc, above: 0.9 }`",
    "An event that ends a phase."
  )

  /// `at_most:`, how long a phase waits for its event.
  package static let atMost = KeySpec(
    "at_most",
    .either(.word(["rest"]), .expression(.duration)),
    foreignNames: ["timeout", "max_duration", "deadline"],
    "How long the phase lasts when its event does not come: a duration, or `rest`."
  )

  /// The metric of a plateau.
  package static let watch = KeySpec(
    "watch",
    .text,
    isRequired: true,
    foreignNames: ["monitor", "metric", "metrics", "quantity"],
    example: "val_loss",
    "The metric that is watched."
  )

  /// How long no improvement is borne.
  package static let patience = KeySpec(
    "patience",
    .expression(.duration),
    isRequired: true,
    foreignNames: ["num_bad_epochs", "max_patience", "patience_t", "wait"],
    example: "3 evaluations",
    "How long the metric may go without improvement."
  )

  /// How metrics are compared: what a watched metric has wherever it is watched.
  package static let judgement: [KeySpec] = [
    KeySpec(
      "mode",
      .word(["min", "max"]),
      foreignNames: ["rule", "direction"],
      "Whether a smaller or a larger metric is better; `min` unless it is said."
    ),
    KeySpec(
      "threshold",
      .object(
        ObjectSpec(
          "threshold",
          keys: [
            KeySpec(
              "relative",
              .expression(.number),
              foreignNames: ["rel", "rtol"],
              "How much better, as a share of the magnitude of the best."
            ),
            KeySpec(
              "absolute",
              .expression(.number),
              foreignNames: ["abs", "atol"],
              "How much better, in the metric's own unit."
            ),
          ],
          example: "`{ relative: 1e-4 }`",
          "How much better than the best a metric must be."
        )
      ),
      foreignNames: ["min_delta", "delta", "tolerance", "threshold_mode", "rtol", "atol"],
      "How much better than the best a metric must be; `{ relative: 1e-4 }` unless it is said."
    ),
    KeySpec(
      "smooth",
      .expression(.any),
      foreignNames: ["smoothing", "ema", "accumulation_size"],
      "The weight of the past in a moving average, or how many evaluations are averaged into one."
    ),
    KeySpec(
      "best",
      .word(["entry", "run"]),
      "Whether the best metric is the best since the phase began, or since the run did."
    ),
    KeySpec(
      "on_nan",
      .word(["error", "ignore", "count"]),
      foreignNames: ["nan_policy"],
      "What a metric that is no number does: it is refused, skipped, or counts as no improvement."
    ),
  ]

  /// Whose order of steps a plateau follows.
  package static let compat = KeySpec(
    "compat",
    .word(["torch", "keras", "optax", "paddle"]),
    "The library whose plateau is imitated, evaluation by evaluation."
  )
}
