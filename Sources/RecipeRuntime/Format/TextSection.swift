// SPDX-License-Identifier: Apache-2.0

/// Collects texts one after the other.
struct TextSectionWriter {
  /// The texts so far.
  private(set) var bytes: [UInt8] = []

  /// Appends a text and returns its place: the offset in the low and the length in the high half.
  ///
  /// Written as one little-endian number the place is the offset followed by the length.
  mutating func append(_ text: UTF8Text) -> UInt64 {
    let offset = UInt32(truncatingIfNeeded: bytes.count)
    bytes += text.utf8
    return UInt64(UInt32(truncatingIfNeeded: text.utf8.count)) << 32 | UInt64(offset)
  }
}

/// Takes texts from a section one after the other.
///
/// A text must lie where the one before it ends. That makes the section canonical: the same names
/// have the same bytes, and no byte can hide between them.
struct TextSectionReader {
  /// The file.
  let reader: ByteReader
  /// The section.
  let section: TableSection
  /// The offset of the section in the file.
  let base: Int
  /// The bytes of the section.
  let count: Int
  /// The bytes taken so far.
  private var taken = 0

  /// Starts at the beginning of a section.
  init(_ reader: ByteReader, _ section: TableSection, in layout: TableLayout) {
    self.reader = reader
    self.section = section
    base = layout.offset(of: section)
    count = layout.count(of: section)
  }

  /// Takes the text whose place is recorded at an offset of the file.
  mutating func text(
    placedAt offset: Int,
    for owner: TextOwner
  ) throws(TableError) -> UTF8Text {
    let (place, length) = (reader.u32(offset), reader.u32(offset + 4))
    guard Int64(place) == Int64(taken), Int64(length) <= Int64(count - taken) else {
      throw .file(
        .textPlace(owner, expectedOffset: taken, foundOffset: place, foundLength: length)
      )
    }
    let start = base + taken
    taken += Int(length)
    return UTF8Text(utf8: Array(reader.bytes[start..<base + taken]))
  }

  /// Checks that every byte has been taken.
  func finish() throws(TableError) {
    if taken != count { throw .file(.unusedText(section, bytes: count - taken)) }
  }
}
