// SPDX-License-Identifier: Apache-2.0

package import RecipeSyntax

/// When a phase is played.
package struct PhaseTime: Hashable, Sendable {
  /// The exact position of its start, in updates.
  package let start: Rational
  /// The exact position of its end, in updates.
  package let end: Rational
  /// The updates it covers; never empty.
  package let updates: Range<Int64>

  /// The number of updates, n.
  package var length: Int64 { updates.upperBound - updates.lowerBound }
}
