// SPDX-License-Identifier: Apache-2.0

/// The first 256 bytes of a file.
struct TableHeader {
  /// Where the sections lie.
  var layout: TableLayout
  /// The SHA-256 of the core.
  var coreDigest: Digest
  /// The SHA-256 of the canonical resolved recipe.
  var recipeDigest: Digest
  /// The CRC-32C of the annex.
  var annexCRC: UInt32

  /// The bytes of the header.
  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.append(TableFormat.magic)
    writer.append(TableFormat.major)
    writer.append(TableFormat.minor)
    writer.append(UInt32(0))
    writer.append(layout.fileLength)
    writer.append(index: TableFormat.headerLength)
    writer.append(TableFormat.numerics)
    writer.append(Int64(TableFormat.headerLength))
    writer.append(layout.coreLength)
    writer.append(layout.annexOffset)
    writer.append(layout.annexLength)
    for (count, offset) in zip(layout.counts, layout.offsets) {
      writer.append(count)
      writer.append(UInt32(truncatingIfNeeded: offset))
    }
    writer.append(coreDigest.bytes)
    writer.append(recipeDigest.bytes)
    writer.append(annexCRC)
    writer.append([UInt8](repeating: 0, count: 24))
    writer.append(CRC32C.checksum(of: writer.bytes[...]))
    return writer.bytes
  }

  /// Reads the header of a whole file and checks everything that can be checked without the blocks.
  init(_ reader: ByteReader, _ limits: TableLimits) throws(TableError) {
    try TableHeader.verifyIdentity(reader, limits)
    let length = reader.u64(16)
    if length != UInt64(reader.bytes.count) {
      throw .file(.wrongLength(declared: length, found: reader.bytes.count))
    }
    let sections = TableSection.allCases
    let counts = try [UInt32](count: sections.count) { (index) throws(TableError) in
      let section = sections[index]
      let count = reader.u32(64 + 8 * section.rawValue)
      if Int64(count) > Int64(section.limit(limits)) {
        throw .file(.tooMany(section, found: count, limit: section.limit(limits)))
      }
      return count
    }
    layout = TableLayout(counts: counts)
    try TableHeader.verifyPlaces(reader, layout)
    try reader.requireZero(228..<TableFormat.headerCRCOffset)
    coreDigest = Digest(bytes: reader.bytes, at: 160)
    recipeDigest = Digest(bytes: reader.bytes, at: 192)
    annexCRC = reader.u32(224)
  }

  /// Makes a header for blocks that are about to be written.
  init(layout: TableLayout, coreDigest: Digest, recipeDigest: Digest, annexCRC: UInt32) {
    self.layout = layout
    self.coreDigest = coreDigest
    self.recipeDigest = recipeDigest
    self.annexCRC = annexCRC
  }

  /// Checks size, magic, checksum and versions, in this order: the first to fail names the cause.
  private static func verifyIdentity(
    _ reader: ByteReader,
    _ limits: TableLimits
  ) throws(TableError) {
    let found = reader.bytes.count
    if found < TableFormat.headerLength {
      throw .file(.tooShort(found: found, needed: TableFormat.headerLength))
    }
    if found > limits.bytes { throw .file(.tooLarge(found: Int64(found), limit: limits.bytes)) }
    for (offset, byte) in TableFormat.magic.enumerated() where reader.bytes[offset] != byte {
      throw .file(.notATable)
    }
    let expected = reader.u32(TableFormat.headerCRCOffset)
    let checksum = CRC32C.checksum(of: reader.bytes[..<TableFormat.headerCRCOffset])
    if checksum != expected { throw .file(.damagedHeader(expected: expected, found: checksum)) }
    let (major, minor) = (reader.u16(8), reader.u16(10))
    if major != TableFormat.major || minor > TableFormat.minor {
      throw .file(.unsupportedFormat(major: major, minor: minor))
    }
    let features = reader.u32(12)
    if features != 0 { throw .file(.unsupportedFeatures(features)) }
    let numerics = reader.u32(28)
    if numerics != TableFormat.numerics { throw .file(.unsupportedNumerics(numerics)) }
  }

  /// Checks that lengths and offsets are those that the counts imply.
  private static func verifyPlaces(
    _ reader: ByteReader,
    _ layout: TableLayout
  ) throws(TableError) {
    func require(_ found: UInt64, at offset: Int, is expected: Int64) throws(TableError) {
      let expected = UInt64(expected)
      if found != expected {
        throw .file(.wrongField(offset: offset, expected: expected, found: found))
      }
    }
    let headerLength = Int64(TableFormat.headerLength)
    try require(reader.u64(16), at: 16, is: layout.fileLength)
    try require(UInt64(reader.u32(24)), at: 24, is: headerLength)
    try require(reader.u64(32), at: 32, is: headerLength)
    try require(reader.u64(40), at: 40, is: layout.coreLength)
    try require(reader.u64(48), at: 48, is: layout.annexOffset)
    try require(reader.u64(56), at: 56, is: layout.annexLength)
    for (section, expected) in layout.offsets.enumerated() {
      let offset = 68 + 8 * section
      try require(UInt64(reader.u32(offset)), at: offset, is: expected)
    }
  }
}
