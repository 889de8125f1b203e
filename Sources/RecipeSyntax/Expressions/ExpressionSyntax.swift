// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// An amount as it was written: numbers, units, names of `vars`, arithmetic.
///
/// The same grammar (grammar/expression.ebnf) serves values (`peak / 10`) and durations
/// (`max(3 epochs, 100 steps)`); which dimension is wanted is known to whoever evaluates it.
package struct ExpressionSyntax: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    case number(Rational)
    case name(String)
    case measured(ExpressionSyntax, Unit)
    case negation(ExpressionSyntax)
    case sum(ExpressionSyntax, ExpressionSyntax)
    case difference(ExpressionSyntax, ExpressionSyntax)
    case product(ExpressionSyntax, ExpressionSyntax)
    case quotient(ExpressionSyntax, ExpressionSyntax)
    case maximum([ExpressionSyntax])
    case minimum([ExpressionSyntax])
  }

  package var kind: Kind
  package var range: SourceRange
  /// The text as written, for messages.
  package var text: String

  package init(_ kind: Kind, range: SourceRange, text: String) {
    self.kind = kind
    self.range = range
    self.text = text
  }
}

/// How long something lasts, as written after `for:`.
package enum ExtentSyntax: Hashable, Sendable {
  /// What the other phases leave.
  case rest(SourceRange)
  /// A duration at the end of the run.
  case last(ExpressionSyntax)
  case duration(ExpressionSyntax)

  /// Where it is written.
  package var range: SourceRange {
    switch self {
    case .rest(let range): range
    case .last(let expression), .duration(let expression): expression.range
    }
  }
}
