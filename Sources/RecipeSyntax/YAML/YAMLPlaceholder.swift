// SPDX-License-Identifier: Apache-2.0

/// Placeholders of template languages: `${name}`, `{{ name }}`, `{% name %}`.
internal enum YAMLPlaceholder {
  /// The UTF-8 offsets of the first placeholder in a text, up to its closing brackets or, without
  /// them, to the end.
  internal static func first(in text: String) -> Range<Int>? {
    first(in: Array(text.utf8), 0..<text.utf8.count)
  }

  /// The first placeholder that starts in a range of bytes; it may end after the range.
  internal static func first(in bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    for start in range where start + 1 < bytes.count {
      let opening = (bytes[start], bytes[start + 1])
      let closing: UInt8
      switch opening {
      case (UInt8(ascii: "$"), UInt8(ascii: "{")):
        return start..<(end(after: start + 2, in: bytes, [UInt8(ascii: "}")]) ?? range.upperBound)
      case (UInt8(ascii: "{"), UInt8(ascii: "{")): closing = UInt8(ascii: "}")
      case (UInt8(ascii: "{"), UInt8(ascii: "%")): closing = UInt8(ascii: "%")
      default: continue
      }
      let brackets = [closing, UInt8(ascii: "}")]
      return start..<(end(after: start + 2, in: bytes, brackets) ?? range.upperBound)
    }
    return nil
  }

  /// The offset after the first occurrence of some bytes on the same line.
  private static func end(after start: Int, in bytes: [UInt8], _ pattern: [UInt8]) -> Int? {
    var offset = start
    while offset + pattern.count <= bytes.count, bytes[offset] != 0x0A {
      if bytes[offset..<offset + pattern.count].elementsEqual(pattern) {
        return offset + pattern.count
      }
      offset += 1
    }
    return nil
  }
}
