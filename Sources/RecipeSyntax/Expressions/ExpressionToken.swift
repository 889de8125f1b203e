// SPDX-License-Identifier: Apache-2.0

/// A word of the expression grammar, with the bytes of the scalar it came from.
struct ExpressionToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Rational)
    /// A run of letters, digits and `_` that starts with a letter.
    case word(String)
    case percent
    /// One of `+ - * / ( ) ,`.
    case symbol(Character)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// What stops a text from being an expression, with the offending bytes of the scalar.
struct ExpressionProblem: Error, Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(NumberLiteral.Problem)
    case unexpectedCharacter(String)
    case expectedOperand(found: String)
    case expectedClosingParenthesis
    case expectedEnd(found: String)
    case ambiguousUnit(String)
    case unknownUnit(String)
    case unknownFunction(String)
    case tooDeep
  }

  let kind: Kind
  let range: Range<Int>
}

/// Splits the text of a scalar into tokens.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  static func tokens(of text: String) throws(ExpressionProblem) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text)
    var tokens: [ExpressionToken] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(ExpressionProblem) -> ExpressionToken {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == 0x0A {
      position += 1
    }
    guard position < bytes.count else {
      return ExpressionToken(kind: .end, range: position..<position)
    }
    let start = position
    if let number = try scanNumber() {
      position += number.length
      return ExpressionToken(kind: .number(number.value), range: start..<position)
    }
    if isLetter(bytes[position]) {
      while position < bytes.count, isLetter(bytes[position]) || isDigit(bytes[position]) {
        position += 1
      }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      return ExpressionToken(kind: .word(word), range: start..<position)
    }
    position += 1
    switch bytes[start] {
    case UInt8(ascii: "%"):
      return ExpressionToken(kind: .percent, range: start..<position)
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
      let symbol = Character(Unicode.Scalar(bytes[start]))
      return ExpressionToken(kind: .symbol(symbol), range: start..<position)
    default:
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
      let found = String(decoding: bytes[start..<position], as: UTF8.self)
      throw ExpressionProblem(kind: .unexpectedCharacter(found), range: start..<position)
    }
  }

  private func scanNumber() throws(ExpressionProblem) -> (value: Rational, length: Int)? {
    do {
      return try NumberLiteral.scan(bytes[position...])
    } catch {
      var end = position
      while end < bytes.count, bytes[end] != UInt8(ascii: " ") { end += 1 }
      throw ExpressionProblem(kind: .number(error), range: position..<end)
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || byte == UInt8(ascii: "_")
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
