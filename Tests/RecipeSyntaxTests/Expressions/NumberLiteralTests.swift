// SPDX-License-Identifier: Apache-2.0

import RecipeSyntax
import Testing

@Suite struct NumberLiteralTests {
  private func scan(_ text: String) throws(NumberLiteral.Problem) -> (Rational, Int)? {
    try NumberLiteral.scan(Array(text.utf8)[...]).map { ($0.value, $0.length) }
  }

  @Test func `a decimal rounds to the double that Python reads`() throws {
    let rows = try ReferenceTable("decimals").rows
    #expect(rows.count > 2000)
    for row in rows {
      let (value, length) = try #require(try scan(row[0]))
      #expect(length == row[0].utf8.count, "\(row[0])")
      #expect(value.double.bitPattern == UInt64(row[1], radix: 16), "\(row[0])")
    }
  }

  @Test(arguments: [
    ("1e-3", "0.001"), ("1E-3", "0.001"), ("1e3", "1000"), ("1e+3", "1000"), (".5", "0.5"),
    ("1.", "1"), ("1.e2", "100"), ("1_000", "1000"), ("1_0.2_5e1_0", "102500000000"), ("0", "0"),
    ("0.10", "0.1"), ("0e999", "0"),
  ])
  func `a number is exact`(text: String, expected: String) throws {
    let (value, length) = try #require(try scan(text))
    #expect(length == text.utf8.count)
    #expect(value == Rational(decimal: expected))
  }

  @Test(arguments: [
    ("017", NumberLiteral.Problem.leadingZero), ("08", .leadingZero), ("00.5", .leadingZero),
    ("0_1", .leadingZero), ("0o17", .radixPrefix), ("0x1F", .radixPrefix), ("0xff", .radixPrefix),
    ("0b101", .radixPrefix), ("1:30", .sexagesimal), ("190:20:30", .sexagesimal),
    ("2026-11-23", .date), ("1__0", .misplacedUnderscore), ("1_", .misplacedUnderscore),
    ("1_.5", .misplacedUnderscore), ("1e400", .tooLarge), ("1.8e308", .tooLarge),
    ("1e99999999999999999999", .tooLarge), ("1e-400", .tooSmall), ("2e-324", .tooSmall),
    ("1e-99999999999999999999", .tooSmall),
  ])
  func `what other readers take for another number is refused`(
    text: String,
    problem: NumberLiteral.Problem
  ) {
    #expect(throws: problem) { try scan(text) }
  }

  @Test(arguments: ["", "-1", "+1", "e3", "inf", ".inf", ".", "._1", "K", "１", "−1"])
  func `what does not start like a number is none`(text: String) throws {
    #expect(try scan(text) == nil)
  }

  @Test(arguments: [
    ("5 epochs", 1), ("5epochs", 1), ("5ep", 1), ("2e", 1), ("10k", 2), ("90%", 2), ("0.5M", 3),
    ("0B", 1), ("1e5e5", 3), ("1.5.2", 3), ("2-1", 1), ("2026-11", 4), ("12: 3", 2),
  ])
  func `a number ends where it can go on no longer`(text: String, length: Int) throws {
    #expect(try scan(text)?.1 == length)
  }
}
