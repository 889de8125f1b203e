// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

/// The digests by the processor's own instructions, where it has them, against those without.
@Suite struct ProcessorDigestTests {
  @Test func `both ways to a digest agree at every length and place`() {
    var generator = SeededGenerator(seed: 3)
    let bytes = (0..<1100).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for length in Array(0..<260) + [511, 512, 513, 1000, 1024] {
      for start in [0, 1, 7, 64] {
        let slice = bytes[start..<start + length]
        #expect(SHA256.digest(of: slice) == SHA256.digest(of: slice, inSwift: true))
        #expect(CRC32C.checksum(of: slice) == CRC32C.checksum(of: slice, inSwift: true))
      }
    }
  }

  /// The published value of RFC 3720 for 32 zero bytes, and a whole number of words beside it.
  @Test func `the checksum without the processor's instructions is the published one`() {
    let zeros = [UInt8](repeating: 0, count: 32)
    #expect(CRC32C.checksum(of: zeros[...], inSwift: true) == 0x8a91_36aa)
    #expect(CRC32C.checksum(of: Array("123456789".utf8)[...], inSwift: true) == 0xe306_9283)
  }

  @Test func `the digest without the processor's instructions is the published one`() {
    let digest = SHA256.digest(of: Array("abc".utf8)[...], inSwift: true)
    #expect(digest.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
