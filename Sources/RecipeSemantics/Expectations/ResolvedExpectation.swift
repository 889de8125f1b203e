// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// An entry of `expect:` with its positions as updates and its numbers exact.
package struct ResolvedExpectation: Hashable, Sendable {
  /// What is to be true.
  package enum Claim: Hashable, Sendable {
    /// The value at an update.
    case value(at: Position, is: Rational, Tolerance)
    /// How the value moves from one update to another, both included.
    case course(Course, from: Position, to: Position)
    /// How many updates the run has.
    case length(is: Int64)
  }

  /// A way in which values move.
  package enum Course: String, Sendable {
    /// Never falls by more than values are rounded, and ends higher.
    case rising
    /// Never rises by more than values are rounded, and ends lower.
    case falling
    /// Is the same at every update.
    case constant
  }

  /// How far a value may be from the expected one.
  package enum Tolerance: Hashable, Sendable {
    /// Not at all: the binary64 number nearest to the expected value.
    case exact
    /// By a number.
    case absolute(Rational)
    /// By a share of the magnitude of the expected value.
    case relative(Rational)
  }

  /// An update, and where the recipe says it.
  package struct Position: Hashable, Sendable {
    package let update: Int64
    /// The position as written; the kind of the expectation where it is left out.
    package let range: SourceRange
  }

  /// The title of a track, as `muon.lr[head]`; empty where the expectation is of the run.
  package let channel: String
  package let claim: Claim
  /// Where a finding about the expectation points.
  package let range: SourceRange
  /// What happens in the run that it speaks of, in the order of the updates.
  package let events: [ResolvedEvent]
}

/// Something that happens in an expectation.
package struct ResolvedEvent: Hashable, Sendable {
  /// What happens.
  package enum Kind: Hashable, Sendable {
    /// A metric is reported.
    case observation(Double)
    case signal
  }

  package let name: String
  package let kind: Kind
  /// The update at which it is measured, and the first that it may change.
  package let update: Int64
  package let range: SourceRange
}
