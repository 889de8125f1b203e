// SPDX-License-Identifier: Apache-2.0

extension CurveExpression {
  /// The value at p = update / length, rounded to binary64 once.
  ///
  /// - Returns: nil where the formula has no value, or none whose digits can be promised.
  package func value(atUpdate update: Int64, of length: Int64) -> Double? {
    let span = DoubleDouble(exactly: length)
    let progress = DoubleDouble(exactly: update) / span
    let remaining = DoubleDouble(exactly: length - update) / span
    let result = value(
      progress: TrackedValue(progress, error: progress.high.magnitude * 0x1p-100),
      remaining: TrackedValue(remaining, error: remaining.high.magnitude * 0x1p-100)
    )
    let value = result.value.high
    guard value.isFinite, result.error <= value.magnitude * 0x1p-60 else { return nil }
    return value
  }
}
