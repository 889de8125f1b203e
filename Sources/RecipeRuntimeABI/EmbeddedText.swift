// SPDX-License-Identifier: Apache-2.0

#if hasFeature(Embedded)

/// What string literals are where nothing else says.
public typealias StringLiteralType = String

/// Swift's own asks for Swift's own `String`; nothing here is printed.
public protocol CustomStringConvertible {}

/// The text of messages in the library that C programs link: UTF-8 bytes, and nothing else.
///
/// Within this module it takes the place of Swift's own `String`, whose knowledge of Unicode would make
/// up half of the library, for messages that are only ever put together and copied out. Code that
/// builds a message compiles with either.
public struct String: ExpressibleByStringInterpolation, Sendable {
  /// The bytes.
  private(set) var utf8: [UInt8] = []

  /// Makes a text of a literal.
  public init(stringLiteral value: StaticString) { append(value) }

  /// Makes a text of a literal with values in it.
  public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }

  /// Makes a text of bytes that are UTF-8.
  init(decoding bytes: some Sequence<UInt8>, as: UTF8.Type) { utf8 = Array(bytes) }

  private init() {}

  static func + (first: String, second: String) -> String {
    var text = first
    text += second
    return text
  }

  @inline(never)
  static func += (text: inout String, other: String) { text.utf8 += other.utf8 }

  @inline(never)
  private mutating func append(_ literal: StaticString) {
    utf8 += UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
  }

  @inline(never)
  private mutating func append(_ magnitude: UInt64, isNegative: Bool) {
    if isNegative { utf8.append(0x2d) }
    var divisor: UInt64 = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      utf8.append(0x30 + UInt8(truncatingIfNeeded: magnitude / divisor % 10))
      divisor /= 10
    }
  }

  /// Puts the parts of a literal with values together.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = String()

    /// Begins with nothing.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Appends a part of the literal.
    public mutating func appendLiteral(_ literal: StaticString) { text.append(literal) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: String) { text += value }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: Int64) {
      text.append(value.magnitude, isNegative: value < 0)
    }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: UInt64) {
      text.append(value, isNegative: false)
    }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: Int) { appendInterpolation(Int64(value)) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: UInt32) { appendInterpolation(UInt64(value)) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: UInt16) { appendInterpolation(UInt64(value)) }
  }
}

#endif
