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
  @inline(__always)
  public init(stringLiteral value: StaticString) { self.init(literal: value.utf8Start) }

  @inline(never)
  private init(literal: UnsafePointer<UInt8>) { append(literal) }

  /// Makes a text of a literal with values in it.
  public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }

  /// Makes a text of bytes that are UTF-8.
  init(decoding bytes: some Sequence<UInt8>, as: UTF8.Type) { utf8 = Array(bytes) }

  private init() {}

  @inline(never)
  static func + (first: String, second: String) -> String {
    var text = first
    text += second
    return text
  }

  @inline(never)
  static func += (text: inout String, other: String) { text.utf8 += other.utf8 }

  // The parts of every message are put together by calls of these three: each argument and each copy
  // of one counts a few hundred times.

  /// Appends a literal, which ends in a zero byte.
  @inline(never)
  fileprivate mutating func append(_ literal: UnsafePointer<UInt8>) {
    var next = literal
    while next.pointee != 0 {
      utf8.append(next.pointee)
      next += 1
    }
  }

  /// Appends the digits of a number with a sign.
  @inline(never)
  fileprivate mutating func append(_ value: Int64) {
    if value < 0 { utf8.append(0x2d) }
    append(value.magnitude)
  }

  /// Appends the digits of a number.
  @inline(never)
  fileprivate mutating func append(_ magnitude: UInt64) {
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
    @inline(__always)
    public mutating func appendLiteral(_ literal: StaticString) { text.append(literal.utf8Start) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: String) { text += value }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: Int64) { text.append(value) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: UInt64) { text.append(value) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: Int) { appendInterpolation(Int64(value)) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: UInt32) { appendInterpolation(UInt64(value)) }

    /// Appends a value of the literal.
    public mutating func appendInterpolation(_ value: UInt16) { appendInterpolation(UInt64(value)) }
  }
}

#endif
