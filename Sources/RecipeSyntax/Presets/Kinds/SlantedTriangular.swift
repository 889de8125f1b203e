// SPDX-License-Identifier: Apache-2.0

extension Preset {
  /// ULMFiT's triangle (Howard and Ruder, 2018, section 3.2): a straight rise from peak / ratio in the first
  /// part of the run, and a straight fall back to it.
  static let slantedTriangular = Preset(
    "slanted_triangular",
    example: "`{ peak: 0.01, cut: 10%, ratio: 32 }`",
    "A short straight rise and a long straight fall."
  ) { _ in
    [
      .presetPeak,
      KeySpec(
        "cut",
        .expression(.duration),
        foreignNames: ["cut_frac", "warmup", "cut_fraction"],
        "How long the value rises; 10% unless written."
      ),
      KeySpec(
        "ratio",
        .expression(.number),
        foreignNames: ["div", "div_factor"],
        "How many times the lowest value the peak is; 32 unless written."
      ),
    ]
  } schedules: { use, _ in
    let peak = use.peak
    let lowest = use.scalar("\(peak.text) / \(use.operand("ratio", else: "32"))", at: "ratio")
    let rise: [(name: String, value: YAMLNode?)] = [
      ("from", lowest), ("to", peak.node), ("for", use.value("cut", else: "10%")),
    ]
    let fall: [(name: String, value: YAMLNode?)] = [
      ("to", lowest), ("for", use.scalar("rest")),
    ]
    return [use.channel("lr", peak, [use.phase("linear", rise), use.phase("linear", fall)])]
  }
}
