// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// A recipe without units, names or conventions: what every channel does at every update.
package struct ResolvedRecipe: Sendable {
  package let name: String?
  /// The number of updates of the run; 2^53 for an open run, whose end is not known.
  package let length: Int64
  package let clock: RunClock
  /// What t counts.
  package let clockWord: ClockWord
  /// The end of the run with its unit, which `%` is a share of.
  package let runLength: ResolvedRun.Length
  /// Facts of the run and of the optimizer, in a fixed order.
  package let facts: [RunFactText]
  /// In the order of the recipe; constants of the optimizers come after the schedules, and after them what
  /// groups set.
  package let schedules: [ResolvedSchedule]
  /// The rules for some of the parameters, in the order of the recipe.
  package let groups: [ResolvedGroup]
  /// What the table has: a track for every schedule of all parameters, then those of groups.
  package let tracks: [ResolvedTrack]
  /// The values that grow with the batch.
  package let scalings: [BatchScaling]

  /// Whether the run has no length.
  package var isOpen: Bool { runLength.isOpen }
}

/// What resolution found: a whole recipe, or what stands in its way.
package struct Resolution: Sendable {
  /// Nil when there were errors or something is not bound.
  package let recipe: ResolvedRecipe?
  /// What `--set` still has to bind.
  package let unbound: [Bindings.Unbound]
  /// The warnings and notes that the recipe declares to be meant.
  package let allowances: [Allowance]
  /// What `recipec test` verifies.
  package let expectations: [ResolvedExpectation]
}

/// An entry of `allow:`.
package struct Allowance: Hashable, Sendable {
  package let rule: String
  package let range: SourceRange
}
