// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

@Suite struct CRC32CTests {
  /// RFC 3720, appendix B.4, and the check value of the CRC catalogue for the digits 1 to 9.
  @Test(
    arguments: [
      ([UInt8](repeating: 0, count: 32), 0x8a91_36aa),
      ([UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
      ((0..<32).map { UInt8($0) }, 0x46dd_794e),
      ((0..<32).map { UInt8(31 - $0) }, 0x113f_db5c),
      (Array("123456789".utf8), 0xe306_9283),
      ([], 0),
    ] as [([UInt8], UInt32)]
  )
  func `the published examples have their checksums`(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(of: bytes[...]) == checksum)
  }

  @Test func `a slice is summed from its own start`() {
    let bytes = Array("..123456789..".utf8)
    #expect(CRC32C.checksum(of: bytes[2..<11]) == 0xe306_9283)
  }
}
