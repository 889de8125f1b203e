// SPDX-License-Identifier: Apache-2.0

/// A proved error in words.
public enum ProvedError {
  /// How near the rows are to the curve: `exact`, `within 1.3·2^-53`.
  ///
  /// The bound is rounded up: it may be stated larger, never smaller.
  ///
  /// - Parameters:
  ///   - bound: in units of 2^-53.
  ///   - isRelative: relative to each value, or else to the largest of the phase.
  /// - Returns: the bound in words, without a subject.
  public static func text(_ bound: Double, isRelative: Bool) -> String {
    if bound == 0 && isRelative { return "exact" }
    let tenths = (bound * 10).rounded(.up) / 10
    let number = tenths == tenths.rounded() ? String(tenths.description.dropLast(2)) : "\(tenths)"
    return "within \(number)·2^-53" + (isRelative ? "" : " of the maximum")
  }
}
