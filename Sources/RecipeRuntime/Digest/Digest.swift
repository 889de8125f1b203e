// SPDX-License-Identifier: Apache-2.0

/// A SHA-256 digest: 32 bytes that name what was digested.
///
/// It protects against damage and mix-ups, not against a forger, who can digest as well as anybody.
public struct Digest: Hashable, Sendable {
  /// The first eight bytes, most significant first.
  @usableFromInline let word0: UInt64
  /// The second eight bytes, most significant first.
  let word1: UInt64
  /// The third eight bytes, most significant first.
  let word2: UInt64
  /// The last eight bytes, most significant first.
  let word3: UInt64

  /// Makes a digest of its bytes, 32 of them; otherwise `nil`.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.init(bytes: bytes, at: 0)
  }

  /// Makes a digest of the 32 bytes from `offset` on; the caller has checked that they exist.
  init(bytes: [UInt8], at offset: Int) {
    let reader = ByteReader(bytes: bytes)
    self.init(words: [UInt64](count: 4) { reader.u64(offset + 8 * $0).byteSwapped })
  }

  /// Digests bytes with SHA-256.
  public init(of bytes: [UInt8]) {
    self = SHA256.digest(of: bytes[...])
  }

  /// Digests a part of bytes with SHA-256.
  init(of bytes: ArraySlice<UInt8>) {
    self = SHA256.digest(of: bytes)
  }

  /// Makes a digest of its four words, most significant byte first.
  init(words: [UInt64]) {
    word0 = words[0]
    word1 = words[1]
    word2 = words[2]
    word3 = words[3]
  }

  /// The 32 bytes, in the order in which they are written.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for word in [word0, word1, word2, word3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return bytes
  }

  /// The 64 lower-case hexadecimal digits as UTF-8.
  public var hexUTF8: [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in bytes {
      for nibble in [byte >> 4, byte & 15] {
        digits.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      }
    }
    return digits
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { String(decoding: hexUTF8, as: UTF8.self) }
}

extension Digest: CustomStringConvertible {
  /// The 64 lower-case hexadecimal digits.
  public var description: String { hex }
}
