// SPDX-License-Identifier: Apache-2.0

/// A curve over updates: a formula, its clock, and the updates at which it is played.
package struct Curve: Hashable, Sendable {
  /// The formula in p and q.
  package var expression: CurveExpression
  /// What p is at an update.
  package var progress: Progress
  /// The updates played; may stop before p = 1.
  package var updates: Range<Int64>
  /// What is known where p = 0; nil if nothing is.
  package var start: CurveEnd?
  /// What is known where p = 1; nil if nothing is.
  package var end: CurveEnd?
  /// Whether the exact curve never turns back between p = 0 and p = 1.
  ///
  /// It is a promise of whoever wrote the formula, and buys that no played value leaves the range
  /// between the two end values.
  package var isMonotone: Bool

  /// A curve with everything that is known about it.
  package init(
    expression: CurveExpression,
    progress: Progress,
    updates: Range<Int64>,
    start: CurveEnd? = nil,
    end: CurveEnd? = nil,
    isMonotone: Bool = false
  ) {
    self.expression = expression
    self.progress = progress
    self.updates = updates
    self.start = start
    self.end = end
    self.isMonotone = isMonotone
  }
}
