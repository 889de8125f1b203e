// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// A key at the top of a recipe that stands for whole schedules, like a macro.
package struct Preset: Sendable {
  /// The key.
  package let name: String
  /// What it stands for, in one sentence.
  package let summary: String
  let example: String
  /// The rows of its keys, given the kinds of phases.
  let keys: @Sendable (_ phaseKinds: [ObjectSpec]) -> [KeySpec]
  /// The entries of `schedules:` that a sound use stands for; nil when it was reported.
  let schedules: @Sendable (_ use: PresetUse, _ sink: inout DiagnosticSink) -> [YAMLEntry]?

  init(
    _ name: String,
    example: String,
    _ summary: String,
    keys: @escaping @Sendable (_ phaseKinds: [ObjectSpec]) -> [KeySpec],
    schedules: @escaping @Sendable (PresetUse, inout DiagnosticSink) -> [YAMLEntry]?
  ) {
    self.name = name
    self.example = example
    self.summary = summary
    self.keys = keys
    self.schedules = schedules
  }

  /// The table of its keys.
  package func spec(phaseKinds: [ObjectSpec]) -> ObjectSpec {
    ObjectSpec(name, keys: keys(phaseKinds), example: example, summary)
  }
}

extension KeySpec {
  /// The highest value, which every preset but Noam's has.
  static let presetPeak = KeySpec(
    "peak",
    .either(.expression(.number), .object(ScalingKeys.spec)),
    isRequired: true,
    foreignNames: ["max_lr", "base_lr", "peak_lr", "peak_value", "eta_max", "lr_max", "lr"],
    example: "1e-3",
    "The highest value."
  )
}
