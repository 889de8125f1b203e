// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// Which updates of a phase of n updates meet the ends of its curve: p = (k + s) / (n + d).
///
/// With a grid of g updates the offsets count cells, so p = (k + s·g) / (n + d·g).
package struct Endpoints: Hashable, Sendable {
  /// The s of the formula.
  package let offset: Rational
  /// The d of the formula.
  package let span: Rational

  /// p = 0 at the first update, p = 1 one past the last: k / n.
  package static let start = Endpoints(offset: Rational(0), span: Rational(0))

  /// The convention that a word names.
  init?(word: String) {
    switch word {
    case "start": self = .start
    case "end": self.init(offset: Rational(1), span: Rational(0))
    case "both": self.init(offset: Rational(0), span: Rational(-1))
    case "neither": self.init(offset: Rational(1), span: Rational(1))
    default: return nil
    }
  }

  init(offset: Rational, span: Rational) {
    self.offset = offset
    self.span = span
  }

  /// Finer fractions and longer offsets than these would not stay exact in 64-bit integers.
  static let denominatorLimit = BigInteger(512)
  static let magnitudeLimit = Rational(1 << 20)

  /// Whether the offsets can be carried exactly.
  var isRepresentable: Bool {
    [offset, span].allSatisfy {
      $0.denominator < Self.denominatorLimit && $0 < Self.magnitudeLimit
        && -Self.magnitudeLimit < $0
    }
  }
}
