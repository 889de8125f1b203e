// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The values that a hyperparameter can have at all.
package struct ValueDomain: Hashable, Sendable {
  package let lower: Double
  package let upper: Double
  package let includesLower: Bool
  package let includesUpper: Bool

  /// Whether a value lies in the domain.
  package func contains(_ value: Double) -> Bool {
    (includesLower ? value >= lower : value > lower)
      && (includesUpper ? value <= upper : value < upper)
  }

  /// The domain as an interval: `[0, 1)`.
  package var description: String {
    let open = includesLower && lower.isFinite ? "[" : "("
    let close = includesUpper && upper.isFinite ? "]" : ")"
    return "\(open)\(lower.shortDescription), \(upper.shortDescription)\(close)"
  }
}

/// A hyperparameter that schedules move.
package struct Channel: Hashable, Sendable {
  package let name: String
  /// Nil for a user's own channel, whose bounds must be written.
  package let domain: ValueDomain?

  /// The channels with a built-in domain.
  package static let known: [Channel] = [
    channel("lr", from: 0),
    channel("momentum", from: 0, below: 1),
    channel("beta1", from: 0, below: 1),
    channel("beta2", from: 0, below: 1),
    channel("weight_decay", from: 0),
    channel("eps", above: 0),
    channel("clip", above: 0),
    channel("ema", from: 0, through: 1),
    channel("dropout", from: 0, below: 1),
    channel("label_smoothing", from: 0, below: 1),
    channel("temperature", above: 0),
    channel("batch", from: 1),
    channel("sequence", from: 1),
    channel("frozen", from: 0, through: 1),
  ]

  /// Other names for the known channels.
  static let aliases: [(alias: String, name: String)] = [
    ("learning_rate", "lr"), ("wd", "weight_decay"), ("weight_decay_rate", "weight_decay"),
    ("betas", "beta1"), ("b1", "beta1"), ("b2", "beta2"), ("beta_1", "beta1"),
    ("beta_2", "beta2"), ("mom", "momentum"), ("epsilon", "eps"), ("grad_clip", "clip"),
    ("batch_size", "batch"), ("global_batch_size", "batch"), ("train_batch_size", "batch"),
    ("seq_len", "sequence"), ("seq_length", "sequence"), ("sequence_length", "sequence"),
    ("max_grad_norm", "clip"), ("clip_grad", "clip"), ("ema_decay", "ema"), ("temp", "temperature"),
  ]

  private static func channel(
    _ name: String,
    from lower: Double? = nil,
    above: Double? = nil,
    through upper: Double? = nil,
    below: Double? = nil
  ) -> Channel {
    Channel(
      name: name,
      domain: ValueDomain(
        lower: lower ?? above ?? -.infinity,
        upper: upper ?? below ?? .infinity,
        includesLower: lower != nil,
        includesUpper: upper != nil
      )
    )
  }
}

extension Channel {
  /// What values may be counted in beside plain numbers.
  var valueUnit: Unit? {
    switch name {
    case "batch": .samples
    case "sequence": .tokens
    default: nil
    }
  }
}

extension Double {
  /// The value as one would write it: `0.1`, `1e-05`, `∞`, without a trailing `.0`.
  package var shortDescription: String {
    if self == .infinity { return "∞" }
    if self == -.infinity { return "-∞" }
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
