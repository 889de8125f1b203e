// SPDX-License-Identifier: Apache-2.0

/// Text from a recipe as it may stand in C: it ends no literal and no comment, whatever it holds.
enum CEmitterText {
  /// A string literal with the UTF-8 of a text.
  ///
  /// What is not plain is written as three octal digits, which no digit after them can lengthen. A `?`
  /// is escaped as well: two of them begin a trigraph.
  static func literal(_ text: some Sequence<UInt8>) -> String {
    var literal = "\""
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
        literal += "\\" + String(Unicode.Scalar(byte))
      case 0x20...0x7E: literal.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        literal += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return literal + "\""
  }

  /// A text as it may stand in a comment; what is not plain, and `<` itself, becomes `<U+XXXX>`.
  static func comment(_ text: String) -> String {
    var comment = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "*", "\\", "?", "<": comment += EmitterText.codePoint(scalar)
      case " "..."~": comment.unicodeScalars.append(scalar)
      default: comment += EmitterText.codePoint(scalar)
      }
    }
    return comment
  }
}
