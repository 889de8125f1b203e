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
        KeySpec(
          "peak",
          .either(.expression(.number), .object(ScalingKeys.spec)),
          foreignNames: ["max_lr", "base_lr", "peak_lr", "peak_value"],
          "The value that expressions of this schedule call `peak`."
        ),
        endpoints,
        grid,
        KeySpec(
          "expression",
          .formula,
          foreignNames: ["formula", "lr_lambda", "lambda"],
          "A formula for the whole run, instead of phases."
        ),
        KeySpec(
          "follows",
          .text,
          foreignNames: ["proportional_to", "tied_to", "same_as"],
          "The channel that the value is computed from, instead of phases."
        ),
        KeySpec(
          "as",
          .formula,
          "The value as a formula of the channel that it follows, such as `lr^2`; its own value unless written."
        ),
      ] + ModifierKeys.all(phaseKinds),
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
