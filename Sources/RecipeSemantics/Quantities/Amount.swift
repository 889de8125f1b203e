// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// What an expression comes to: an exact number, or an exact amount of something.
package indirect enum Amount: Hashable, Sendable {
  case number(Rational)
  case measured(Rational, Unit)
  /// The largest of amounts in different units, which only the run's facts can compare.
  case maximum([Amount])
  case minimum([Amount])

  /// The amount in words: `5 epochs`, `10 %`, `1/3 of run`.
  package var description: String {
    switch self {
    case .number(let value): value.description
    case .measured(let value, .percent): "\(value.operandDescription)%"
    case .measured(let value, let unit): "\(value.operandDescription) \(unit.rawValue)"
    case .maximum(let amounts):
      "max(\(amounts.map(\.description).joined(separator: ", ")))"
    case .minimum(let amounts):
      "min(\(amounts.map(\.description).joined(separator: ", ")))"
    }
  }

  /// The kind of thing that is counted, in words.
  var dimensionDescription: String {
    switch self {
    case .number: "a plain number"
    case .measured(_, let unit): "an amount in \(unit == .percent ? "percent" : unit.rawValue)"
    case .maximum, .minimum: "a duration"
    }
  }
}

extension Rational {
  /// The value so that a unit after it applies to all of it: `(1/3) epochs`.
  fileprivate var operandDescription: String {
    let text = description
    return text.contains("/") ? "(\(text))" : text
  }

  /// The value as a decimal where that is short and exact, else as a fraction.
  package var description: String {
    if isInteger, let whole = numerator.int64 { return String(whole) }
    let rounded = double
    if Rational(exactly: rounded) == self || Rational(decimal: "\(rounded)") == self {
      return "\(rounded)"
    }
    if let top = numerator.int64, let bottom = denominator.int64, bottom < 1_000_000 {
      return "\(top)/\(bottom)"
    }
    return "\(rounded)"
  }

  /// The value of a decimal literal, exactly.
  package init?(decimal text: String) {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let bytes = Array(digits.utf8)
    guard let scanned = try? NumberLiteral.scan(bytes[...]), scanned.length == bytes.count else {
      return nil
    }
    self = isNegative ? -scanned.value : scanned.value
  }
}
