// SPDX-License-Identifier: Apache-2.0

/// Decodes UTF-8 one scalar at a time without losing byte positions.
///
/// `String(decoding:as:)` repairs ill-formed text by putting in U+FFFD, three bytes for what may
/// have been one, so offsets into the repaired text are not offsets into the source.
package enum UTF8Reader {
  /// One step of decoding.
  package struct Step: Hashable, Sendable {
    /// The scalar, or nil where the byte begins no well-formed sequence.
    package let scalar: Unicode.Scalar?

    /// The number of bytes consumed: the length of the sequence, or 1.
    package let length: Int
  }

  /// Decodes the scalar that starts at an offset.
  ///
  /// Well-formed is what the Unicode Standard's table 3-7 lists: no overlong forms, no surrogates,
  /// nothing above U+10FFFF, no truncated sequence.
  ///
  /// - Precondition: `offset` is an index of `bytes`.
  package static func step(at offset: Int, in bytes: [UInt8]) -> Step {
    let first = bytes[offset]
    if first < 0x80 { return Step(scalar: Unicode.Scalar(first), length: 1) }
    let length: Int
    var value: UInt32
    switch first {
    case 0xC2...0xDF: (length, value) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(first & 0x07))
    default: return illFormed
    }
    guard offset + length <= bytes.count else { return illFormed }
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return illFormed }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x1_0000
    // The initialiser refuses surrogates and values above U+10FFFF.
    guard value >= smallest, let scalar = Unicode.Scalar(value) else { return illFormed }
    return Step(scalar: scalar, length: length)
  }

  private static let illFormed = Step(scalar: nil, length: 1)
}
