// SPDX-License-Identifier: Apache-2.0

/// The keys of `round_to:`, which rounds the values of a schedule.
package enum RoundToKeys {
  /// The words of `mode`.
  package static let modes = ["floor", "nearest", "ceil"]

  /// `round_to:` in a schedule.
  package static let roundTo = KeySpec(
    "round_to",
    .object(spec),
    foreignNames: ["round", "quantize", "multiple_of", "rounding", "snap_to"],
    "Rounds every value to a multiple of a number."
  )

  private static let spec = ObjectSpec(
    "round_to",
    keys: [
      KeySpec(
        "multiple",
        .expression(.number),
        isRequired: true,
        foreignNames: [
          "of", "step", "increment", "batch_size_increment", "quantum", "granularity",
        ],
        example: "16",
        "What every value is a multiple of."
      ),
      KeySpec(
        "mode",
        .word(modes),
        foreignNames: ["rounding", "direction"],
        "Whether values are rounded down, to the nearest multiple, or up; `nearest` unless it is said."
      ),
    ],
    example: "`{ multiple: 16, mode: floor }`",
    "Values rounded to a multiple."
  )
}
