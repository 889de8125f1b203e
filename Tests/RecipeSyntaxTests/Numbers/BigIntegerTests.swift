// SPDX-License-Identifier: Apache-2.0

import RecipeSyntax
import Testing

@Suite struct BigIntegerTests {
  /// Reads a decimal integer nine digits at a time.
  static func integer(_ text: String) throws -> BigInteger {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    var value = BigInteger(0)
    for digit in digits {
      value = value * BigInteger(10) + BigInteger(Int64(try #require(digit.wholeNumberValue)))
    }
    return text.hasPrefix("-") ? -value : value
  }

  @Test func `arithmetic agrees with Python's integers`() throws {
    let rows = try ReferenceTable("integers").rows
    #expect(rows.count > 200)
    for row in rows {
      let numbers = try row.map(Self.integer)
      let (a, b) = (numbers[0], numbers[1])
      #expect(a + b == numbers[2], "\(row[0]) + \(row[1])")
      #expect(a - b == numbers[3], "\(row[0]) - \(row[1])")
      #expect(a * b == numbers[4], "\(row[0]) * \(row[1])")
      let (quotient, remainder) = a.dividedTowardsZero(by: b)
      #expect(quotient == numbers[5] && remainder == numbers[6], "\(row[0]) / \(row[1])")
      #expect(BigInteger.greatestCommonDivisor(a, b) == numbers[7], "gcd \(row[0]), \(row[1])")
      #expect((a < b) == numbers[3].isNegative)
    }
  }

  @Test func `the decimal text is the one Python writes`() throws {
    for row in try ReferenceTable("integers").rows {
      for text in row { #expect(try Self.integer(text).description == text) }
    }
  }

  @Test(arguments: [0, 1, -1, 4_294_967_295, 4_294_967_296, .max, .min, .max - 1, .min + 1])
  func `a machine integer comes back`(_ value: Int64) {
    #expect(BigInteger(value).int64 == value)
    #expect(BigInteger(value).description == String(value))
  }

  @Test func `what does not fit into a machine integer gives none`() {
    let one = BigInteger(1)
    #expect((BigInteger(.max) + one).int64 == nil)
    #expect((BigInteger(.min) - one).int64 == nil)
    #expect((BigInteger(.max) + one - one).int64 == .max)
    #expect(one.shiftedLeft(by: 64).int64 == nil)
  }

  @Test func `zero has one form`() {
    let zero = BigInteger(7) - BigInteger(7)
    #expect(zero == BigInteger(0) && zero == -zero && !(-zero).isNegative)
    #expect(zero.bitWidth == 0 && zero.description == "0")
    #expect(zero * BigInteger(-3) == BigInteger(0))
  }

  @Test func `shifting multiplies by powers of two`() {
    var expected = BigInteger(-3)
    for bits in 0...100 {
      #expect(BigInteger(-3).shiftedLeft(by: bits) == expected)
      #expect(expected.bitWidth == bits + 2)
      expected = expected + expected
    }
    #expect(BigInteger(2).power(100) == BigInteger(1).shiftedLeft(by: 100))
    #expect(BigInteger.powerOfTen(20).description == "1" + String(repeating: "0", count: 20))
    #expect(BigInteger(5).power(0) == BigInteger(1))
  }
}
