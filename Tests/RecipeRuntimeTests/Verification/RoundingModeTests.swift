// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
import Glibc
import RecipeRuntime
import Testing

@Suite struct RoundingModeTests {
  @Test(arguments: [FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO] as [Int32])
  func `no table is built while the processor does not round to nearest`(mode: Int32) throws {
    let sample = SampleTable()
    fesetround(mode)
    let result = Result { () throws(TableError) in try sample.build() }
    fesetround(FE_TONEAREST)
    #expect(throws: TableError.table(.rounding)) { try result.get() }
    _ = try sample.build()
  }
}
#endif
