// SPDX-License-Identifier: Apache-2.0

/// Appends little-endian numbers to bytes.
struct ByteWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []

  /// Reserves room for so many bytes.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Appends the bytes of an integer, least significant first.
  @inline(__always)
  mutating func append<Value: FixedWidthInteger>(_ value: Value) {
    append(low: Value.bitWidth / 8, of: UInt64(truncatingIfNeeded: value))
  }

  /// Appends the lowest bytes of a number, least significant first: one copy for all widths.
  @inline(never)
  private mutating func append(low count: Int, of value: UInt64) {
    unsafe withUnsafeBytes(of: value.littleEndian) { all in
      unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: all[..<count]))
    }
  }

  /// Appends the bits of a number.
  mutating func append(_ value: Double) {
    append(value.bitPattern)
  }

  /// Appends an index or a count that verification has bounded by 2^31 − 1.
  mutating func append(index: Int) {
    append(UInt32(truncatingIfNeeded: index))
  }

  /// Appends an index, or what stands for none.
  mutating func append(index: Int?) {
    append(index.map { UInt32(truncatingIfNeeded: $0) } ?? TableFormat.none)
  }

  /// Appends bytes as they are.
  mutating func append(_ other: [UInt8]) {
    bytes.append(contentsOf: other)
  }

  /// Appends zero bytes up to a length that is a multiple of 8.
  mutating func pad() {
    while bytes.count % 8 != 0 { bytes.append(0) }
  }
}
