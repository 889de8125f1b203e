// SPDX-License-Identifier: Apache-2.0

/// Functions that bend or jump, for values at single updates.
///
/// A recipe's numbers are exact, and a formula that comes out as 2 in exact arithmetic may be computed as
/// 2 - 2^-104. So a value that cannot be told from an integer is taken for it, and one that cannot
/// be told from zero for zero: the error bound says how near that is.
extension TrackedValue {
  /// π.
  package static let pi = TrackedValue(
    DoubleDouble(high: 0x1.921fb54442d18p1, low: 0x1.1a62633145c07p-53),
    error: 0x1p-104
  )

  /// The smaller of two values.
  package func minimum(_ other: Self) -> Self {
    pick(other) { other.value < $0.value }
  }

  /// The larger of two values.
  package func maximum(_ other: Self) -> Self {
    pick(other) { $0.value < other.value }
  }

  /// One of two values; where the errors leave open which, both bounds hold for either.
  private func pick(_ other: Self, _ takesOther: (Self) -> Bool) -> Self {
    guard value.high.isFinite, other.value.high.isFinite else {
      return isUndefined || !other.isUndefined ? self : other
    }
    let (taken, left) = takesOther(self) ? (other, self) : (self, other)
    let distance = (taken.value - left.value).high.magnitude * (1 - 0x1p-40)
    if distance > (taken.error + left.error) * (1 + 0x1p-40) { return taken }
    return TrackedValue(taken.value, error: max(error, other.error))
  }

  /// The magnitude.
  package func absolute() -> Self {
    TrackedValue(value.magnitude, error: error)
  }

  /// Whether the value is less than zero; nil if nothing is known of it.
  ///
  /// A value that cannot be told from zero is not.
  package var isNegative: Bool? {
    guard value.high.isFinite, error.isFinite else { return nil }
    return value.high < 0 && value.high.magnitude > error
  }

  /// The largest integer that is not above the value; undefined where that is not known, or the value is 2^51
  /// or more in magnitude.
  package func floor() -> Self {
    guard let level = floorLevel else { return isUndefined ? self : .undefined }
    return Self(exactly: level)
  }

  /// The largest integer that is not above the value.
  package var floorLevel: Double? {
    guard value.high.magnitude < 0x1p51, error < 0.25 else { return nil }
    let nearest = value.high.nearestInteger
    let distance = value - DoubleDouble(nearest)
    return distance.high < 0 && distance.high.magnitude > error ? nearest - 1 : nearest
  }
}
