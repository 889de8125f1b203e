// SPDX-License-Identifier: Apache-2.0

@testable import RecipeRuntime

/// A table file that a test changes and whose checksums it then makes right again.
///
/// The offsets are written down from the description of the format, not taken from the code.
struct FileSurgery {
  var bytes: [UInt8]

  /// Starts from the file of the sample table.
  init() throws(TableError) {
    bytes = try SampleTable().build().encoded()
  }

  /// Writes a little-endian number at an offset.
  mutating func set<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
    for index in 0..<Value.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }

  /// Writes the bits of a number at an offset.
  mutating func set(_ value: Double, at offset: Int) {
    set(value.bitPattern, at: offset)
  }

  /// Makes the digest of the core and the two checksums match the bytes.
  mutating func repair() {
    let annex = Int(clamping: ByteReader(bytes: bytes).u64(48))
    if annex <= bytes.count, annex >= 256 {
      bytes.replaceSubrange(160..<192, with: Digest(of: Array(bytes[256..<annex])).bytes)
      set(CRC32C.checksum(of: bytes[annex...]), at: 224)
    }
    repairHeader()
  }

  /// Makes the header's checksum match the header.
  mutating func repairHeader() {
    set(CRC32C.checksum(of: bytes[..<252]), at: 252)
  }

  /// The error with which the file is refused, or `nil` where it is taken.
  func refusal(limits: TableLimits = .default) -> TableError? {
    do {
      _ = try ScheduleTable(decoding: bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }

  // The sample's sections: core preamble 256, tracks 304 (4 · 48), regions 496 (7 · 80), starts 1056
  // (10 · 8), bodies 1136 (10 · 80), machines 1936 (5 · 88), levels 2376 (5 · 8), facts 2416 (2 · 16),
  // text 2448, then the annex.

  static func track(_ index: Int) -> Int { 304 + 48 * index }
  static func region(_ index: Int) -> Int { 496 + 80 * index }
  static func start(_ index: Int) -> Int { 1056 + 8 * index }
  static func body(_ index: Int) -> Int { 1136 + 80 * index }
  static func machine(_ index: Int) -> Int { 1936 + 88 * index }
  static func level(_ index: Int) -> Int { 2376 + 8 * index }
  static func fact(_ index: Int) -> Int { 2416 + 16 * index }
  static let coreText = 2448
  /// The names: steps, lr, lr, head, momentum, sgd, wd, val_loss, val_acc, val_loss, decay, loss,
  /// run.batch, 256 samples, vars.größe.
  static let coreTextLength = 5 + 2 + 2 + 4 + 8 + 3 + 2 + 8 + 7 + 8 + 5 + 4 + 9 + 11 + 12
  static let annex = 2448 + 96
  static func phase(_ index: Int) -> Int { annex + 16 + 48 * index }
  static let piecePhases = annex + 16 + 144
  static let annexText = piecePhases + 40
  static let recipe = annexText + 16
}
