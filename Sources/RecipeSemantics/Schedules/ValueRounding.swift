// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Rounds exact values to multiples of a number: `round_to: { multiple: 16, mode: floor }`.
struct ValueRounding: Hashable, Sendable {
  /// How a value between two multiples becomes one.
  enum Mode: String, Hashable, Sendable {
    case floor
    /// Halves go to the even multiple.
    case nearest
    case ceil
  }

  /// More than zero.
  let multiple: Rational
  let mode: Mode

  /// The multiple that a value becomes.
  func rounded(_ value: Rational) -> Rational {
    let quotient = value / multiple
    let whole =
      switch mode {
      case .floor: quotient.floor
      case .nearest: quotient.nearest
      case .ceil: quotient.ceiling
      }
    return Rational(whole, over: BigInteger(1)) * multiple
  }
}
