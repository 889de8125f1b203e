// SPDX-License-Identifier: Apache-2.0

/// A short piece of text, kept as its UTF-8 bytes.
///
/// Two texts are equal when their bytes are equal: no Unicode normalization takes place, which is
/// what makes the type usable where the Unicode tables are not (Embedded Swift).
/// A verified table holds only texts that are well-formed UTF-8 without control characters.
public struct UTF8Text: Hashable, Sendable {
  /// The bytes, in order.
  public let utf8: [UInt8]

  /// Makes a text of bytes; a table verifies them when it is built.
  public init(utf8: [UInt8]) {
    self.utf8 = utf8
  }

  /// The text of no bytes.
  public static let empty = UTF8Text(utf8: [])

  /// The word `steps`, the default clock.
  public static let steps = UTF8Text(utf8: [0x73, 0x74, 0x65, 0x70, 0x73])

  /// Whether the text has no bytes.
  public var isEmpty: Bool { utf8.isEmpty }

  /// Orders texts by their bytes, a shorter text before its continuations.
  func precedes(_ other: UTF8Text) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

#if !hasFeature(Embedded)
extension UTF8Text: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Makes a text of a string's UTF-8 bytes.
  public init(_ string: String) {
    self.init(utf8: Array(string.utf8))
  }

  /// Makes a text of a literal's UTF-8 bytes.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The text as a string; bytes that are not UTF-8 become replacement characters.
  public var description: String { String(decoding: utf8, as: UTF8.self) }
}
#endif
