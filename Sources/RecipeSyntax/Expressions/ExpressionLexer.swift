// SPDX-License-Identifier: Apache-2.0

/// Splits the text of a scalar into tokens.
struct ExpressionLexer {
  private let bytes: [UInt8]
  private var position: Int
  /// How many parentheses are open: inside of them a comma separates operands.
  private var depth = 0
  /// Whether powers and comparisons have symbols.
  private let isFormula: Bool

  private init(_ bytes: [UInt8], from offset: Int, isFormula: Bool) {
    self.bytes = bytes
    position = offset
    self.isFormula = isFormula
  }

  /// The tokens from a byte offset to the end; the last one is the end itself.
  static func tokens(
    of bytes: [UInt8],
    from offset: Int,
    isFormula: Bool = false
  ) throws(ExpressionProblem) -> [ExpressionToken] {
    var lexer = ExpressionLexer(bytes, from: offset, isFormula: isFormula)
    var tokens: [ExpressionToken] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() throws(ExpressionProblem) -> ExpressionToken {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") || bytes[position] == 0x0A {
      position += 1
    }
    let start = position
    guard start < bytes.count else { return ExpressionToken(kind: .end, range: start..<start) }
    if let number = try number() {
      if depth == 0 { try refuseGroups(after: start + number.length, from: start) }
      position += number.length
      return ExpressionToken(kind: .number(number.value), range: start..<position)
    }
    if isWordStart(bytes[start]) {
      position = endOfWord(from: start)
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      return ExpressionToken(kind: .word(word), range: start..<position)
    }
    return ExpressionToken(kind: try symbol(), range: start..<position)
  }

  private mutating func symbol() throws(ExpressionProblem) -> ExpressionToken.Kind {
    let start = position
    position += 1
    if bytes[start] == UInt8(ascii: "(") { depth += 1 }
    if bytes[start] == UInt8(ascii: ")") { depth -= 1 }
    switch bytes[start] {
    case UInt8(ascii: "%"):
      return .percent
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
      return .symbol(Character(Unicode.Scalar(bytes[start])))
    case UInt8(ascii: "^") where isFormula:
      return .symbol("^")
    case UInt8(ascii: "<") where isFormula, UInt8(ascii: ">") where isFormula:
      if position < bytes.count, bytes[position] == UInt8(ascii: "=") { position += 1 }
      return .comparison(String(decoding: bytes[start..<position], as: UTF8.self))
    case UInt8(ascii: ".") where isInfinityOrNaN(from: position):
      throw ExpressionProblem(kind: .number(.notFinite), range: start..<endOfWord(from: position))
    default:
      // A character of several bytes is reported whole.
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
      let found = String(decoding: bytes[start..<position], as: UTF8.self)
      throw ExpressionProblem(kind: .unexpectedCharacter(found), range: start..<position)
    }
  }

  private func number() throws(ExpressionProblem) -> (value: Rational, length: Int)? {
    do {
      return try NumberLiteral.scan(bytes[position...])
    } catch {
      var end = position + NumberLiteral.extent(of: bytes[position...])
      if error == .date { end = position + 10 }
      throw ExpressionProblem(kind: .number(error), range: position..<end)
    }
  }

  /// Refuses `1,000`, whose `000` would else be the number that is wrong.
  private func refuseGroups(after end: Int, from start: Int) throws(ExpressionProblem) {
    let groups = bytes[end...].prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ",") }
    guard groups.count >= 4, groups.first == UInt8(ascii: ","), groups.last?.isASCIIDigit == true
    else { return }
    throw ExpressionProblem(kind: .digitGrouping, range: start..<groups.endIndex)
  }

  /// Whether YAML's `.inf` or `.nan` goes on here, behind its dot.
  private func isInfinityOrNaN(from start: Int) -> Bool {
    let word = String(decoding: bytes[start..<endOfWord(from: start)], as: UTF8.self)
    return ["inf", "nan"].contains(word.lowercased())
  }

  private func endOfWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count, isWordStart(bytes[end]) || bytes[end].isASCIIDigit { end += 1 }
    return end
  }

  private func isWordStart(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte == UInt8(ascii: "_")
  }
}
