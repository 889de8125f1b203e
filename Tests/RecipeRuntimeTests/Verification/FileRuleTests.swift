// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

/// A change to the sample file that breaks exactly one rule, and the error it must be refused with.
struct BrokenFile: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let error: TableError
  let change: @Sendable (inout FileSurgery) -> Void

  init(
    _ rule: String,
    _ error: TableError,
    _ change: @escaping @Sendable (inout FileSurgery) -> Void
  ) {
    testDescription = rule
    self.error = error
    self.change = change
  }
}

@Suite struct FileRuleTests {
  static let headers: [BrokenFile] = [
    BrokenFile("magic", .file(.notATable)) { $0.bytes[4] = 0x0a },
    BrokenFile("major version", .file(.unsupportedFormat(major: 1, minor: 0))) {
      $0.set(UInt16(1), at: 8)
    },
    BrokenFile("minor version", .file(.unsupportedFormat(major: 0, minor: 1))) {
      $0.set(UInt16(1), at: 10)
    },
    BrokenFile("features", .file(.unsupportedFeatures(4))) { $0.set(UInt32(4), at: 12) },
    BrokenFile("numerics", .file(.unsupportedNumerics(2))) { $0.set(UInt32(2), at: 28) },
    BrokenFile("file length", .file(.wrongLength(declared: 1432, found: 1440))) {
      $0.set(UInt64(1432), at: 16)
    },
    BrokenFile("header length", .file(.wrongField(offset: 24, expected: 256, found: 248))) {
      $0.set(UInt32(248), at: 24)
    },
    BrokenFile("core offset", .file(.wrongField(offset: 32, expected: 256, found: 264))) {
      $0.set(UInt64(264), at: 32)
    },
    BrokenFile("core length", .file(.wrongField(offset: 40, expected: 960, found: 968))) {
      $0.set(UInt64(968), at: 40)
    },
    BrokenFile("annex length", .file(.wrongField(offset: 56, expected: 224, found: 216))) {
      $0.set(UInt64(216), at: 56)
    },
    BrokenFile("section offset", .file(.wrongField(offset: 84, expected: 688, found: 696))) {
      $0.set(UInt32(696), at: 84)
    },
    BrokenFile("machine count", .file(.tooMany(.machines, found: 1, limit: 0))) {
      $0.set(UInt32(1), at: 96)
    },
    BrokenFile("track count", .file(.tooMany(.tracks, found: 4097, limit: 4096))) {
      $0.set(UInt32(4097), at: 64)
    },
    BrokenFile("region count", .file(.tooMany(.regions, found: .max, limit: 65_536))) {
      $0.set(UInt32.max, at: 72)
    },
    BrokenFile("piece count", .file(.tooMany(.starts, found: 131_073, limit: 131_072))) {
      $0.set(UInt32(131_073), at: 80)
    },
    BrokenFile("phase count", .file(.tooMany(.phases, found: 65_537, limit: 65_536))) {
      $0.set(UInt32(65_537), at: 120)
    },
    BrokenFile("reserved bytes before the digests", .file(.notZero(offset: 155))) {
      $0.bytes[155] = 1
    },
    BrokenFile("reserved bytes after the checksum", .file(.notZero(offset: 251))) {
      $0.bytes[251] = 1
    },
  ]

  static let blocks: [BrokenFile] = [
    BrokenFile("numerics of the core", .file(.wrongField(offset: 256, expected: 1, found: 0))) {
      $0.set(UInt32(0), at: 256)
    },
    BrokenFile("tracks of the core", .file(.wrongField(offset: 260, expected: 3, found: 2))) {
      $0.set(UInt32(2), at: 260)
    },
    BrokenFile("regions of the core", .file(.wrongField(offset: 272, expected: 3, found: 4))) {
      $0.set(UInt32(4), at: 272)
    },
    BrokenFile("pieces of the core", .file(.wrongField(offset: 276, expected: 5, found: 4))) {
      $0.set(UInt32(4), at: 276)
    },
    // Ten starts more take the room of one body less, so every place in the file stays right.
    BrokenFile("more starts than pieces", .file(.wrongField(offset: 276, expected: 15, found: 4))) {
      $0.set(UInt32(15), at: 80)
      $0.set(UInt32(4), at: 88)
      $0.set(UInt32(808), at: 92)
      $0.set(UInt32(4), at: 276)
    },
    BrokenFile("fewer bodies than pieces", .file(.wrongField(offset: 276, expected: 4, found: 15)))
    {
      $0.set(UInt32(15), at: 80)
      $0.set(UInt32(4), at: 88)
      $0.set(UInt32(808), at: 92)
      $0.set(UInt32(15), at: 276)
    },
    BrokenFile("machines of the core", .file(.wrongField(offset: 280, expected: 0, found: 1))) {
      $0.set(UInt32(1), at: 280)
    },
    BrokenFile("facts of the core", .file(.wrongField(offset: 284, expected: 2, found: 1))) {
      $0.set(UInt32(1), at: 284)
    },
    BrokenFile("text of the core", .file(.wrongField(offset: 296, expected: 56, found: 57))) {
      $0.set(UInt32(57), at: 296)
    },
    BrokenFile("reserved bytes of the core", .file(.notZero(offset: 303))) { $0.bytes[303] = 1 },
    BrokenFile("phases of the annex", .file(.wrongField(offset: 1216, expected: 3, found: 0))) {
      $0.set(UInt32(0), at: FileSurgery.annex)
    },
    BrokenFile("recipe of the annex", .file(.wrongField(offset: 1228, expected: 24, found: 23))) {
      $0.set(UInt32(23), at: FileSurgery.annex + 12)
    },
    BrokenFile("padding", .file(.notZero(offset: 1399))) { $0.bytes[1399] = 1 },
    BrokenFile("reserved bytes of a track", .file(.notZero(offset: 304 + 55))) {
      $0.bytes[FileSurgery.track(0) + 55] = 1
    },
    BrokenFile("the way past the end", .file(.unknownCode(offset: 352, found: 3))) {
      $0.set(UInt32(3), at: FileSurgery.track(0) + 48)
    },
    BrokenFile("a held value where none is", .file(.notZero(offset: 368 + 63))) {
      $0.set(1.0, at: FileSurgery.track(1) + 56)
      $0.bytes[FileSurgery.track(1) + 62] = 0
    },
    BrokenFile("reserved bytes of a region", .file(.notZero(offset: 496 + 60))) {
      $0.bytes[FileSurgery.region(0) + 60] = 1
    },
    BrokenFile("the kind of a region", .file(.unknownCode(offset: 552, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.region(0) + 56)
    },
    BrokenFile("reserved bytes of a phase", .file(.notZero(offset: 1232 + 44))) {
      $0.bytes[FileSurgery.phase(0) + 44] = 1
    },
    BrokenFile("the kind of a phase's error", .file(.unknownCode(offset: 1272, found: 7))) {
      $0.set(UInt32(7), at: FileSurgery.phase(0) + 40)
    },
    BrokenFile(
      "the place of a name",
      .file(.textPlace(.group(track: 0), expectedOffset: 7, foundOffset: 6, foundLength: 0))
    ) {
      $0.set(UInt32(6), at: FileSurgery.track(0) + 16)
    },
    BrokenFile(
      "the length of a name",
      .file(
        .textPlace(.factValue(1), expectedOffset: 56, foundOffset: 56, foundLength: 1)
      )
    ) {
      $0.set(UInt32(1), at: FileSurgery.fact(1) + 12)
    },
    BrokenFile("a name that is left over", .file(.unusedText(.coreText, bytes: 1))) {
      $0.set(UInt32(11), at: FileSurgery.fact(1) + 4)
      $0.set(UInt32(55), at: FileSurgery.fact(1) + 8)
    },
    BrokenFile("a phase's name that is left over", .file(.unusedText(.annexText, bytes: 1))) {
      $0.set(UInt32(5), at: FileSurgery.phase(1) + 12)
      $0.set(UInt32(11), at: FileSurgery.phase(2) + 8)
    },
    BrokenFile(
      "a phase that ends before it starts",
      .phase(0, .updates(first: 300, end: 299, tableLength: 1000))
    ) {
      $0.set(Int64(300), at: FileSurgery.phase(0) + 16)
      $0.set(Int64(299), at: FileSurgery.phase(0) + 24)
    },
  ]

  @Test(arguments: headers + blocks)
  func `a file with right checksums that breaks one rule is refused for it`(
    file: BrokenFile
  ) throws {
    var surgery = try FileSurgery()
    #expect(surgery.refusal() == nil)
    file.change(&surgery)
    surgery.repair()
    #expect(surgery.refusal() == file.error)
  }

  @Test func `the annex's offset is what the counts imply`() throws {
    var surgery = try FileSurgery()
    surgery.set(UInt64(FileSurgery.annex + 8), at: 48)
    surgery.repairHeader()
    #expect(surgery.refusal() == .file(.wrongField(offset: 48, expected: 1216, found: 1224)))
  }

  @Test func `damage is told by the checksum of the part it lies in`() throws {
    var header = try FileSurgery()
    header.bytes[170] ^= 1
    guard case .file(.damagedHeader) = header.refusal() else {
      Issue.record("the header's damage was called \(String(describing: header.refusal()))")
      return
    }
    var core = try FileSurgery()
    let right = Digest(of: Array(core.bytes[256..<1216]))
    core.bytes[FileSurgery.body(2)] ^= 1
    let wrong = Digest(of: Array(core.bytes[256..<1216]))
    #expect(core.refusal() == .file(.damagedCore(expected: right, found: wrong)))
    var annex = try FileSurgery()
    let sum = CRC32C.checksum(of: annex.bytes[1216...])
    annex.bytes[FileSurgery.recipe] ^= 1
    let otherSum = CRC32C.checksum(of: annex.bytes[1216...])
    #expect(annex.refusal() == .file(.damagedAnnex(expected: sum, found: otherSum)))
  }

  @Test func `a file's size is limited from below by the header and from above by the reader`()
    throws
  {
    var surgery = try FileSurgery()
    let count = surgery.bytes.count
    let limits = TableLimits(bytes: count - 1)
    #expect(
      surgery.refusal(limits: limits)
        == .file(.tooLarge(found: Int64(count), limit: count - 1))
    )
    #expect(surgery.refusal(limits: TableLimits(bytes: count)) == nil)
    surgery.bytes = Array(surgery.bytes.prefix(255))
    #expect(surgery.refusal() == .file(.tooShort(found: 255, needed: 256)))
  }
}
