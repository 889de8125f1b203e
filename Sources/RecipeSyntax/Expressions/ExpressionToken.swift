// SPDX-License-Identifier: Apache-2.0

/// A word of the expression grammar, with the bytes of the scalar it came from.
struct ExpressionToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Rational)
    /// A run of letters, digits and `_` that starts with a letter or `_`.
    case word(String)
    case percent
    /// One of `+ - * / ( ) ,`, and in a formula `^`.
    case symbol(Character)
    /// One of `< <= > >=`, in a formula.
    case comparison(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}
