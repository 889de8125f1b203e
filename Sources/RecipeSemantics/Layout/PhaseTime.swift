// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// When a phase is played.
package struct PhaseTime: Hashable, Sendable {
  /// The exact position of its start, in updates.
  package let start: Rational
  /// The exact position of its end, in updates.
  package let end: Rational
  /// The updates it covers while no event has happened; never empty.
  ///
  /// An upper bound of 2^53 means that the phase does not end by itself.
  package let updates: Range<Int64>
  /// The update that the exact positions are counted from before they are rounded.
  ///
  /// 0, and after an event the update at which it happens at the latest: the lengths of phases are then the
  /// same whenever it happens.
  package var origin: Int64 = 0
  /// Whether an event comes before the phase, so that its start is not known.
  package var isAfterEvent = false
  /// What is counted instead of updates: a phase of the batch is placed in what it is measured in.
  var unit = Unit.steps
  /// After an event, the first update at which that can have come.
  var earliest: Int64 = 0
  /// Whether nothing but an event leads to the phase; its updates then count from the event.
  package var startsAtEvent = false

  /// The number of updates, n.
  package var length: Int64 { updates.upperBound - updates.lowerBound }

  /// Whether the phase goes on until an event or the trainer ends it.
  package var isEndless: Bool { updates.upperBound == ResolvedRun.openLength }
}
