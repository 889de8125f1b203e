// SPDX-License-Identifier: Apache-2.0

/// What is common to the texts of all languages.
enum EmitterText {
  /// A Unicode scalar by its number: `<U+00E9>`.
  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
