// SPDX-License-Identifier: Apache-2.0

/// How far a curve is at an update: p(t) = (t · denominator - zero) / span, not clamped.
///
/// The plain case of a phase of n updates from update a on is zero = a, span = n, denominator = 1,
/// which makes p = 0 at its first update and p = 1 one past its last. Offsets by fractions of
/// an update, as conventions about end points need them, multiply all three.
package struct Progress: Hashable, Sendable {
  /// t · denominator where p = 0.
  package var zero: Int64
  /// By how much t · denominator grows while p goes from 0 to 1; more than zero.
  package var span: Int64
  /// What an update counts in the unit of `zero` and `span`; more than zero.
  package var denominator: Int64

  /// A progress that is 0 at `zero / denominator` and 1 at `(zero + span) / denominator`.
  package init(zero: Int64, span: Int64, denominator: Int64 = 1) {
    self.zero = zero
    self.span = span
    self.denominator = denominator
  }
}
