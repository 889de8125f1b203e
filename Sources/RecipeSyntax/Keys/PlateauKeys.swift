// SPDX-License-Identifier: Apache-2.0

/// The keys of the `plateau` kind beside those of every phase.
package enum PlateauKeys {
  /// What the plateau watches, how it judges, and how it cuts.
  package static let all: [KeySpec] =
    [
      EventKeys.watch,
      KeySpec(
        "factor",
        .expression(.number),
        isRequired: true,
        foreignNames: [
          "gamma", "decay_rate", "lr_decay", "lr_shrink", "reduce_factor", "drop", "shrink",
        ],
        example: "0.5",
        "What the value is multiplied by at every cut."
      ),
      EventKeys.patience,
      KeySpec(
        "cooldown",
        .expression(.duration),
        foreignNames: ["cooldown_t", "cooldown_epochs"],
        "How long after a cut nothing is counted."
      ),
      KeySpec(
        "floor",
        .expression(.number),
        foreignNames: ["min_lr", "eta_min", "lr_min", "min_value", "min_scale"],
        "The value below which no cut goes."
      ),
      KeySpec(
        "max_cuts",
        .expression(.number),
        foreignNames: ["max_reductions", "num_reductions", "reduce_on_plateau"],
        "How many cuts are made at most."
      ),
    ] + EventKeys.judgement + [
      EventKeys.compat,
      KeySpec(
        "eps",
        .expression(.number),
        foreignNames: ["epsilon"],
        "A cut by no more than this is not made; with `compat: torch` and `compat: paddle` only."
      ),
    ]

  /// `over:`, the phases that the plateau lies over.
  package static func over(_ kinds: [ObjectSpec]) -> KeySpec {
    KeySpec(
      "over",
      .kinds(kinds, of: "phase"),
      "The phases whose values the plateau cuts, instead of a constant value of its own."
    )
  }
}
