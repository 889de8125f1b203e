// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics
package import RecipeSyntax

/// The smallest and largest value allowed at any update.
package struct ValueBounds: Hashable, Sendable {
  package let lower: Double
  package let upper: Double
  /// Where the recipe states them; nil when they are inferred from domain and written values.
  package let stated: SourceRange?
  /// What the channel can be at all; the bounds lie inside.
  package let domain: ValueDomain?

  /// Whether a value respects both bounds and domain.
  package func contains(_ value: Double) -> Bool {
    value >= lower && value <= upper && (domain?.contains(value) ?? true)
  }

  /// The bounds as an interval, open where the domain is.
  package var description: String {
    let isOpenBelow = domain.map { !$0.contains(lower) } ?? false
    let isOpenAbove = domain.map { !$0.contains(upper) } ?? false
    return (isOpenBelow ? "(" : "[") + "\(lower.shortDescription), \(upper.shortDescription)"
      + (isOpenAbove ? ")" : "]")
  }
}

/// A phase with everything converted and computed.
package struct ResolvedPhase: Sendable {
  /// The kind as it was written: `warmup`, `cosine`.
  package let kind: String
  /// Where the kind is written.
  package let range: SourceRange
  /// The updates it covers while no event has happened.
  ///
  /// The first phase of a schedule starts at 0 and every other one where the phase before it ends, unless
  /// it starts at an event only. An upper bound of 2^53 means that the phase never ends by itself.
  package let updates: Range<Int64>
  package var segments: [PhaseSegment]
  /// The limits of the value at both ends; not a number for a formula that has none there.
  package var start: Double
  package var end: Double
  /// Updates between two changes of the value; 1 without a grid.
  package let grid: Int64
  /// Whether the phase states its grid itself: its samples then never reach back before its start, as those
  /// on a grid of the whole schedule do.
  package let hasOwnGrid: Bool
  /// How the value answers to a metric that stops improving.
  ///
  /// Phases that one plateau lies over have equal ones. `segments`, `start` and `end` are the base, which
  /// no cut has touched.
  package var plateau: ResolvedPlateau?
  /// The event that ends the phase before its time.
  package var exit: ResolvedExit?
  /// What the progress of its curve counts, where that is not the updates: samples or tokens.
  package var along: Unit?
  /// Whether only an event leads here: `updates` then count from it.
  package var startsAtEvent = false
}

/// What one hyperparameter does over the run.
package struct ResolvedSchedule: Sendable {
  /// What the value is past the end of the run.
  package enum After: Hashable, Sendable {
    case hold(Double)
    /// The base goes on with this value under the plateau of the last phase, whose cuts stay.
    case continues(Double)
    case repeats
    case error
  }

  package let channel: String
  /// Where the channel is named.
  package let range: SourceRange
  package let phases: [ResolvedPhase]
  package var bounds: ValueBounds
  package let after: After
  /// The machines that phases refer to; every plateau and every event has its own.
  package var machines: [ResolvedMachine] = []
  /// The optimizer it is for; empty for all of them.
  package var optimizer = ""
  /// The rule that sets it for its parameters; empty for all parameters.
  package var group = ""

  /// What it is for, as people write it: `lr`, `muon.lr`, `lr[head]`.
  package var title: String {
    (optimizer.isEmpty ? "" : optimizer + ".") + channel + (group.isEmpty ? "" : "[\(group)]")
  }
}
