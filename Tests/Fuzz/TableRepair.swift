// SPDX-License-Identifier: Apache-2.0

@testable import RecipeRuntime

/// Makes bytes into a file whose lengths, places, digests and checksums are right.
///
/// So the rules behind them are reached. Without it no mutation gets past the first checksum.
struct TableRepair {
  var bytes: [UInt8]
  /// The most bytes that the file may have.
  let limit: Int

  /// Repairs what the counts in the header imply; bytes that are too few or too many come or go at the end.
  mutating func repair() {
    while bytes.count < TableFormat.headerLength { bytes.append(0) }
    bytes.replaceSubrange(0..<8, with: TableFormat.magic)
    set(UInt32(1), 8)
    set(UInt32(0), 12)
    set(UInt32(256), 24)
    set(UInt32(1), 28)
    let reader = ByteReader(bytes: bytes)
    var counts = TableSection.allCases.map { reader.u32(64 + 8 * $0.rawValue) }
    counts[TableSection.bodies.rawValue] = counts[TableSection.starts.rawValue]
    let layout = TableLayout(counts: counts)
    guard layout.fileLength <= Int64(limit) else { return repairDigests() }
    let length = Int(layout.fileLength)
    bytes = Array(bytes.prefix(length)) + [UInt8](repeating: 0, count: max(0, length - bytes.count))
    set(UInt64(length), 16)
    set(UInt64(256), 32)
    set(UInt64(layout.coreLength), 40)
    set(UInt64(layout.annexOffset), 48)
    set(UInt64(layout.annexLength), 56)
    for (index, count) in counts.enumerated() {
      set(count, 64 + 8 * index)
      set(UInt32(truncatingIfNeeded: layout.offsets[index]), 68 + 8 * index)
    }
    for offset in 228..<252 { bytes[offset] = 0 }
    repairPreambles(layout)
    repairTexts(layout)
    for section in TableSection.allCases {
      for offset in layout.padding(after: section) { bytes[offset] = 0 }
    }
    repairDigests()
  }

  /// Makes the digest of the core and the two checksums right.
  mutating func repairDigests() {
    let annex = Int(clamping: ByteReader(bytes: bytes).u64(48))
    if annex >= 256, annex <= bytes.count {
      bytes.replaceSubrange(160..<192, with: Digest(of: bytes[256..<annex]).bytes)
      set(CRC32C.checksum(of: bytes[annex...]), 224)
    }
    set(CRC32C.checksum(of: bytes[..<252]), 252)
  }

  private mutating func repairPreambles(_ layout: TableLayout) {
    let core = TableFormat.headerLength
    let annex = Int(layout.annexOffset)
    let fields: [(Int, TableSection)] = [
      (core + 4, .tracks), (core + 16, .regions), (core + 20, .starts), (core + 24, .machines),
      (core + 28, .facts), (core + 40, .coreText), (core + 44, .levels), (annex, .phases),
      (annex + 4, .piecePhases), (annex + 8, .annexText), (annex + 12, .recipe),
    ]
    set(UInt32(1), core)
    for (offset, section) in fields { set(layout.counts[section.rawValue], offset) }
  }

  /// Puts the names one after the other, the last one as long as the section needs.
  private mutating func repairTexts(_ layout: TableLayout) {
    var core = [TableFormat.headerLength + 32]
    let places: [(TableSection, [Int])] = [
      (.tracks, [0, 8, 16]), (.machines, [0]), (.facts, [0, 8]),
    ]
    for (section, offsets) in places {
      for index in 0..<layout.count(of: section) {
        let record = layout.offset(of: section) + section.recordSize * index
        core += offsets.map { record + $0 }
      }
    }
    let phases = (0..<layout.count(of: .phases)).map { layout.offset(of: .phases) + 48 * $0 + 8 }
    chain(core, layout.count(of: .coreText))
    chain(phases, layout.count(of: .annexText))
  }

  private mutating func chain(_ places: [Int], _ count: Int) {
    var taken = 0
    for (index, place) in places.enumerated() {
      let wanted = Int(ByteReader(bytes: bytes).u32(place + 4))
      let length = index + 1 == places.count ? count - taken : min(wanted, count - taken)
      set(UInt32(taken), place)
      set(UInt32(length), place + 4)
      taken += length
    }
  }

  private mutating func set<Value: FixedWidthInteger>(_ value: Value, _ offset: Int) {
    for index in 0..<Value.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }
}

/// The same for a checkpoint.
struct StateRepair {
  var bytes: [UInt8]
  /// The most bytes that the checkpoint may have.
  let limit: Int

  /// Repairs the record, and the table behind it where that is wanted.
  mutating func repair(includingTable: Bool) {
    guard let start = tableOffset() else { return }
    var table = TableRepair(bytes: Array(bytes[start...]), limit: limit - start)
    if includingTable { table.repair() }
    var record = Array(bytes[..<start])
    set(&record, UInt32(truncatingIfNeeded: start), 16)
    record.replaceSubrange(0..<8, with: StateFormat.magic)
    set(&record, UInt32(1), 8)
    record[12] |= 1
    if table.bytes.count >= 192 { record.replaceSubrange(24..<56, with: table.bytes[160..<192]) }
    set(&record, CRC32C.checksum(of: record[..<(start - 4)]), start - 4)
    bytes = record + table.bytes
  }

  /// Where the table's magic stands behind a record.
  private func tableOffset() -> Int? {
    let magic = TableFormat.magic
    return stride(from: 120, to: max(120, bytes.count - 256), by: 8).first { offset in
      Array(bytes[offset..<offset + 8]) == magic
    }
  }

  private func set<Value: FixedWidthInteger>(_ bytes: inout [UInt8], _ value: Value, _ offset: Int)
  {
    for index in 0..<Value.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }
}
