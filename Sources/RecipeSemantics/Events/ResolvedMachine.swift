// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// A rule that turns observations of a metric, or a signal, into cuts of a value or the end of a phase.
package struct ResolvedMachine: Hashable, Sendable {
  /// What a machine does.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Cuts the value every time that the metric has stopped improving.
    case plateau
    /// Fires when the metric has stopped improving.
    case stopsImproving
    /// Fires when the metric is beyond the threshold.
    case crosses
    /// Fires when the signal of its name is given.
    case signal
  }

  /// Which metrics are better; for a crossing, on which side of the threshold it fires.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    case min
    case max
  }

  /// How much better than the best a metric must be to count; for a crossing, the absolute level.
  package struct Threshold: Hashable, Sendable {
    /// What a threshold is measured in.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
      /// A share of the magnitude of the best.
      case relative
      /// The metric's own unit.
      case absolute
    }

    package let kind: Kind
    package let value: Double

    package init(kind: Kind, value: Double) {
      self.kind = kind
      self.value = value
    }
  }

  /// Whose order of steps the machine follows.
  package enum Ticks: String, Hashable, Sendable, CaseIterable {
    /// The rule of the recipe language.
    case recipec
    /// `torch.optim.lr_scheduler.ReduceLROnPlateau`.
    case torch
    /// `keras.callbacks.ReduceLROnPlateau`.
    case keras
    /// `optax.contrib.reduce_on_plateau`.
    case optax
    /// `paddle.optimizer.lr.ReduceOnPlateau`.
    case paddle
  }

  /// What becomes of a metric that is NaN or infinite.
  package enum NonFinitePolicy: String, Hashable, Sendable, CaseIterable {
    case error
    case ignore
    /// It is an evaluation without improvement.
    case countsAsBad
  }

  /// From when on the best metric is remembered.
  package enum Best: String, Hashable, Sendable, CaseIterable {
    /// The first observation in the phase.
    case sinceEntry
    /// The first observation of the run.
    case sinceStart
  }

  package let kind: Kind
  /// The metric that is watched, or the signal that is waited for; never empty.
  package let name: String
  package var mode: Mode = .min
  /// A crossing's threshold is absolute.
  package var threshold = Threshold(kind: .absolute, value: 0)
  /// How long no improvement is borne; zero evaluations for kinds that bear none.
  package var patience = ResolvedPatience(count: 0, unit: .evaluations)
  /// How long after a cut nothing is counted.
  package var cooldown = ResolvedPatience(count: 0, unit: .evaluations)
  package var ticks: Ticks = .recipec
  package var onNonFinite: NonFinitePolicy = .error
  package var best: Best = .sinceEntry
  /// The weight of the past in a moving average of the metric, in [0, 1); 0 for none.
  package var smoothing: Double = 0
  /// How many observations are averaged into one, at least 1.
  package var averages: Int64 = 1
  /// Where the rule is written.
  package let range: SourceRange
}

/// How long something is borne or waited for.
package struct ResolvedPatience: Hashable, Sendable {
  /// What is counted.
  package enum Unit: String, Hashable, Sendable, CaseIterable {
    /// Observations, or blocks of them where they are averaged.
    case evaluations
    /// Updates of the run.
    case updates
  }

  package let count: Int64
  package let unit: Unit

  package init(count: Int64, unit: Unit) {
    self.count = count
    self.unit = unit
  }
}
