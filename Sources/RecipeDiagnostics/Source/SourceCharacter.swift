// SPDX-License-Identifier: Apache-2.0

/// A character as a reader sees it (an extended grapheme cluster), with the bytes it came from.
internal struct SourceCharacter: Hashable, Sendable {
  /// One scalar of a character: nil stands for a byte that is not UTF-8.
  internal struct Element: Hashable, Sendable {
    internal let scalar: Unicode.Scalar?
    internal let byte: UInt8
  }

  /// The offset of the first byte.
  internal let start: Int

  /// The offset after the last byte.
  internal let end: Int

  /// The scalars.
  internal let elements: [Element]

  /// The characters in a range of bytes; a byte that is not UTF-8 is a character of its own.
  internal static func characters(in range: Range<Int>, of bytes: [UInt8]) -> [SourceCharacter] {
    var repaired = String.UnicodeScalarView()
    var elements: [Element] = []
    var lengths: [Int] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let step = UTF8Reader.step(at: offset, in: bytes)
      repaired.append(step.scalar ?? "\u{FFFD}")
      elements.append(Element(scalar: step.scalar, byte: bytes[offset]))
      lengths.append(step.length)
      offset += step.length
    }
    var characters: [SourceCharacter] = []
    var index = 0
    var start = range.lowerBound
    for character in String(repaired) {
      let scalars = index..<index + character.unicodeScalars.count
      let end = lengths[scalars].reduce(start, +)
      characters.append(
        SourceCharacter(start: start, end: end, elements: Array(elements[scalars]))
      )
      (index, start) = (scalars.upperBound, end)
    }
    return characters
  }
}
