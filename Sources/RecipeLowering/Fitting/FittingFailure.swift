// SPDX-License-Identifier: Apache-2.0

/// Why a curve cannot be turned into pieces, and the update at which it showed.
package enum FittingFailure: Error, Hashable, Sendable {
  /// The formula has no value at the update: a division by zero, a logarithm of zero or less, or a
  /// power that is no integer of a negative number.
  case pole(update: Int64)
  /// Cancellation leaves too few digits of the value at the update to promise the accuracy
  /// contract.
  case losesPrecision(update: Int64)
  /// The curve needs more pieces than a table takes; the last piece within the limit ended at the
  /// update.
  case tooManyPieces(limit: Int, update: Int64)
  /// The value at the update, or a coefficient that it needs, is neither zero nor between 2^-500
  /// and 2^500 in magnitude.
  case outOfRange(update: Int64)
}
