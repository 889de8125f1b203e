// SPDX-License-Identifier: Apache-2.0

/// The one form of a number in a recipe, read exactly.
///
///     number   = ( whole [ "." [ digits ] ] | "." digits ) [ exponent ]
///     whole    = "0" | nonzero { [ "_" ] digit }
///     digits   = digit { [ "_" ] digit }
///     exponent = ( "e" | "E" ) [ "+" | "-" ] digits
///
/// Everything that some YAML or programming language would read as another number (`017`, `0x1F`,
/// `1:30`, `2026-11-23`) is refused rather than guessed.
package enum NumberLiteral {
  /// Why a text that looks like a number is none.
  package enum Problem: Error, Hashable, Sendable {
    case leadingZero
    case radixPrefix
    case sexagesimal
    case date
    case notFinite
    case misplacedUnderscore
    case tooLarge
    case tooSmall
  }

  /// Exponents beyond this magnitude cannot be meant and would only cost time.
  static let exponentLimit = 400

  /// Reads the longest number at the start of `text`.
  ///
  /// - Returns: the value and how many bytes it took; nil when the text does not start like a number.
  /// - Throws: why the text is no number although it starts like one.
  package static func scan(
    _ text: ArraySlice<UInt8>
  ) throws(Problem) -> (value: Rational, length: Int)? {
    var scanner = Scanner(bytes: text, position: text.startIndex)
    guard scanner.startsNumber else { return nil }
    return try scanner.number()
  }

  /// How many bytes from the start of `text` on a reader takes for one number, right or wrong: digits,
  /// letters, `_`, `.` and `:`.
  static func extent(of text: ArraySlice<UInt8>) -> Int {
    text.prefix {
      $0.isASCIIDigit || $0.isASCIILetter || "_.:".utf8.contains($0)
    }.count
  }

  private struct Scanner {
    let bytes: ArraySlice<UInt8>
    var position: Int

    var current: UInt8? { byte(at: 0) }
    var next: UInt8? { byte(at: 1) }

    func byte(at distance: Int) -> UInt8? {
      position + distance < bytes.endIndex ? bytes[position + distance] : nil
    }

    func isDigit(at distance: Int) -> Bool { byte(at: distance)?.isASCIIDigit ?? false }

    var startsNumber: Bool {
      isDigit(at: 0) || (current == UInt8(ascii: ".") && isDigit(at: 1))
    }

    mutating func number() throws(Problem) -> (value: Rational, length: Int) {
      if hasRadixPrefix { throw .radixPrefix }
      let whole = current == UInt8(ascii: ".") ? [] : try digits()
      if whole.count > 1, whole.first == 0 { throw .leadingZero }
      if whole.count == 4, isDateRest { throw .date }
      var fraction: [UInt8] = []
      if current == UInt8(ascii: ".") {
        position += 1
        if isDigit(at: 0) { fraction = try digits() }
      }
      let exponent = try self.exponent()
      if current == UInt8(ascii: ":") && isDigit(at: 1) { throw .sexagesimal }
      let value = try Self.value(digits: whole + fraction, exponent: exponent - fraction.count)
      return (value, position - bytes.startIndex)
    }

    /// `0x1F`, `0o17`, `0b101`; but `0B` is zero billions.
    private var hasRadixPrefix: Bool {
      guard current == UInt8(ascii: "0"), let next, let digit = byte(at: 2) else { return false }
      switch next | 0x20 {
      case UInt8(ascii: "x"): return digit.isASCIIDigit || digit.isASCIILetter
      case UInt8(ascii: "o"), UInt8(ascii: "b"): return digit.isASCIIDigit
      default: return false
      }
    }

    /// Whether a year is followed by a month and a day: `-11-23`.
    private var isDateRest: Bool {
      byte(at: 0) == UInt8(ascii: "-") && isDigit(at: 1) && isDigit(at: 2)
        && byte(at: 3) == UInt8(ascii: "-") && isDigit(at: 4) && isDigit(at: 5)
    }

    private mutating func digits() throws(Problem) -> [UInt8] {
      var found: [UInt8] = []
      while let byte = current {
        if byte.isASCIIDigit {
          found.append(byte - UInt8(ascii: "0"))
        } else if byte == UInt8(ascii: "_") {
          guard !found.isEmpty, isDigit(at: 1) else { throw .misplacedUnderscore }
        } else {
          break
        }
        position += 1
      }
      return found
    }

    /// An `e` that no digits follow belongs to a unit word (`5 epochs` written as `5epochs`).
    private mutating func exponent() throws(Problem) -> Int {
      guard let byte = current, byte | 0x20 == UInt8(ascii: "e") else { return 0 }
      let isNegative = next == UInt8(ascii: "-")
      let distance = isNegative || next == UInt8(ascii: "+") ? 2 : 1
      guard isDigit(at: distance) else { return 0 }
      position += distance
      var exponent = 0
      for digit in try digits() { exponent = min(exponent * 10 + Int(digit), 100_000) }
      return isNegative ? -exponent : exponent
    }

    private static func value(digits: [UInt8], exponent: Int) throws(Problem) -> Rational {
      let significant = digits.drop { $0 == 0 }
      guard !significant.isEmpty else { return Rational(0) }
      if significant.count + exponent > exponentLimit { throw .tooLarge }
      if significant.count + exponent < -exponentLimit { throw .tooSmall }
      var value = BigInteger(0)
      for digit in significant { value = value * BigInteger(10) + BigInteger(Int64(digit)) }
      let exact =
        exponent >= 0
        ? Rational(value * .powerOfTen(exponent), over: BigInteger(1))
        : Rational(value, over: .powerOfTen(-exponent))
      let rounded = exact.double
      if !rounded.isFinite { throw .tooLarge }
      if rounded == 0 { throw .tooSmall }
      return exact
    }
  }
}

extension UInt8 {
  /// Whether the byte is one of `0` to `9`.
  var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Whether the byte is one of `a` to `z` or `A` to `Z`.
  var isASCIILetter: Bool {
    self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")
  }
}
