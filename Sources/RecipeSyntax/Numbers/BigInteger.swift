// SPDX-License-Identifier: Apache-2.0

/// An integer of any size: a sign and a magnitude in base 2^32, least significant digit first.
///
/// It exists for `Rational`: decimals such as `0.97` raised to the 187th power must stay exact until they
/// are rounded once. The magnitude has no leading zero digits, and zero is never negative, so that
/// structural equality is numeric equality. Multiplication and division are the schoolbook methods
/// (Knuth, The Art of Computer Programming, volume 2, 4.3.1): operands here have tens of digits.
package struct BigInteger: Hashable, Sendable {
  var digits: [UInt32]
  package var isNegative: Bool

  init(digits: [UInt32], isNegative: Bool) {
    var trimmed = digits
    while trimmed.last == 0 { trimmed.removeLast() }
    self.digits = trimmed
    self.isNegative = isNegative && !trimmed.isEmpty
  }

  /// Creates the integer equal to a machine integer.
  package init(_ value: Int64) {
    let magnitude = value.magnitude
    self.init(
      digits: [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)],
      isNegative: value < 0
    )
  }

  /// Whether the value is zero.
  package var isZero: Bool { digits.isEmpty }

  /// The number of bits of the magnitude; zero for zero.
  package var bitWidth: Int {
    guard let top = digits.last else { return 0 }
    return digits.count * 32 - top.leadingZeroBitCount
  }

  /// The value as a machine integer, or nil when it does not fit.
  package var int64: Int64? {
    guard bitWidth <= 64 else { return nil }
    var magnitude: UInt64 = 0
    for digit in digits.reversed() { magnitude = magnitude << 32 | UInt64(digit) }
    if isNegative {
      return magnitude <= UInt64(Int64.max) + 1 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil
    }
    return Int64(exactly: magnitude)
  }

  /// Ten to a non-negative power.
  package static func powerOfTen(_ exponent: Int) -> BigInteger {
    BigInteger(10).power(exponent)
  }

  /// The value raised to a non-negative power, by repeated squaring.
  package func power(_ exponent: Int) -> BigInteger {
    var result = BigInteger(1)
    var base = self
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 { result = result * base }
      remaining >>= 1
      if remaining > 0 { base = base * base }
    }
    return result
  }
}

// MARK: - Arithmetic

extension BigInteger {
  /// The value with the opposite sign.
  package static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(digits: value.digits, isNegative: !value.isNegative)
  }

  /// The exact sum.
  package static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(digits: sum(left.digits, right.digits), isNegative: left.isNegative)
    }
    if isMagnitudeLess(left.digits, right.digits) {
      let digits = difference(right.digits, left.digits)
      return BigInteger(digits: digits, isNegative: right.isNegative)
    }
    return BigInteger(digits: difference(left.digits, right.digits), isNegative: left.isNegative)
  }

  /// The exact difference.
  package static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  /// The exact product.
  package static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    guard !left.isZero, !right.isZero else { return BigInteger(0) }
    var digits = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (i, a) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.digits.enumerated() {
        let term = UInt64(a) * UInt64(b) + UInt64(digits[i + j]) + carry
        digits[i + j] = UInt32(truncatingIfNeeded: term)
        carry = term >> 32
      }
      digits[i + right.digits.count] = UInt32(truncatingIfNeeded: carry)
    }
    return BigInteger(digits: digits, isNegative: left.isNegative != right.isNegative)
  }

  /// Quotient and remainder of the division that rounds towards zero; the remainder has the dividend's sign.
  ///
  /// - Precondition: `divisor` is not zero.
  package func dividedTowardsZero(
    by divisor: BigInteger
  ) -> (quotient: BigInteger, remainder: BigInteger) {
    precondition(!divisor.isZero, "division by zero is the caller's error to report")
    let (quotient, remainder) = Self.divide(digits, by: divisor.digits)
    return (
      BigInteger(digits: quotient, isNegative: isNegative != divisor.isNegative),
      BigInteger(digits: remainder, isNegative: isNegative)
    )
  }

  /// The magnitude shifted left (multiplied by two to that power).
  package func shiftedLeft(by bits: Int) -> BigInteger {
    let (words, rest) = (bits / 32, bits % 32)
    var shifted = [UInt32](repeating: 0, count: words)
    var carry: UInt32 = 0
    for digit in digits {
      shifted.append(rest == 0 ? digit : digit << UInt32(rest) | carry)
      carry = rest == 0 ? 0 : digit >> UInt32(32 - rest)
    }
    shifted.append(carry)
    return BigInteger(digits: shifted, isNegative: isNegative)
  }

  /// The greatest common divisor of the magnitudes; the other magnitude when one is zero.
  package static func greatestCommonDivisor(_ left: BigInteger, _ right: BigInteger) -> BigInteger {
    if left.digits.count <= 2, right.digits.count <= 2 {
      return greatestCommonDivisor(left.word, right.word)
    }
    var (a, b) = (left.digits, right.digits)
    while !b.isEmpty {
      let remainder = BigInteger(digits: divide(a, by: b).remainder, isNegative: false)
      (a, b) = (b, remainder.digits)
    }
    return BigInteger(digits: a, isNegative: false)
  }

  /// The same in machine words: reducing fractions is most of what exact arithmetic does.
  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> BigInteger {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return BigInteger(
      digits: [UInt32(truncatingIfNeeded: a), UInt32(truncatingIfNeeded: a >> 32)],
      isNegative: false
    )
  }

  /// The magnitude of at most two digits.
  private var word: UInt64 { digits.reversed().reduce(0) { $0 << 32 | UInt64($1) } }
}

extension BigInteger: Comparable {
  /// Whether the left value is the smaller one.
  package static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? isMagnitudeLess(right.digits, left.digits) : isMagnitudeLess(left.digits, right.digits)
  }
}

// MARK: - Magnitudes

extension BigInteger {
  private static func isMagnitudeLess(_ left: [UInt32], _ right: [UInt32]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    for (a, b) in zip(left.reversed(), right.reversed()) where a != b { return a < b }
    return false
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var digits: [UInt32] = []
    var carry: UInt64 = 0
    for i in 0..<max(left.count, right.count) {
      let a = i < left.count ? UInt64(left[i]) : 0
      let b = i < right.count ? UInt64(right[i]) : 0
      digits.append(UInt32(truncatingIfNeeded: a + b + carry))
      carry = (a + b + carry) >> 32
    }
    digits.append(UInt32(truncatingIfNeeded: carry))
    return digits
  }

  /// `left - right`, where `left` is not the smaller one.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var digits = left
    var borrow: Int64 = 0
    for i in left.indices {
      var value = Int64(left[i]) - borrow - (i < right.count ? Int64(right[i]) : 0)
      borrow = value < 0 ? 1 : 0
      if value < 0 { value += 1 << 32 }
      digits[i] = UInt32(truncatingIfNeeded: value)
    }
    return digits
  }

  /// Binary long division is simple but quadratic in bits; Knuth's algorithm D works a digit at a time.
  private static func divide(
    _ dividend: [UInt32],
    by divisor: [UInt32]
  ) -> (quotient: [UInt32], remainder: [UInt32]) {
    if isMagnitudeLess(dividend, divisor) { return ([], dividend) }
    guard divisor.count > 1, let top = divisor.last else {
      return divide(dividend, byDigit: divisor[0])
    }
    let shift = top.leadingZeroBitCount
    let v = BigInteger(digits: divisor, isNegative: false).shiftedLeft(by: shift).digits
    var u = BigInteger(digits: dividend, isNegative: false).shiftedLeft(by: shift).digits
    while u.count <= dividend.count { u.append(0) }
    let n = v.count
    var quotient = [UInt32](repeating: 0, count: u.count - n)
    for j in stride(from: u.count - n - 1, through: 0, by: -1) {
      let numerator = UInt64(u[j + n]) << 32 | UInt64(u[j + n - 1])
      var estimate = numerator / UInt64(v[n - 1])
      var rest = numerator % UInt64(v[n - 1])
      while estimate > UInt64(UInt32.max)
        || (rest <= UInt64(UInt32.max)
          && estimate * UInt64(v[n - 2]) > (rest << 32 | UInt64(u[j + n - 2])))
      {
        estimate -= 1
        rest += UInt64(v[n - 1])
        if rest > UInt64(UInt32.max) { break }
      }
      if subtract(v, times: estimate, from: &u, at: j) {
        estimate -= 1
        addBack(v, to: &u, at: j)
      }
      quotient[j] = UInt32(truncatingIfNeeded: estimate)
    }
    return (quotient, shiftRight(Array(u.prefix(n)), by: shift))
  }

  private static func divide(
    _ dividend: [UInt32],
    byDigit divisor: UInt32
  ) -> (quotient: [UInt32], remainder: [UInt32]) {
    var quotient = dividend
    var rest: UInt64 = 0
    for i in dividend.indices.reversed() {
      let value = rest << 32 | UInt64(dividend[i])
      quotient[i] = UInt32(truncatingIfNeeded: value / UInt64(divisor))
      rest = value % UInt64(divisor)
    }
    return (quotient, rest == 0 ? [] : [UInt32(truncatingIfNeeded: rest)])
  }

  /// Subtracts a multiple of `v` from `u` at digit `j`; true when it went below zero.
  private static func subtract(
    _ v: [UInt32],
    times factor: UInt64,
    from u: inout [UInt32],
    at j: Int
  ) -> Bool {
    var borrow: Int64 = 0
    var carry: UInt64 = 0
    for i in v.indices {
      let product = factor * UInt64(v[i]) + carry
      carry = product >> 32
      let value = Int64(u[i + j]) - borrow - Int64(product & 0xFFFF_FFFF)
      u[i + j] = UInt32(truncatingIfNeeded: value)
      borrow = value < 0 ? 1 : 0
    }
    let value = Int64(u[j + v.count]) - borrow - Int64(carry)
    u[j + v.count] = UInt32(truncatingIfNeeded: value)
    return value < 0
  }

  private static func addBack(_ v: [UInt32], to u: inout [UInt32], at j: Int) {
    var carry: UInt64 = 0
    for i in v.indices {
      let value = UInt64(u[i + j]) + UInt64(v[i]) + carry
      u[i + j] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
    }
    u[j + v.count] = u[j + v.count] &+ UInt32(truncatingIfNeeded: carry)
  }

  private static func shiftRight(_ digits: [UInt32], by bits: Int) -> [UInt32] {
    guard bits > 0 else { return digits }
    var shifted = digits
    for i in digits.indices {
      let above = i + 1 < digits.count ? digits[i + 1] << UInt32(32 - bits) : 0
      shifted[i] = digits[i] >> UInt32(bits) | above
    }
    return shifted
  }
}
