// SPDX-License-Identifier: Apache-2.0

#if canImport(CRecipeKernels) && arch(x86_64)
internal import CRecipeKernels
#endif

/// The hash function SHA-256 of FIPS 180-4.
enum SHA256 {
  /// Digests bytes; any number of them below 2^61.
  ///
  /// - Parameters:
  ///   - message: The bytes.
  ///   - inSwift: Whether to do without the processor's own instructions; the digest is the same.
  /// - Returns: The digest.
  static func digest(of message: ArraySlice<UInt8>, inSwift: Bool = false) -> Digest {
    var state: State = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    let whole = message.count / 64 * 64
    compress(message.span.extracting(first: whole), &state, inSwift)
    // The tail: a single 1 bit, zeros, and the length in bits as the last eight bytes of a block.
    var tail = Array(message.dropFirst(whole))
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(message.count) * 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    compress(tail.span, &state, inSwift)
    return Digest(
      words: [UInt64](count: 4) { UInt64(state[2 * $0]) << 32 | UInt64(state[2 * $0 + 1]) }
    )
  }

  /// The words a to h.
  private typealias State = InlineArray<8, UInt32>

  /// Works blocks of 64 bytes into the state.
  private static func compress(_ blocks: Span<UInt8>, _ state: inout State, _ inSwift: Bool) {
    #if canImport(CRecipeKernels) && arch(x86_64)
    if !inSwift, recipec_processor() & UInt32(recipec_has_sha) != 0 {
      var words = state.mutableSpan
      return unsafe words.withUnsafeMutableBufferPointer { words in
        unsafe constants.span.withUnsafeBufferPointer { constants in
          unsafe blocks.withUnsafeBufferPointer { bytes in
            unsafe recipec_sha256(
              words.baseAddress,
              constants.baseAddress,
              bytes.baseAddress,
              bytes.count / 64
            )
          }
        }
      }
    }
    #endif
    for offset in stride(from: 0, to: blocks.count, by: 64) {
      compress(blocks.extracting(offset..<offset + 64), &state)
    }
  }

  /// Works one block of 64 bytes into the state.
  private static func compress(_ block: Span<UInt8>, _ state: inout State) {
    var w = InlineArray<16, UInt32> { index in
      let word = unsafe block.bytes.unsafeLoadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
      return UInt32(bigEndian: word)
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for round in 0..<64 {
      if round >= 16 {
        // Word t of the schedule replaces word t − 16, the last one that needs it.
        let (x, y) = (w[(round + 1) & 15], w[(round + 14) & 15])
        let s0 = rotate(x, 7) ^ rotate(x, 18) ^ x >> 3
        let s1 = rotate(y, 17) ^ rotate(y, 19) ^ y >> 10
        w[round & 15] = w[round & 15] &+ s0 &+ w[(round + 9) & 15] &+ s1
      }
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = (e & f) ^ (~e & g)
      let t1 = h &+ s1 &+ choice &+ constants[round] &+ w[round & 15]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ t1)
      (d, c, b, a) = (c, b, a, t1 &+ s0 &+ majority)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() {
      state[index] = state[index] &+ word
    }
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
    0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
    0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
    0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
    0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
