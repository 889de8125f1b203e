// SPDX-License-Identifier: Apache-2.0

extension Preset {
  /// Stochastic gradient descent with warm restarts (Loshchilov and Hutter, 2017): cosines from the peak
  /// to the floor, each `grow` times as long as the one before.
  static let warmRestarts = Preset(
    "sgdr",
    example: "`{ peak: 0.1, first: 10 epochs, grow: 2 }`",
    "Cosines from the peak to a floor, again and again."
  ) { _ in
    [
      .presetPeak,
      KeySpec(
        "floor",
        .expression(.number),
        foreignNames: ["eta_min", "min_lr", "lr_min", "to"],
        "The value at the end of every cycle; 0 unless written."
      ),
      KeySpec(
        "first",
        .expression(.duration),
        isRequired: true,
        foreignNames: ["T_0", "t_0", "first_decay_steps", "t_initial", "cycle_size", "period"],
        example: "10 epochs",
        "How long the first cycle is."
      ),
      KeySpec(
        "grow",
        .expression(.number),
        foreignNames: ["T_mult", "t_mult", "t_mul", "cycle_mul", "cycle_mult"],
        "How many times as long as the one before a cycle is; 1 unless written."
      ),
      KeySpec(
        "cycles",
        .expression(.number),
        foreignNames: ["cycle_limit", "num_cycles", "n_cycles"],
        "How many cycles there are; as many as fill the run unless written."
      ),
      KeySpec(
        "peak_decay",
        .expression(.number),
        foreignNames: ["m_mul", "cycle_decay", "gamma", "lr_shrink", "restart_weights"],
        "What every cycle multiplies the peak of the one before by; 1 unless written."
      ),
    ]
  } schedules: { use, _ in
    let peak = use.peak
    let cycles = use.entry("cycles")?.value
    let fields: [(name: String, value: YAMLNode?)] = [
      ("from", peak.node), ("to", use.value("floor", else: "0")),
      ("first", use.entry("first")?.value), ("grow", use.entry("grow")?.value),
      ("peak_decay", use.entry("peak_decay")?.value), ("cycles", cycles),
      ("for", cycles == nil ? use.scalar("rest") : nil),
    ]
    return [use.channel("lr", peak, [use.phase("restarts", fields)])]
  }
}
