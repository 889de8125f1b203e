// SPDX-License-Identifier: Apache-2.0

/// The keys of one rule of `groups:`.
package enum GroupKeys {
  /// The channels that a group may set: what optimizers keep for each of their groups.
  package static let channels = [
    "lr", "momentum", "beta1", "beta2", "weight_decay", "eps", "clip",
  ]

  /// The table, given the kinds of phases that may be listed.
  package static func spec(phaseKinds: [ObjectSpec]) -> ObjectSpec {
    let schedule = ScheduleKeys.spec(phaseKinds: phaseKinds)
    let sets = channels.map { name in
      KeySpec(
        name,
        .either(.expression(.number), .object(schedule)),
        foreignNames: foreignNames[name] ?? [],
        "The group's own `\(name)`: a constant or a schedule."
      )
    }
    return ObjectSpec(
      "group",
      keys: selection + effect(phaseKinds: phaseKinds) + sets + layers,
      example: "`{ match: \"backbone.*\", multiply: { lr: 0.1 } }`",
      "Which parameters a rule selects, and what it does with them."
    )
  }

  /// Which parameters a rule selects.
  private static let selection: [KeySpec] = [
    KeySpec(
      "match",
      names,
      foreignNames: ["params", "parameters", "pattern", "patterns", "name", "names", "regex"],
      example: "\"*.bias\"",
      "Patterns of the parameters' names: `*` is any text, `?` one character, `{a,b}` a choice."
    ),
    KeySpec(
      "ndim",
      .either(
        .expression(.number),
        .object(
          ObjectSpec(
            "ndim",
            keys: [
              KeySpec(
                "below",
                .expression(.number),
                foreignNames: ["less_than", "max", "at_most", "under"],
                "Fewer dimensions than this."
              ),
              KeySpec(
                "above",
                .expression(.number),
                foreignNames: ["greater_than", "min", "at_least", "over"],
                "More dimensions than this."
              ),
            ],
            example: "`{ below: 2 }`",
            "How many dimensions a parameter has."
          )
        )
      ),
      foreignNames: ["dim", "dims", "dimensions", "rank"],
      "How many dimensions the parameters have: a number, `{ below: 2 }` or `{ above: 1 }`."
    ),
    KeySpec("optimizer", .text, "The optimizer that the parameters belong to."),
  ]

  /// What a rule does, apart from the channels that it sets.
  private static func effect(phaseKinds: [ObjectSpec]) -> [KeySpec] {
    [
      KeySpec(
        "multiply",
        .names(.expression(.number), of: "channel"),
        foreignNames: [
          "lr_mult", "lr_scale", "scale", "decay_mult", "times", "multiplier", "lr_multiplier",
        ],
        example: "{ lr: 0.1 }",
        "A factor for each channel, which comes last, after every floor and clamp."
      ),
      KeySpec(
        "override",
        .flag,
        foreignNames: ["force", "priority"],
        "Says that what this rule sets wins over what other rules set for the same parameter."
      ),
      KeySpec(
        "frozen",
        .either(
          .flag,
          .object(
            ObjectSpec(
              "frozen",
              keys: [
                KeySpec(
                  "for",
                  .expression(.duration),
                  foreignNames: ["epochs", "steps", "until"],
                  example: "1 epoch",
                  "How long the parameters are frozen, from the start of the run."
                ),
                KeySpec(
                  "phases",
                  .kinds(phaseKinds, of: "phase"),
                  "A schedule whose values are 1, frozen, and 0, trained."
                ),
              ],
              example: "`{ for: 1 epoch }`",
              "When parameters are not updated."
            )
          )
        ),
        foreignNames: ["freeze", "requires_grad", "freeze_epochs", "frozen_epochs"],
        "When the parameters are not updated: `true`, or for how long."
      ),
    ]
  }

  /// The keys of a rule that is a rate for every layer.
  private static let layers: [KeySpec] = [
    KeySpec(
      "rate",
      .expression(.number),
      foreignNames: ["layer_decay", "layer_decay_rate", "llrd", "decay"],
      example: "0.65",
      "What the learning rate is multiplied by, once for every layer that lies above."
    ),
    KeySpec(
      "layers",
      .expression(.number),
      foreignNames: ["num_layers", "depth", "n_layers"],
      example: "12",
      "How many layers there are; `{i}` in `match` is their number, from 0."
    ),
    KeySpec("first", names, "The parameters below the layers, such as embeddings."),
    KeySpec("last", names, "The parameters above the layers, such as the head."),
  ]

  private static let names = ValueShape.either(.text, .list(.text))

  private static let foreignNames = [
    "lr": ["learning_rate"], "weight_decay": ["wd"], "eps": ["epsilon"], "beta1": ["betas"],
  ]
}
