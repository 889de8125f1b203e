// SPDX-License-Identifier: Apache-2.0

/// The keys of one entry of `schedules:`.
package enum ScheduleKeys {
  /// The table, given the kinds of phases that may be listed.
  package static func spec(phaseKinds: [ObjectSpec]) -> ObjectSpec {
    ObjectSpec(
      "schedule",
      keys: [
        KeySpec(
          "phases",
          .kinds(phaseKinds, of: "phase"),
          isRequired: true,
          "What happens to the value over the run, one phase after another."
        ),
        KeySpec(
          "bounds",
          .list(.expression(.number)),
          "The smallest and the largest value allowed at any update: `[low, high]`."
        ),
        KeySpec(
          "after",
          .either(.word(["hold", "repeat", "error"]), .expression(.number)),
          "What the value is past the end of the run."
        ),
        endpoints,
        grid,
        KeySpec(notBuilt: "times", "A factor over the whole schedule."),
        KeySpec(notBuilt: "blend", "A warmup laid over a running curve."),
        KeySpec(notBuilt: "warmup", "A warmup laid over a running curve."),
        KeySpec(notBuilt: "cooldown", "A decay laid over the end of any schedule."),
        KeySpec(notBuilt: "round_to", "Values rounded to a multiple."),
        KeySpec(notBuilt: "clamp", "Values cut to a range."),
        KeySpec(notBuilt: "follows", "A value computed from another channel."),
        KeySpec(notBuilt: "as", "How a followed channel is used."),
        KeySpec(notBuilt: "expression", "A formula as the whole schedule."),
      ],
      example: "`{ phases: [ … ] }`",
      "How one hyperparameter moves over the run."
    )
  }

  /// `endpoints:`, which stands in a phase, a schedule or the recipe.
  package static let endpoints = KeySpec(
    "endpoints",
    .either(
      .word(["start", "end", "both", "neither"]),
      .object(
        ObjectSpec(
          "endpoints",
          keys: [
            KeySpec("offset", .expression(.number), isRequired: true, "s of p = (k+s)/(n+d)."),
            KeySpec("span", .expression(.number), isRequired: true, "d of p = (k+s)/(n+d)."),
          ],
          example: "`{ offset: 1, span: 0 }`",
          "Which updates of a phase meet the ends of its curve."
        )
      )
    ),
    "Which updates of a phase meet the ends of its curve: p = (k+s)/(n+d)."
  )

  /// `grid:`, which stands in a phase or a schedule.
  package static let grid = KeySpec(
    "grid",
    .expression(.duration),
    "How long a value is kept before the next is taken, aligned to the start of the run."
  )
}
