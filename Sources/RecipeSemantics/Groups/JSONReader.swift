// SPDX-License-Identifier: Apache-2.0

/// A value of a JSON text (RFC 8259).
indirect enum JSONValue {
  case string(String)
  /// A number that is a whole one of 32 bits; any other is `other`.
  case integer(Int)
  case array([JSONValue])
  /// The entries in their order.
  case object([(key: String, value: JSONValue)])
  /// Anything that is of no use here: another number, `true`, `false`, `null`.
  case other
}

/// Reads JSON texts; hostile ones are refused in a time in proportion to their length.
struct JSONReader {
  /// What is wrong with a text, at a byte.
  struct Problem: Error {
    let message: String
    let offset: Int
  }

  /// Lists and mappings nest no deeper than this: the reader recurses once a level.
  private static let depthLimit = 16

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func read(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.position == bytes.count else {
      throw reader.problem("something follows the value")
    }
    return value
  }

  private func problem(_ message: String) -> Problem { Problem(message: message, offset: position) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Problem) -> JSONValue {
    guard depth < Self.depthLimit else { throw problem("lists are nested too deep") }
    if take("{") { return try object(depth: depth) }
    if take("[") { return try array(depth: depth) }
    skipBlanks()
    if current == UInt8(ascii: "\"") { return .string(try string()) }
    return try word()
  }

  private mutating func array(depth: Int) throws(Problem) -> JSONValue {
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw problem("expected `,` or `]`") }
    return .array(elements)
  }

  private mutating func object(depth: Int) throws(Problem) -> JSONValue {
    var entries: [(key: String, value: JSONValue)] = []
    if take("}") { return .object(entries) }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw problem("expected a key in quotes") }
      let key = try string()
      guard take(":") else { throw problem("expected `:`") }
      entries.append((key, try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw problem("expected `,` or `}`") }
    return .object(entries)
  }

  /// A number, or one of the three words.
  private mutating func word() throws(Problem) -> JSONValue {
    let start = position
    while let byte = current, byte.isOfWord { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let number = Int32(text) { return .integer(Int(number)) }
    guard Double(text) != nil || ["true", "false", "null"].contains(text) else {
      position = start
      throw problem("expected a value")
    }
    return .other
  }

  private mutating func string() throws(Problem) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw problem("a line ends inside of a text") }
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      text += String(try escape()).utf8
    }
    guard current != nil else { throw problem("a text is not closed") }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() throws(Problem) -> Character {
    guard let byte = current else { throw problem("a text is not closed") }
    position += 1
    switch UnicodeScalar(byte) {
    case "\"", "\\", "/": return Character(UnicodeScalar(byte))
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "u":
      let digits = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
      // Halves of a pair stand for characters that no parameter is named with.
      guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw problem("expected four digits of a character") }
      position += 4
      return Character(scalar)
    default: throw problem("there is no such escape")
    }
  }
}

extension UInt8 {
  /// Whether the byte can stand in a number or a word.
  fileprivate var isOfWord: Bool {
    switch UnicodeScalar(self) {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
    default: false
    }
  }
}
