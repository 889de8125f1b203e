// SPDX-License-Identifier: Apache-2.0

extension Preset {
  /// A rise, a constant value, and a decay in the last part of the run, once or several times.
  ///
  /// With `cycles` the time after the warmup is divided evenly, and every part of it holds the peak and
  /// decays from it (WSD-S: Wen et al., "Understanding Warmup-Stable-Decay Learning Rates", 2024).
  static let warmupStableDecay = Preset(
    "wsd",
    example: "`{ peak: 1e-3, warmup: 2000 steps, decay: 20% }`",
    "Warmup, a constant value, and a decay at the end."
  ) { phaseKinds in
    [
      .presetPeak,
      KeySpec(
        "warmup",
        .expression(.duration),
        foreignNames: ["warmup_steps", "num_warmup_steps", "warmup_ratio"],
        "How long the value rises to the peak; unwritten, it starts there."
      ),
      KeySpec(
        "decay",
        .expression(.duration),
        isRequired: true,
        foreignNames: [
          "decay_steps", "num_decay_steps", "wsd_decay_steps", "lr_wsd_decay_iters", "decay_ratio",
          "decay_fraction", "decay_t", "cooldown",
        ],
        example: "20%",
        "How long the decay at the end is: of the run, or with `cycles` of each of them."
      ),
      KeySpec(
        "shape",
        phaseKinds.curveShape,
        foreignNames: [
          "decay_type", "decay_fn", "lr_wsd_decay_style", "cooldown_type", "decay_style",
        ],
        "The shape of the decay; `1-sqrt` unless written."
      ),
      KeySpec(
        "to",
        .expression(.number),
        foreignNames: ["min_lr", "eta_min", "lr_min", "final_lr", "floor"],
        "The value at the end; 0 unless written."
      ),
      KeySpec(
        "from",
        .expression(.number),
        foreignNames: ["warmup_lr_init", "init_lr", "warmup_init_lr", "initial_lr"],
        "The value that the warmup starts from; 0 unless written."
      ),
      KeySpec(
        "cycles",
        .expression(.number),
        foreignNames: ["num_cycles", "n_cycles", "cycle_limit"],
        "How many times the peak is held and left after the warmup; 1 unless written."
      ),
    ]
  } schedules: { use, _ in
    let peak = use.peak
    var phases: [YAMLNode] = []
    if let warmup = use.entry("warmup") {
      let rise: [(name: String, value: YAMLNode?)] = [
        ("from", use.value("from", else: "0")), ("to", peak.node), ("for", warmup.value),
      ]
      phases.append(use.phase("warmup", at: "warmup", rise))
    }
    let decay: [(name: String, value: YAMLNode?)] = [
      ("shape", use.value("shape", else: "1-sqrt")), ("to", use.value("to", else: "0")),
    ]
    if let cycles = use.entry("cycles") {
      let hold: [(name: String, value: YAMLNode?)] = [
        ("from", peak.node), ("for", use.scalar("rest")), ("jump", use.scalar("true")),
      ]
      let round = [
        use.phase("hold", hold),
        use.phase("ramp", at: "decay", decay + [("for", use.entry("decay")?.value)]),
      ]
      phases.append(
        use.phase("repeat", at: "cycles", [("times", cycles.value), ("phases", use.list(round))])
      )
    } else {
      let start = phases.isEmpty ? peak.node : nil
      phases.append(use.phase("hold", [("from", start), ("for", use.scalar("rest"))]))
      phases.append(use.phase("ramp", at: "decay", decay + [("for", use.last("decay"))]))
    }
    return [use.channel("lr", peak, phases)]
  }
}
