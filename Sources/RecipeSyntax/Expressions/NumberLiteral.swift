// SPDX-License-Identifier: Apache-2.0

/// The one form of a number in a recipe, read exactly.
///
///     number = digits { "_" digits } [ "." digits ] [ ("e" | "E") [ "+" | "-" ] digits ]
///
/// Everything that some YAML or programming language would read as another number (`017`, `0x1F`, `1:30`,
/// `inf`) is refused rather than guessed.
package enum NumberLiteral {
  /// Why a text that looks like a number is none.
  package enum Problem: Error, Hashable, Sendable {
    case leadingZero(suggestion: String)
    case radixPrefix
    case sexagesimal
    case notFinite
    case misplacedUnderscore
    case missingDigits
    case tooLarge
    case tooSmall
  }

  /// Exponents beyond this magnitude cannot be meant and would only cost time.
  static let exponentLimit = 400

  /// Reads the longest number at the start of `text`.
  ///
  /// - Returns: the value and how many bytes it took; nil when the text does not start like a number.
  package static func scan(
    _ text: ArraySlice<UInt8>
  ) throws(Problem) -> (value: Rational, length: Int)? {
    var scanner = Scanner(bytes: text)
    guard scanner.startsNumber else { return nil }
    return try scanner.number()
  }

  private struct Scanner {
    let bytes: ArraySlice<UInt8>
    var position: Int

    init(bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      position = bytes.startIndex
    }

    var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }
    var next: UInt8? { position + 1 < bytes.endIndex ? bytes[position + 1] : nil }

    var startsNumber: Bool {
      if isDigit(current) { return true }
      return current == UInt8(ascii: ".") && isDigit(next)
    }

    func isDigit(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    mutating func number() throws(Problem) -> (value: Rational, length: Int) {
      if current == UInt8(ascii: "0"), let next, "xXoObB".utf8.contains(next) {
        throw .radixPrefix
      }
      let whole = try digits()
      if whole.count > 1, whole.first == 0, current != UInt8(ascii: ".") {
        let stripped = whole.drop { $0 == 0 }
        throw .leadingZero(suggestion: stripped.isEmpty ? "0" : text(of: stripped))
      }
      var fraction: [UInt8] = []
      if current == UInt8(ascii: "."), isDigit(next) || !whole.isEmpty {
        position += 1
        fraction = isDigit(current) ? try digits() : []
      }
      if whole.isEmpty && fraction.isEmpty { throw .missingDigits }
      let exponent = try self.exponent()
      if current == UInt8(ascii: ":") && isDigit(next) { throw .sexagesimal }
      let value = try Self.value(digits: whole + fraction, exponent: exponent - fraction.count)
      return (value, position - bytes.startIndex)
    }

    func text(of digits: ArraySlice<UInt8>) -> String {
      String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }

    mutating func digits() throws(Problem) -> [UInt8] {
      var found: [UInt8] = []
      while let byte = current {
        if isDigit(byte) {
          found.append(byte - UInt8(ascii: "0"))
        } else if byte == UInt8(ascii: "_") {
          guard !found.isEmpty, isDigit(next) else { throw .misplacedUnderscore }
        } else {
          break
        }
        position += 1
      }
      return found
    }

    /// An `e` that no digits follow belongs to a unit word (`5 epochs` written as `5epochs`).
    mutating func exponent() throws(Problem) -> Int {
      guard current == UInt8(ascii: "e") || current == UInt8(ascii: "E") else { return 0 }
      let signed = next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
      let first = position + (signed ? 2 : 1)
      guard first < bytes.endIndex, isDigit(bytes[first]) else { return 0 }
      let isNegative = next == UInt8(ascii: "-")
      position = first
      var exponent = 0
      for digit in try digits() { exponent = min(exponent * 10 + Int(digit), 100_000) }
      return isNegative ? -exponent : exponent
    }

    static func value(digits: [UInt8], exponent: Int) throws(Problem) -> Rational {
      let significant = digits.drop { $0 == 0 }
      guard !significant.isEmpty else { return Rational(0) }
      if significant.count + exponent > exponentLimit { throw .tooLarge }
      if significant.count + exponent < -exponentLimit { throw .tooSmall }
      var value = BigInteger(0)
      for digit in significant { value = value * BigInteger(10) + BigInteger(Int64(digit)) }
      let one = BigInteger(1)
      let exact =
        exponent >= 0
        ? Rational(value * .powerOfTen(exponent), over: one)
        : Rational(value, over: .powerOfTen(-exponent))
      let rounded = exact.double
      if !rounded.isFinite { throw .tooLarge }
      if rounded == 0 { throw .tooSmall }
      return exact
    }
  }
}
