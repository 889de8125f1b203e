// SPDX-License-Identifier: Apache-2.0

/// Why bytes are not a table file that this reader takes.
public enum FileFault: Hashable, Sendable {
  /// There are fewer bytes than a header has.
  case tooShort(found: Int, needed: Int)
  /// There are more bytes than the reader's limit.
  case tooLarge(found: Int64, limit: Int)
  /// The first bytes are not those of a table.
  case notATable
  /// The header's CRC differs.
  case damagedHeader(expected: UInt32, found: UInt32)
  /// The format is another one.
  case unsupportedFormat(major: UInt16, minor: UInt16)
  /// The file needs features that the reader does not know.
  case unsupportedFeatures(UInt32)
  /// The rows are meant for another arithmetic.
  case unsupportedNumerics(UInt32)
  /// The file is cut off or has something after its end.
  case wrongLength(declared: UInt64, found: Int)
  /// A field of the header or of a block's head is not what the counts imply.
  case wrongField(offset: Int, expected: UInt64, found: UInt64)
  /// There are more records than the reader's limit.
  case tooMany(TableSection, found: UInt32, limit: Int)
  /// A reserved byte or a byte of padding is not 0.
  case notZero(offset: Int)
  /// The core's digest differs.
  case damagedCore(expected: Digest, found: Digest)
  /// The annex's CRC differs.
  case damagedAnnex(expected: UInt32, found: UInt32)
  /// A code is none of those that the format defines.
  case unknownCode(offset: Int, found: UInt32)
  /// A name does not lie where the one before it ends, or reaches beyond the section.
  case textPlace(TextOwner, expectedOffset: Int, foundOffset: UInt32, foundLength: UInt32)
  /// Bytes at the end of a text section belong to no name.
  case unusedText(TableSection, bytes: Int)

  /// What is wrong and what to do about it, as a sentence that stands alone.
  var message: String { problem + ": " + advice }

  /// What to do about it.
  private var advice: String {
    switch self {
    case .tooLarge, .tooMany: "raise the limit if you trust the file"
    case .notATable: "pass one that `compile` wrote"
    case .unsupportedFormat, .unsupportedFeatures, .unsupportedNumerics:
      "compile the recipe with the version that reads it"
    default: "copy the file again or compile the recipe again"
    }
  }

  /// What is wrong.
  private var problem: String {
    switch self {
    case .tooShort(let found, let needed):
      "the file has \(found) bytes, and a table has at least \(needed)"
    case .tooLarge(let found, let limit):
      "the table has \(found) bytes, and the reader's limit is \(limit)"
    case .notATable: "the file does not begin as a table does"
    case .damagedHeader: "the header's checksum does not match"
    case .unsupportedFormat(let major, let minor):
      "the table has format \(major).\(minor), and this reader takes \(TableFormat.major)."
        + "\(TableFormat.minor)"
    case .unsupportedFeatures(let bits):
      "the table needs features that this reader does not know (bits \(bits))"
    case .unsupportedNumerics(let version):
      "the table has numerics version \(version), and this reader takes \(TableFormat.numerics)"
    case .wrongLength(let declared, let found):
      "the file has \(found) bytes and says that it has \(declared)"
    case .wrongField(let offset, let expected, let found):
      "the number at byte \(offset) is \(found) and must be \(expected)"
    case .tooMany(let section, let found, let limit):
      "the table has \(found) \(section.noun), and the reader's limit is \(limit)"
    case .notZero(let offset): "the byte at \(offset) must be 0"
    case .damagedCore: "the core does not match its digest"
    case .damagedAnnex: "the annex's checksum does not match"
    case .unknownCode(let offset, let found):
      "the code at byte \(offset) is \(found), which format 1 does not define"
    case .textPlace(let owner, let expected, let found, let length):
      "\(owner.name) lies at \(found) with \(length) bytes and must lie at \(expected) within its "
        + "section"
    case .unusedText(let section, let bytes):
      "\(bytes) of the table's \(section.noun) belong to nothing"
    }
  }
}
