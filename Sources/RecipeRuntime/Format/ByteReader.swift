// SPDX-License-Identifier: Apache-2.0

/// Reads little-endian numbers at offsets that the caller has checked.
///
/// Bounds are checked behind every read, so a mistake in the caller stops the program and never reads
/// foreign memory.
struct ByteReader {
  /// The whole file.
  let bytes: [UInt8]

  // One copy of each: there are some hundred reads.

  /// The unsigned integer of two bytes.
  @inline(never)
  func u16(_ offset: Int) -> UInt16 {
    UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  /// The unsigned integer of four bytes.
  @inline(never)
  func u32(_ offset: Int) -> UInt32 {
    let place = unsafe bytes.span.bytes.extracting(offset..<offset + 4)
    return UInt32(littleEndian: unsafe place.unsafeLoadUnaligned(as: UInt32.self))
  }

  /// The unsigned integer of eight bytes.
  @inline(never)
  func u64(_ offset: Int) -> UInt64 {
    let place = unsafe bytes.span.bytes.extracting(offset..<offset + 8)
    return UInt64(littleEndian: unsafe place.unsafeLoadUnaligned(as: UInt64.self))
  }

  /// The signed integer of eight bytes.
  func i64(_ offset: Int) -> Int64 {
    Int64(bitPattern: u64(offset))
  }

  /// The number of eight bytes.
  func f64(_ offset: Int) -> Double {
    Double(bitPattern: u64(offset))
  }

  /// The index of four bytes; one that does not fit becomes negative, which no rule lets pass.
  func index(_ offset: Int) -> Int {
    Int(truncatingIfNeeded: u32(offset))
  }

  /// The index of four bytes, or `nil` where they stand for none.
  func optionalIndex(_ offset: Int) -> Int? {
    u32(offset) == TableFormat.none ? nil : index(offset)
  }

  /// Refuses bytes that are not 0.
  func requireZero(_ range: Range<Int>) throws(TableError) {
    for offset in range where bytes[offset] != 0 {
      throw .file(.notZero(offset: offset))
    }
  }
}
