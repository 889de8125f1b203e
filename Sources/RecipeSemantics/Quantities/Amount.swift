// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// What an expression comes to: an exact number, or an exact amount of something.
package indirect enum Amount: Hashable, Sendable {
  case number(Rational)
  case measured(Rational, Unit)
  /// The largest of amounts in different units, which only the run's facts can compare.
  case maximum([Amount])
  case minimum([Amount])
  /// Amounts one after another, in whatever units: how long cycles and rounds are.
  case sequence([Amount])

  /// The amount as the expression grammar reads it: `5 epochs`, `10%`, `(1/3) of run`.
  package var description: String {
    switch self {
    case .number(let value): value.description
    case .measured(let value, .percent): "\(value.operandDescription)%"
    case .measured(let value, let unit): "\(value.operandDescription) \(unit.rawValue)"
    case .maximum(let amounts): "max(\(amounts.map(\.description).joined(separator: ", ")))"
    case .minimum(let amounts): "min(\(amounts.map(\.description).joined(separator: ", ")))"
    case .sequence(let amounts): amounts.map(\.description).joined(separator: " + ")
    }
  }

  /// The kind of thing that is counted, in words.
  var dimensionDescription: String {
    switch self {
    case .number: "a plain number"
    case .measured(_, .percent), .measured(_, .run): "a share of the run"
    case .measured(_, let unit): "an amount in \(unit.rawValue)"
    case .maximum, .minimum, .sequence: "a duration"
    }
  }

  /// The units that the amount is measured in, each as often as it occurs.
  var units: [Unit] {
    switch self {
    case .number: []
    case .measured(_, let unit): [unit]
    case .maximum(let amounts), .minimum(let amounts), .sequence(let amounts):
      amounts.flatMap(\.units)
    }
  }

  /// Whether the amount is, in part, a share of the run.
  var isShareOfRun: Bool { units.contains { $0 == .percent || $0 == .run } }

  /// The numbers that the amount consists of.
  var numbers: [Rational] {
    switch self {
    case .number(let value), .measured(let value, _): [value]
    case .maximum(let amounts), .minimum(let amounts), .sequence(let amounts):
      amounts.flatMap(\.numbers)
    }
  }
}

// MARK: - Arithmetic

extension Amount {
  /// The amount that many times.
  static func * (amount: Amount, factor: Rational) -> Amount {
    switch amount {
    case .number(let value):
      return .number(value * factor)
    case .measured(let value, let unit):
      return .measured(value * factor, unit)
    case .maximum(let amounts):
      let parts = amounts.map { $0 * factor }
      return factor.isNegative ? .minimum(parts) : .maximum(parts)
    case .minimum(let amounts):
      let parts = amounts.map { $0 * factor }
      return factor.isNegative ? .maximum(parts) : .minimum(parts)
    case .sequence(let amounts):
      return .sequence(amounts.map { $0 * factor })
    }
  }

  /// The amount going backwards.
  static prefix func - (amount: Amount) -> Amount { amount * Rational(-1) }
}

extension Rational {
  /// The value so that a unit after it applies to all of it: `(1/3) epochs`.
  fileprivate var operandDescription: String {
    let text = description
    return text.contains("/") ? "(\(text))" : text
  }
}
