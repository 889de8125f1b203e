// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// The facts of a run after conversion.
package struct ResolvedRun: Sendable {
  /// The length of the run.
  package struct Length: Hashable, Sendable {
    /// As written, after arithmetic.
    package let amount: Amount
    /// The exact position of the end, in updates.
    package let position: Rational
    /// The number of updates.
    package let updates: Int64
    package let range: SourceRange

    /// The length of a run that is open, as a recipe says it at a place.
    static func open(at range: SourceRange) -> Length {
      let end = Rational(ResolvedRun.openLength)
      return Length(
        amount: .measured(end, .steps),
        position: end,
        updates: ResolvedRun.openLength,
        range: range
      )
    }

    /// Whether the run goes on until somebody ends it: `length: open`.
    package var isOpen: Bool { updates == ResolvedRun.openLength }
  }

  /// The number of updates that stands for an open run: no update number reaches it.
  package static let openLength: Int64 = 1 << 53

  package var clock: RunClock
  /// Nil while it is not bound, or when it was reported as wrong.
  package var length: Length?
  /// The facts as they enter the table, in a fixed order: name and value.
  package var facts: [RunFactText]
}

/// A bound fact as text: `run.length` and `90 epochs`.
package struct RunFactText: Hashable, Sendable {
  package let name: String
  package let value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
