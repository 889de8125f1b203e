// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// What is known of a fact of the run.
package enum Fact: Hashable, Sendable {
  /// Not written.
  case absent
  /// Not bound yet, or reported as wrong: both are accounted for already.
  case unknown
  case known(Rational)

  /// The value, if it is known.
  package var value: Rational? {
    if case .known(let value) = self { value } else { nil }
  }

  /// What follows from two facts, if both are there.
  static func combine(
    _ first: Fact,
    _ second: Fact,
    _ operation: (Rational, Rational) -> Fact
  ) -> Fact {
    switch (first, second) {
    case (.known(let a), .known(let b)): operation(a, b)
    case (.unknown, _), (_, .unknown): .unknown
    default: .absent
    }
  }
}
