// SPDX-License-Identifier: Apache-2.0

/// The Castagnoli CRC with 32 bits (RFC 3720, appendix B.4): it finds damage faster than a digest.
///
/// Every single flipped bit changes it, and so does every burst of errors of up to 32 bits.
enum CRC32C {
  /// The checksum of bytes.
  static func checksum(of bytes: ArraySlice<UInt8>) -> UInt32 {
    let table = self.table
    var remainder = UInt32.max
    for byte in bytes {
      remainder = remainder >> 8 ^ table[Int((remainder ^ UInt32(byte)) & 0xff)]
    }
    return ~remainder
  }

  /// The remainder of every byte, for the polynomial 0x1EDC6F41 with its bits reversed.
  private static let table: [UInt32] = (0..<256).map { byte in
    var remainder = UInt32(byte)
    for _ in 0..<8 {
      remainder = remainder >> 1 ^ (remainder & 1 == 0 ? 0 : 0x82f6_3b78)
    }
    return remainder
  }
}
