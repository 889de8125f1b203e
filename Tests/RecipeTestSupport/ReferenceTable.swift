// SPDX-License-Identifier: Apache-2.0

package import RecipeSemantics
internal import Testing

/// A table of reference values under Tests/Reference/mpmath.
package struct ReferenceTable {
  package let rows: [[Substring]]

  /// Reads a table, without its comment and its column names.
  package init(_ name: String) throws {
    let lines = try Repository.text("Tests/Reference/mpmath/\(name)").split(separator: "\n")
    try #require(lines.first?.hasPrefix("# generate.py, mpmath ") == true)
    rows = lines.dropFirst(2).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }
}

/// A double from a field, decimal or hexadecimal.
package func double(_ field: Substring) throws -> Double {
  try #require(Double(String(field)))
}

/// A decimal like -1.25e-7 as a double-double, within 2^-99 relative for exponents below 44 in
/// magnitude.
package func decimal(_ field: Substring) throws -> DoubleDouble {
  let parts = field.split(separator: "e")
  let digits = try #require(parts.first).filter { $0 != "." && $0 != "-" }.prefix(32)
  let exponent = try parts.count > 1 ? #require(Int(String(parts[1]))) : 0
  let mantissa = DoubleDouble(integer: try #require(Int128(String(digits))))
  var value = mantissa
  for _ in 0..<(digits.count - 1) / 22 {
    value = value / DoubleDouble(1e22)
  }
  value = value / DoubleDouble(powerOfTen((digits.count - 1) % 22))
  for _ in 0..<abs(exponent) / 22 {
    value = exponent < 0 ? value / DoubleDouble(1e22) : value * DoubleDouble(1e22)
  }
  let rest = DoubleDouble(powerOfTen(abs(exponent) % 22))
  value = exponent < 0 ? value / rest : value * rest
  return field.hasPrefix("-") ? -value : value
}

/// 10^n for n up to 22, exactly.
private func powerOfTen(_ exponent: Int) -> Double {
  (0..<exponent).reduce(1.0) { power, _ in power * 10 }
}
