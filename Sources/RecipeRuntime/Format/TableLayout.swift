// SPDX-License-Identifier: Apache-2.0

/// Where the sections of a file lie: a function of their counts, so a file has no say in it.
///
/// Counts are at most 2^32 − 1 and records at most 88 bytes, so 64 bits cannot overflow.
struct TableLayout: Equatable {
  /// The number of records of every section, in the order of `TableSection`.
  let counts: [UInt32]
  /// The offset of every section from the start of the file.
  let offsets: [Int64]
  /// The bytes of the core.
  let coreLength: Int64
  /// The offset of the annex.
  let annexOffset: Int64
  /// The bytes of the annex.
  let annexLength: Int64

  /// Lays out sections of the given counts.
  init(counts: [UInt32]) {
    var offsets = [Int64](repeating: 0, count: counts.count)
    var end = Int64(TableFormat.headerLength + TableFormat.corePreambleLength)
    var annexOffset = end
    for section in TableSection.allCases {
      if section == .phases {
        annexOffset = end
        end += Int64(TableFormat.annexPreambleLength)
      }
      offsets[section.rawValue] = end
      end += Int64(counts[section.rawValue]) * Int64(section.recordSize)
      // Every section starts on a multiple of 8.
      end = (end + 7) & ~7
    }
    self.counts = counts
    self.offsets = offsets
    self.annexOffset = annexOffset
    coreLength = annexOffset - Int64(TableFormat.headerLength)
    annexLength = end - annexOffset
  }

  /// The bytes of the whole file.
  var fileLength: Int64 { annexOffset + annexLength }

  /// The number of records of a section.
  func count(of section: TableSection) -> Int { Int(counts[section.rawValue]) }

  /// The offset of a section in a file that is known to be in memory.
  func offset(of section: TableSection) -> Int { Int(offsets[section.rawValue]) }

  /// The bytes after a section's records up to the next multiple of 8.
  func padding(after section: TableSection) -> Range<Int> {
    let end = offset(of: section) + count(of: section) * section.recordSize
    return end..<(end + 7) & ~7
  }
}
