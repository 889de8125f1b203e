// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

extension Preset {
  /// One cycle of the learning rate, and the opposite one of the momentum (Smith and Topin, 2018).
  ///
  /// The rate rises from peak / div to the peak and falls to peak / div / final_div. `torch` has the ends of the
  /// phases where `OneCycleLR` has them, between two updates: `warmup` · N − 1 and N − 1. `fastai` divides the
  /// peak itself by `final_div` and has other defaults, as `fit_one_cycle`.
  static let oneCycle = Preset(
    "one_cycle",
    example: "`{ peak: 0.1, warmup: 30%, momentum: [0.85, 0.95] }`",
    "One rise and fall of the learning rate, with the momentum the other way round.",
    keys: { _ in oneCycleKeys },
    schedules: { use, sink in oneCycleSchedules(use, into: &sink) }
  )

  private static func oneCycleSchedules(
    _ use: PresetUse,
    into sink: inout DiagnosticSink
  ) -> [YAMLEntry]? {
    guard var cycle = CycleTimes.read(use, into: &sink) else { return nil }
    let peak = use.peak
    let isFastai = use.word("convention", else: "recipec") == "fastai"
    let initial = "\(peak.text) / \(use.operand("div", else: "25"))"
    let start = use.scalar(initial, at: "div")
    let finalDivisor = use.operand("final_div", else: isFastai ? "1e5" : "1e4")
    // What is wrong with the divisor of the start is said once: both values that have it stand there.
    let place = isFastai || use.entry("div") == nil ? "final_div" : "div"
    let end = use.scalar("\(isFastai ? peak.text : initial) / \(finalDivisor)", at: place)
    let turns = cycle.isThreefold ? [peak.node, start, end] : [peak.node, end]
    var channels = [use.channel("lr", peak, cycle.phases(from: start, turns, of: use))]
    for name in ["momentum", "beta1"] {
      guard let field = use.object[name], let entry = use.entry(name) else { continue }
      guard case .sequence(let ends) = entry.value.content, ends.count == 2 else {
        sink.emit(PresetDiagnostics.notTwoNumbers(name, at: field.value.range))
        return nil
      }
      let turns = cycle.isThreefold ? [ends[0], ends[1], ends[1]] : [ends[0], ends[1]]
      cycle.origin = name
      channels.append(
        use.channel(name, at: name, nil, cycle.phases(from: ends[1], turns, of: use))
      )
    }
    return channels
  }

  private static let oneCycleKeys = [
    KeySpec.presetPeak,
    KeySpec(
      "warmup",
      .expression(.duration),
      foreignNames: ["pct_start", "phase_pct", "warmup_pct", "up"],
      "How long the rate rises; 30% unless written, with `fastai` 25%."
    ),
    KeySpec(
      "div",
      .expression(.number),
      foreignNames: ["div_factor", "divide_factor"],
      "What the peak is divided by at the start; 25 unless written."
    ),
    KeySpec(
      "final_div",
      .expression(.number),
      foreignNames: ["final_div_factor", "div_final"],
      "What the start is divided by at the end; 1e4 unless written, with `fastai` the peak, and 1e5."
    ),
    KeySpec(
      "anneal",
      .word(["cosine", "linear"]),
      foreignNames: ["anneal_strategy", "shape"],
      "The shape of every phase; `cosine` unless written."
    ),
    KeySpec(
      "three_phase",
      .flag,
      "Whether the rate falls to where it started in the time of the rise, and from there to the end."
    ),
    KeySpec(
      "momentum",
      .list(.expression(.number)),
      foreignNames: ["moms"],
      "The momentum at the peak and that at the start: `[0.85, 0.95]`."
    ),
    KeySpec(
      "beta1",
      .list(.expression(.number)),
      foreignNames: ["betas"],
      "The same of an optimizer with betas."
    ),
    KeySpec(
      "convention",
      .word(["recipec", "torch", "fastai"]),
      "Whose ends and defaults: `recipec` unless written, `torch` or `fastai`."
    ),
  ]
}
