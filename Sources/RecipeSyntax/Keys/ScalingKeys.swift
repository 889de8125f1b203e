// SPDX-License-Identifier: Apache-2.0

/// The keys of a value that grows with the batch: `{ value: 0.1, per: 256 samples }`.
package enum ScalingKeys {
  package static let spec = ObjectSpec(
    "scaling",
    keys: [
      KeySpec(
        "value",
        .expression(.number),
        isRequired: true,
        foreignNames: ["base", "base_lr", "lr", "blr"],
        example: "0.1",
        "The value at the batch it is stated for."
      ),
      KeySpec(
        "per",
        .expression(.data),
        isRequired: true,
        foreignNames: ["batch", "batch_size", "base_batch", "reference_batch"],
        example: "256 samples",
        "The batch it is stated for."
      ),
      KeySpec(
        "rule",
        .word(["linear", "sqrt"]),
        foreignNames: ["scaling", "mode"],
        "How it grows: `linear` unless it is said, or `sqrt`."
      ),
    ],
    example: "`{ value: 0.1, per: 256 samples }`",
    "A value that is stated for one batch and scaled to another."
  )
}
