// SPDX-License-Identifier: Apache-2.0

/// What the rules of a recipe's text say about a character, whatever YAML would make of it.
internal enum YAMLCharacterClass: Hashable {
  /// Allowed everywhere.
  case ordinary
  /// A control or format character, or another that cannot be seen: an editor shows one thing, the
  /// parser reads another.
  case hidden
  /// U+0085, U+2028 or U+2029: a line break to YAML 1.1, and none to most editors.
  case lineSeparator
  /// A blank other than the space, which YAML takes for a letter.
  case otherBlank

  internal init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E:
      self = .ordinary
    case 0x85, 0x2028, 0x2029:
      self = .lineSeparator
    // The variation selectors that choose between text and emoji.
    case 0xFE0E, 0xFE0F:
      self = .ordinary
    default:
      self = YAMLCharacterClass.byProperties(scalar.properties)
    }
  }

  private static func byProperties(_ properties: Unicode.Scalar.Properties) -> YAMLCharacterClass {
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate: .hidden
    case .spaceSeparator: .otherBlank
    default:
      properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
        ? .hidden : .ordinary
    }
  }
}
