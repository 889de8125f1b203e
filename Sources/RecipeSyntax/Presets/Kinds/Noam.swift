// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

extension Preset {
  /// The Transformer's schedule (Vaswani et al., 2017, section 5.3):
  /// scale · d^-1/2 · min((t + 1)^-1/2, (t + 1) · w^-3/2), with w updates of warmup.
  static let noam = Preset(
    "noam",
    example: "`{ d_model: 512, warmup: 4000 steps }`",
    "The Transformer's rise, and its decay with the inverse square root."
  ) { _ in
    [
      KeySpec(
        "d_model",
        .expression(.number),
        isRequired: true,
        foreignNames: ["model_size", "hidden_size", "d"],
        example: "512",
        "The width of the model."
      ),
      KeySpec(
        "warmup",
        .expression(.duration),
        isRequired: true,
        foreignNames: ["warmup_steps", "num_warmup_steps", "warmup_updates"],
        example: "4000 steps",
        "How long the value rises, in steps."
      ),
      KeySpec(
        "scale",
        .expression(.number),
        foreignNames: ["factor", "scale_factor", "learning_rate_constant"],
        "A factor over all of it; 1 unless written."
      ),
    ]
  } schedules: { use, sink in
    guard let steps = use.literal("warmup", in: .steps) else {
      let range = use.object["warmup"]?.value.range ?? use.key.range
      sink.emit(PresetDiagnostics.warmupNotInSteps("noam", at: range))
      return nil
    }
    let width = use.operand("d_model", else: "1")
    let factor = use.entry("scale") == nil ? "" : use.operand("scale", else: "1") + " * "
    let warmup = PresetUse.operand(steps.description)
    let formula =
      "\(factor)\(width)^-0.5 * min((t + 1)^-0.5, (t + 1) * \(warmup)^-1.5)"
    let entry = YAMLEntry(key: use.word("expression"), value: use.scalar(formula))
    let schedule = YAMLNode(.mapping([entry]), range: use.key.range)
    return [YAMLEntry(key: use.word("lr"), value: schedule)]
  }
}
