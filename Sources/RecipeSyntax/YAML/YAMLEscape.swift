// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// An escape in a double-quoted scalar, as YAML 1.2.2 section 5.7 lists them.
internal struct YAMLEscape {
  /// The bytes from the backslash to the last digit.
  internal let range: SourceRange

  /// What it stands for.
  internal let scalar: Unicode.Scalar

  /// Whether it makes a character that recipes may not contain.
  ///
  /// `\t` and `\n` are visible in their effect and allowed, as is the no-break space `\_`.
  internal var isHidden: Bool {
    switch YAMLCharacterClass(scalar) {
    case .hidden, .lineSeparator: true
    case .ordinary, .otherBlank: false
    }
  }

  /// The escapes in a quoted scalar that the parser has accepted.
  internal static func escapes(in range: SourceRange, of bytes: [UInt8]) -> [YAMLEscape] {
    var escapes: [YAMLEscape] = []
    var offset = range.start
    while offset + 1 < range.end {
      guard bytes[offset] == UInt8(ascii: "\\") else {
        offset += 1
        continue
      }
      let (value, length) = decode(at: offset + 1, in: bytes[..<range.end])
      if let scalar = value.flatMap(Unicode.Scalar.init) {
        let place = SourceRange(source: range.source, start: offset, end: offset + 1 + length)
        escapes.append(YAMLEscape(range: place, scalar: scalar))
      }
      offset += 1 + length
    }
    return escapes
  }

  /// The value of the escape whose letter is at an offset, if it is not the letter itself, and the
  /// number of bytes after the backslash.
  private static func decode(
    at offset: Int,
    in bytes: ArraySlice<UInt8>
  ) -> (value: UInt32?, length: Int) {
    switch bytes[offset] {
    case UInt8(ascii: "0"): (0x00, 1)
    case UInt8(ascii: "a"): (0x07, 1)
    case UInt8(ascii: "b"): (0x08, 1)
    case UInt8(ascii: "t"): (0x09, 1)
    case UInt8(ascii: "n"): (0x0A, 1)
    case UInt8(ascii: "v"): (0x0B, 1)
    case UInt8(ascii: "f"): (0x0C, 1)
    case UInt8(ascii: "r"): (0x0D, 1)
    case UInt8(ascii: "e"): (0x1B, 1)
    case UInt8(ascii: "N"): (0x85, 1)
    case UInt8(ascii: "_"): (0xA0, 1)
    case UInt8(ascii: "L"): (0x2028, 1)
    case UInt8(ascii: "P"): (0x2029, 1)
    case UInt8(ascii: "x"): hexadecimal(at: offset + 1, digits: 2, in: bytes)
    case UInt8(ascii: "u"): hexadecimal(at: offset + 1, digits: 4, in: bytes)
    case UInt8(ascii: "U"): hexadecimal(at: offset + 1, digits: 8, in: bytes)
    default: (nil, 1)
    }
  }

  private static func hexadecimal(
    at offset: Int,
    digits: Int,
    in bytes: ArraySlice<UInt8>
  ) -> (value: UInt32?, length: Int) {
    let end = min(offset + digits, bytes.endIndex)
    let text = String(decoding: bytes[offset..<end], as: UTF8.self)
    return (UInt32(text, radix: 16), 1 + end - offset)
  }
}
