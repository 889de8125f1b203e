// SPDX-License-Identifier: Apache-2.0

/// How many cells of a terminal a character takes.
package enum TerminalWidth {
  /// The width of a printable text; what ``Display/text(_:)`` returns has no control characters.
  package static func cells(of text: String) -> Int {
    text.reduce(0) { $0 + cells(of: $1) }
  }

  /// The width of one character, 0, 1 or 2.
  ///
  /// A character is as wide as its widest scalar, because terminals draw modifiers, joined signs
  /// and combining marks onto their base. Two regional indicators make one flag of two cells, and
  /// U+FE0F asks for a sign's emoji form, which has two.
  package static func cells(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    if scalars.count > 1 {
      let isFlag = scalars.allSatisfy { (0x1F1E6...0x1F1FF).contains($0.value) }
      if isFlag || scalars.contains("\u{FE0F}") { return 2 }
    }
    return scalars.reduce(0) { max($0, cells(of: $1)) }
  }

  /// The width of one scalar: 0 for what combines, 2 for wide and full-width East Asian characters
  /// and emoji (Unicode Standard Annex 11, classes W and F), 1 for the rest.
  package static func cells(of scalar: Unicode.Scalar) -> Int {
    // Below the combining marks nothing is wide and, after `Display`, nothing is invisible.
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // Medial vowels and final consonants of Hangul combine with the initial, which is wide.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if wideRanges.contains(where: { $0.contains(scalar.value) }) { return true }
    let isRegionalIndicator = (0x1F1E6...0x1F1FF).contains(scalar.value)
    return scalar.properties.isEmojiPresentation && !isRegionalIndicator
  }

  /// The scripts and signs of classes W and F that are not emoji, with the unassigned places
  /// between them, which the Standard reserves for more of the kind.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,
    0x2329...0x232A,
    0x2630...0x2637,
    0x268A...0x268F,
    0x2E80...0x303E,
    0x3041...0xA4CF,
    0xA960...0xA97C,
    0xAC00...0xD7A3,
    0xF900...0xFAFF,
    0xFE10...0xFE19,
    0xFE30...0xFE6B,
    0xFF01...0xFF60,
    0xFFE0...0xFFE6,
    0x16FE0...0x18DFF,
    0x1AFF0...0x1B2FF,
    0x1D300...0x1D376,
    0x1F200...0x1F265,
    0x20000...0x2FFFD,
    0x30000...0x3FFFD,
  ]
}
