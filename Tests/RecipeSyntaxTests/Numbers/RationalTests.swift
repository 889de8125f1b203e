// SPDX-License-Identifier: Apache-2.0

import RecipeSyntax
import SeededRandom
import Testing

@Suite struct RationalTests {
  private func rational(_ numerator: String, _ denominator: String) throws -> Rational {
    Rational(try BigIntegerTests.integer(numerator), over: try BigIntegerTests.integer(denominator))
  }

  @Test func `a fraction rounds to the double that Python's division gives`() throws {
    let rows = try ReferenceTable("fractions").rows
    #expect(rows.count > 500)
    for row in rows {
      let value = try rational(row[0], row[1])
      if row[2] == "over" {
        #expect(value.double.isInfinite && (value.double < 0) == value.isNegative, "\(row)")
      } else {
        let expected = Double(bitPattern: try #require(UInt64(row[2], radix: 16)))
        // Zero has no sign here.
        #expect(value.double == expected, "\(row)")
      }
    }
  }

  @Test func `an unreduced fraction rounds alike`() throws {
    for row in try ReferenceTable("fractions").rows.suffix(60) where row[2] != "over" {
      let value = try rational(row[0], row[1])
      let factor = BigInteger(3).power(40)
      let double = Rational.nearestDouble(
        to: value.numerator * factor,
        over: value.denominator * factor
      )
      #expect(double == value.double)
    }
  }

  @Test func `rounding to whole numbers agrees with Python's fractions`() throws {
    for row in try ReferenceTable("roundings").rows {
      let value = try rational(row[0], row[1])
      #expect(value.floor.description == row[2], "\(row)")
      #expect(value.ceiling.description == row[3], "\(row)")
      #expect(value.nearest.description == row[4], "\(row)")
    }
  }

  @Test func `every double is the fraction that rounds to it`() throws {
    var source = SeededGenerator(seed: 11)
    var values: [Double] = [
      .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
    ]
    values += [0.1, -0.1, 1, 3, 0x1p-1074 * 5]
    while values.count < 150 {
      let value = Double(bitPattern: source.next())
      if value.isFinite { values.append(value) }
    }
    for value in values { #expect(Rational(exactly: value)?.double == value, "\(value)") }
    #expect(Rational(exactly: 0.1) != Rational(decimal: "0.1"))
    #expect(Rational(exactly: .nan) == nil && Rational(exactly: -.infinity) == nil)
  }

  @Test func `sums, products and quotients obey the laws of fractions`() {
    var source = SeededGenerator(seed: 12)
    func random() -> Rational {
      Rational(
        BigInteger(Int64.random(in: -1000...1000, using: &source)),
        over: BigInteger(Int64.random(in: 1...1000, using: &source))
      )
    }
    for _ in 0..<120 {
      let (a, b, c) = (random(), random(), random())
      #expect((a + b) * c == a * c + b * c)
      #expect(a - b + b == a)
      if !c.isZero { #expect(a / c * c == a) }
      #expect((a < b) == (b - a > Rational(0)))
      #expect(a.denominator > BigInteger(0))
    }
  }

  @Test func `the text is exact and reads back`() throws {
    let texts = [
      "0", "450450", "-3", "0.1", "1e-05", "1/3", "-22/7", "1e+300", "9007199254740993", "0.5",
      "100000000000000000000000001", "1/100000000000000000003",
    ]
    for text in texts {
      let parts = text.split(separator: "/").map(String.init)
      let top = try #require(Rational(decimal: parts[0]))
      let bottom = parts.count == 2 ? try #require(Rational(decimal: parts[1])) : Rational(1)
      #expect((top / bottom).description == text)
    }
    #expect(Rational(decimal: "1,5") == nil && Rational(decimal: "") == nil)
    #expect(Rational(decimal: "--1") == nil && Rational(decimal: "1 ") == nil)
  }
}
