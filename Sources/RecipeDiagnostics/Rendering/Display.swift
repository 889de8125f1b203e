// SPDX-License-Identifier: Apache-2.0

/// Makes text from a recipe, a command line or a file name safe and honest to print.
///
/// Everything that a user can influence passes through here on its way to a terminal or a log, so
/// that no recipe can move the cursor, forge a line of output or hide what it says:
///
/// - control characters U+0000–U+001F become their pictures U+2400–U+241F, U+007F becomes U+2421;
/// - U+0080–U+009F, format characters (bidirectional overrides, zero-width characters, tags, the
///   soft hyphen), line and paragraph separators, private and other invisible characters become
///   `\u{XXXX}`;
/// - everything else stays.
public enum Display {
  /// The text as it may be printed on one line; line breaks and tabs are shown as pictures.
  public static func text(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { replacement(for: $0) != nil }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if let replacement = replacement(for: scalar) {
        shown += replacement
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// What is shown in place of a scalar, or nil when it may be printed as it is.
  public static func replacement(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x20...0x7E:
      return nil
    case 0x00...0x1F:
      return Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
    case 0x7F:
      return "\u{2421}"
    // The variation selectors that choose between text and emoji: harmless and common.
    case 0xFE0E, 0xFE0F:
      return nil
    default:
      return isDeceptive(scalar) ? escape(scalar.value) : nil
    }
  }

  /// What is shown in place of a byte that is not UTF-8: `\xNN`.
  internal static func replacement(forByte byte: UInt8) -> String {
    "\\x" + hexadecimal(UInt32(byte), digits: 2)
  }

  /// Whether a scalar is one that a reader cannot see or that changes how its neighbours look.
  private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate:
      true
    default:
      // The Hangul fillers, the grapheme joiner and further variation selectors.
      scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func escape(_ value: UInt32) -> String {
    "\\u{" + hexadecimal(value, digits: 4) + "}"
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
