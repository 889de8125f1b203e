// SPDX-License-Identifier: Apache-2.0

#if canImport(CRecipeKernels) && arch(x86_64)
internal import CRecipeKernels
#endif

/// The Castagnoli CRC with 32 bits (RFC 3720, appendix B.4): it finds damage faster than a digest.
///
/// Every single flipped bit changes it, and so does every burst of errors of up to 32 bits.
enum CRC32C {
  /// The checksum of bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - inSwift: Whether to do without the processor's own instructions; the checksum is the same.
  /// - Returns: The checksum.
  static func checksum(of bytes: ArraySlice<UInt8>, inSwift: Bool = false) -> UInt32 {
    #if canImport(CRecipeKernels) && arch(x86_64)
    if !inSwift, recipec_processor() & UInt32(recipec_has_crc32c) != 0 {
      return unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe ~recipec_crc32c(.max, bytes.baseAddress, bytes.count)
      }
    }
    #endif
    var remainder = UInt32.max
    let tables = tables.span
    let count = bytes.count
    let bytes = bytes.span
    var offset = 0
    while offset + 8 <= count {
      // Eight bytes at once: each has a table of its remainders after the bytes that follow it.
      var next: UInt32 = 0
      for place in 0..<8 {
        let mask = place < 4 ? UInt8(truncatingIfNeeded: remainder &>> UInt32(8 &* place)) : 0
        next ^= tables[256 &* (7 &- place) &+ Int(bytes[offset &+ place] ^ mask)]
      }
      remainder = next
      offset += 8
    }
    while offset < count {
      let byte = UInt8(truncatingIfNeeded: remainder) ^ bytes[offset]
      remainder = remainder >> 8 ^ tables[Int(byte)]
      offset += 1
    }
    return ~remainder
  }

  /// The remainder of every byte with 0 to 7 zero bytes behind it, 256 for each number of zeros, for
  /// the polynomial 0x1EDC6F41 with its bits reversed.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = (0..<256).map { byte in
      var remainder = UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder >> 1 ^ (remainder & 1 == 0 ? 0 : 0x82f6_3b78)
      }
      return remainder
    }
    for index in 256..<2048 {
      let shorter = tables[index - 256]
      tables.append(shorter >> 8 ^ tables[Int(shorter & 0xff)])
    }
    return tables
  }()
}
