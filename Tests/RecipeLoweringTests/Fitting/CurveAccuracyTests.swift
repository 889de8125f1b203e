// SPDX-License-Identifier: Apache-2.0

import RecipeLowering
import RecipeSemantics
import RecipeTestSupport
import Testing

/// Fitted pieces against mpmath at 80 digits: four kinds of curves, from 3 to 10^12 updates.
struct CurveAccuracyTests {
  @Test func `values are within 6·2^-53 and 3 ulp of mpmath at every referenced update`() throws {
    let rows = try ReferenceTable("curves.csv").rows
    try #require(rows.count > 2_300)
    var pieces: [FittedPiece] = []
    var fitted = ArraySlice<Substring>()
    var worst = 0.0
    for row in rows {
      if row[0..<5] != fitted {
        fitted = row[0..<5]
        pieces = try CurveFitter.fit(try curve(row))
      }
      let update = try #require(Int64(String(row[5])))
      let exact = try decimal(row[6])
      let value = pieces.value(at: update)
      let error = (DoubleDouble(value) - exact).high.magnitude
      #expect(error <= 6 * 0x1p-53 * exact.high.magnitude, "\(row)")
      #expect(exact.high == 0 ? value == 0 : error < 3 * exact.high.ulp, "\(row)")
      if exact.high != 0 {
        worst = max(worst, error / exact.high.magnitude)
      }
      let proved = try #require(pieces.piece(at: update)).provedError
      // The decimal itself is read to about 2^-99.
      #expect(error <= (proved * 0x1p-53 + 0x1p-96) * exact.high.magnitude, "\(row)")
    }
    // A comparison that could not tell anything apart would find no error at all.
    #expect(worst > 0x1p-53)
  }

  private func curve(_ row: [Substring]) throws -> Curve {
    let (from, to) = (try double(row[1]), try double(row[2]))
    let length = try #require(Int64(String(row[4])))
    switch row[0] {
    case "linear":
      return CurveSamples.linear(from, to, length)
    case "cosine":
      return CurveSamples.cosine(from, to, length)
    case "exponential":
      return CurveSamples.exponential(from, to, length)
    default:
      return CurveSamples.polynomial(from, to, try double(row[3]), length)
    }
  }

  @Test func `values without any known end are as accurate`() throws {
    // Half an update late: no end falls on an update. The same p falls on updates of a curve twice
    // as long.
    var late = CurveSamples.cosine(0.1, 1e-3, 500)
    late.progress = Progress(zero: -1, span: 1_000, denominator: 2)
    let reference = CurveSampling(CurveSamples.cosine(0.1, 1e-3, 1_000))
    let pieces = try CurveFitter.fit(late)
    for update in 0..<Int64(500) {
      let exact = reference.value(at: 2 * update + 1)
      let value = pieces.value(at: update)
      #expect((DoubleDouble(value) - exact).high.magnitude <= 6 * 0x1p-53 * exact.high)
    }
  }
}
