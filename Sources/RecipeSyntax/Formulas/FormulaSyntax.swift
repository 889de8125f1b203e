// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// A formula as it was written: numbers, names and functions of time (grammar/formula.ebnf).
///
/// Unlike an expression it has no units: what a name measures is fixed by the name, `t` counts updates.
package struct FormulaSyntax: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    case number(Rational)
    case name(String)
    case negation(FormulaSyntax)
    case sum(FormulaSyntax, FormulaSyntax)
    case difference(FormulaSyntax, FormulaSyntax)
    case product(FormulaSyntax, FormulaSyntax)
    case quotient(FormulaSyntax, FormulaSyntax)
    case power(FormulaSyntax, FormulaSyntax)
    case call(FormulaFunction, [FormulaSyntax])
    /// `if(a < b, c, d)`.
    case choice(Comparison, FormulaSyntax, FormulaSyntax, FormulaSyntax, FormulaSyntax)
  }

  /// How the condition of an `if` compares.
  package enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
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

  /// The formulas that this one is made of, from left to right.
  package var operands: [FormulaSyntax] {
    switch kind {
    case .number, .name: []
    case .negation(let inner): [inner]
    case .sum(let left, let right), .difference(let left, let right), .product(let left, let right),
      .quotient(let left, let right), .power(let left, let right):
      [left, right]
    case .call(_, let operands): operands
    case .choice(_, let left, let right, let first, let second): [left, right, first, second]
    }
  }

  /// The names in it, with their places, each as often as it occurs.
  package var names: [(name: String, range: SourceRange)] {
    if case .name(let name) = kind { return [(name, range)] }
    return operands.flatMap(\.names)
  }
}
