// SPDX-License-Identifier: Apache-2.0

/// What is known of a curve where p = 0 or where p = 1.
package struct CurveEnd: Hashable, Sendable {
  /// The curve's value there, exactly.
  package var value: Double
  /// The order to which the curve minus `value` vanishes there.
  ///
  /// 1 for a curve that merely reaches the value smoothly, 2 for one that is flat there as a cosine
  /// is, k for the k-th power of the distance. 0 means unknown, or that the curve has no derivative
  /// there: then only the value is used.
  package var contact: Int

  /// An end with its exact value and the order of contact with it.
  package init(value: Double, contact: Int) {
    self.value = value
    self.contact = contact
  }
}
