// SPDX-License-Identifier: Apache-2.0

extension Rational: CustomStringConvertible {
  /// The exact value as the expression grammar reads it: `450450`, `0.1`, `1e+300` or `1/3`.
  ///
  /// Tables carry facts in this form and positions are computed from it again, so nothing is rounded.
  package var description: String {
    if isInteger, let whole = numerator.int64 { return String(whole) }
    let rounded = double
    if rounded.isFinite, Rational(decimal: "\(rounded)") == self { return "\(rounded)" }
    return isInteger
      ? numerator.description : "\(numerator.description)/\(denominator.description)"
  }

  /// The value of a decimal literal with an optional minus, exactly; nil for any other text.
  package init?(decimal text: String) {
    let isNegative = text.hasPrefix("-")
    let bytes = Array(text.utf8.dropFirst(isNegative ? 1 : 0))
    guard let scanned = try? NumberLiteral.scan(bytes[...]), scanned.length == bytes.count else {
      return nil
    }
    self = isNegative ? -scanned.value : scanned.value
  }
}

extension BigInteger: CustomStringConvertible {
  /// The value in decimal.
  package var description: String {
    guard !isZero else { return "0" }
    let billion = BigInteger(1_000_000_000)
    var groups: [String] = []
    var rest = isNegative ? -self : self
    while !rest.isZero {
      let (quotient, remainder) = rest.dividedTowardsZero(by: billion)
      let group = String(remainder.int64 ?? 0)
      // Nine digits in every group but the most significant one.
      let padding = quotient.isZero ? "" : String(repeating: "0", count: 9 - group.count)
      groups.append(padding + group)
      rest = quotient
    }
    return (isNegative ? "-" : "") + groups.reversed().joined()
  }
}
