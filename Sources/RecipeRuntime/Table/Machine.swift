// SPDX-License-Identifier: Apache-2.0

/// A rule that turns observations of a metric, or a signal, into cuts or events.
///
/// A machine has no memory of its own: what it remembers is a `MachineState`. It acts while the
/// region that a track is in names it, as the response (a plateau) or as the event (all others).
public struct Machine: Hashable, Sendable {
  /// What a machine does.
  public enum Kind: UInt32, Hashable, Sendable, CaseIterable {
    /// Cuts the value when the metric has stopped improving, again and again.
    case plateau = 0
    /// Fires when the metric has stopped improving.
    case stopsImproving = 1
    /// Fires when the metric is beyond the threshold.
    case crosses = 2
    /// Fires when its signal is given.
    case signal = 3
  }

  /// Which values of a metric are better, or on which side of the threshold it counts as crossed.
  public enum Mode: UInt32, Hashable, Sendable, CaseIterable {
    /// Lower is better; crossed below the threshold.
    case min = 0
    /// Higher is better; crossed above the threshold.
    case max = 1
  }

  /// What an improvement is measured in.
  public enum ThresholdKind: UInt32, Hashable, Sendable, CaseIterable {
    /// A share of the magnitude of the best value.
    case relative = 0
    /// The unit of the metric.
    case absolute = 1
  }

  /// What patience and cooldown count.
  public enum Unit: UInt32, Hashable, Sendable, CaseIterable {
    /// Decisions: observations, or blocks of them where they are averaged.
    case evaluations = 0
    /// Updates of the run.
    case updates = 1
  }

  /// Whose order of steps the machine follows; see `PlateauRule`.
  public enum Ticks: UInt32, Hashable, Sendable, CaseIterable {
    /// The rule of the recipe language.
    case recipec = 0
    /// `torch.optim.lr_scheduler.ReduceLROnPlateau`.
    case torch = 1
    /// `keras.callbacks.ReduceLROnPlateau`.
    case keras = 2
    /// `optax.contrib.reduce_on_plateau`, which compares in single precision.
    case optax = 3
    /// `paddle.optimizer.lr.ReduceOnPlateau`.
    case paddle = 4
  }

  /// What becomes of an observation that is NaN or infinite.
  public enum NonFinitePolicy: UInt32, Hashable, Sendable, CaseIterable {
    /// It is refused.
    case error = 0
    /// The machine does not see it.
    case ignore = 1
    /// It counts as an evaluation without improvement.
    case countsAsBad = 2
  }

  /// From when on the best value is remembered.
  public enum Best: UInt32, Hashable, Sendable, CaseIterable {
    /// From the machine's first region on.
    case sinceEntry = 0
    /// From the start of the run on.
    case sinceStart = 1
  }

  /// What the machine does.
  public var kind: Kind
  /// The name of the metric, or of the signal; never empty.
  public var name: UTF8Text
  /// Which values are better.
  public var mode: Mode
  /// What `threshold` is measured in; `absolute` for a crossing.
  public var thresholdKind: ThresholdKind
  /// How much better than the best a value must be, at least 0; for a crossing the level, any number.
  public var threshold: Double
  /// How long no improvement is borne, in 0..<2^53; what exactly is counted is up to the ticks.
  public var patience: Int64
  /// What `patience` counts.
  public var patienceUnit: Unit
  /// How long after a cut nothing is counted, in 0..<2^53.
  public var cooldown: Int64
  /// What `cooldown` counts.
  public var cooldownUnit: Unit
  /// Whose order of steps the machine follows.
  public var ticks: Ticks
  /// What becomes of NaN and infinities.
  public var onNonFinite: NonFinitePolicy
  /// From when on the best value is remembered.
  public var best: Best
  /// The weight β of the past in an exponential moving average of the metric, in [0, 1); 0 for none.
  public var smoothing: Double
  /// How many observations are averaged into one decision, at least 1.
  public var averages: Int64
  /// The number of levels of a plateau, at least 1: one more than it can cut; 0 for all others.
  public var levelCount: Int

  /// Makes a machine; a table verifies it when it is built.
  public init(
    kind: Kind,
    name: UTF8Text,
    mode: Mode = .min,
    thresholdKind: ThresholdKind = .absolute,
    threshold: Double = 0,
    patience: Int64 = 0,
    patienceUnit: Unit = .evaluations,
    cooldown: Int64 = 0,
    cooldownUnit: Unit = .evaluations,
    ticks: Ticks = .recipec,
    onNonFinite: NonFinitePolicy = .error,
    best: Best = .sinceEntry,
    smoothing: Double = 0,
    averages: Int64 = 1,
    levelCount: Int = 0
  ) {
    self.kind = kind
    self.name = name
    self.mode = mode
    self.thresholdKind = thresholdKind
    self.threshold = threshold
    self.patience = patience
    self.patienceUnit = patienceUnit
    self.cooldown = cooldown
    self.cooldownUnit = cooldownUnit
    self.ticks = ticks
    self.onNonFinite = onNonFinite
    self.best = best
    self.smoothing = smoothing
    self.averages = averages
    self.levelCount = levelCount
  }

  /// Whether the machine listens to a metric rather than to a signal.
  public var watchesMetric: Bool { kind != .signal }
}
