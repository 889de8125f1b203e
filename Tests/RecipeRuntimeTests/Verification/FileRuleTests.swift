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
    BrokenFile("an older major version", .file(.unsupportedFormat(major: 0, minor: 0))) {
      $0.set(UInt16(0), at: 8)
    },
    BrokenFile("a newer major version", .file(.unsupportedFormat(major: 2, minor: 0))) {
      $0.set(UInt16(2), at: 8)
    },
    BrokenFile("minor version", .file(.unsupportedFormat(major: 1, minor: 1))) {
      $0.set(UInt16(1), at: 10)
    },
    BrokenFile("features", .file(.unsupportedFeatures(4))) { $0.set(UInt32(4), at: 12) },
    BrokenFile("numerics", .file(.unsupportedNumerics(2))) { $0.set(UInt32(2), at: 28) },
    BrokenFile("file length", .file(.wrongLength(declared: 2776, found: 2784))) {
      $0.set(UInt64(2776), at: 16)
    },
    BrokenFile("header length", .file(.wrongField(offset: 24, expected: 256, found: 248))) {
      $0.set(UInt32(248), at: 24)
    },
    BrokenFile("core offset", .file(.wrongField(offset: 32, expected: 256, found: 264))) {
      $0.set(UInt64(264), at: 32)
    },
    BrokenFile("core length", .file(.wrongField(offset: 40, expected: 2288, found: 2296))) {
      $0.set(UInt64(2296), at: 40)
    },
    BrokenFile("annex length", .file(.wrongField(offset: 56, expected: 240, found: 232))) {
      $0.set(UInt64(232), at: 56)
    },
    BrokenFile("section offset", .file(.wrongField(offset: 84, expected: 1056, found: 1064))) {
      $0.set(UInt32(1064), at: 84)
    },
    BrokenFile("last section's offset", .file(.wrongField(offset: 156, expected: 2760, found: 8))) {
      $0.set(UInt32(8), at: 156)
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
    BrokenFile("body count", .file(.tooMany(.bodies, found: 131_073, limit: 131_072))) {
      $0.set(UInt32(131_073), at: 88)
    },
    BrokenFile("machine count", .file(.tooMany(.machines, found: 65, limit: 64))) {
      $0.set(UInt32(65), at: 96)
    },
    BrokenFile("level count", .file(.tooMany(.levels, found: 65_537, limit: 65_536))) {
      $0.set(UInt32(65_537), at: 104)
    },
    BrokenFile("fact count", .file(.tooMany(.facts, found: 4097, limit: 4096))) {
      $0.set(UInt32(4097), at: 112)
    },
    BrokenFile("bytes of names", .file(.tooMany(.coreText, found: .max, limit: 16 << 20))) {
      $0.set(UInt32.max, at: 120)
    },
    BrokenFile("phase count", .file(.tooMany(.phases, found: 65_537, limit: 65_536))) {
      $0.set(UInt32(65_537), at: 128)
    },
    BrokenFile("phases of pieces", .file(.tooMany(.piecePhases, found: 131_073, limit: 131_072))) {
      $0.set(UInt32(131_073), at: 136)
    },
    BrokenFile("reserved bytes after the annex's checksum", .file(.notZero(offset: 228))) {
      $0.bytes[228] = 1
    },
    BrokenFile("reserved bytes before the header's checksum", .file(.notZero(offset: 251))) {
      $0.bytes[251] = 1
    },
  ]

  static let blocks: [BrokenFile] = [
    BrokenFile("numerics of the core", .file(.wrongField(offset: 256, expected: 1, found: 0))) {
      $0.set(UInt32(0), at: 256)
    },
    BrokenFile("tracks of the core", .file(.wrongField(offset: 260, expected: 4, found: 2))) {
      $0.set(UInt32(2), at: 260)
    },
    BrokenFile("length of the core", .table(.length(1 << 53 + 1))) {
      $0.set(Int64(1 << 53 + 1), at: 264)
    },
    BrokenFile("regions of the core", .file(.wrongField(offset: 272, expected: 7, found: 4))) {
      $0.set(UInt32(4), at: 272)
    },
    BrokenFile("pieces of the core", .file(.wrongField(offset: 276, expected: 10, found: 4))) {
      $0.set(UInt32(4), at: 276)
    },
    // Ten starts more take the room of one body less, so every place in the file stays right.
    BrokenFile("more starts than pieces", .file(.wrongField(offset: 276, expected: 20, found: 9))) {
      $0.set(UInt32(20), at: 80)
      $0.set(UInt32(9), at: 88)
      $0.set(UInt32(1216), at: 92)
      $0.set(UInt32(9), at: 276)
    },
    BrokenFile("fewer bodies than pieces", .file(.wrongField(offset: 276, expected: 9, found: 20)))
    {
      $0.set(UInt32(20), at: 80)
      $0.set(UInt32(9), at: 88)
      $0.set(UInt32(1216), at: 92)
      $0.set(UInt32(20), at: 276)
    },
    BrokenFile("machines of the core", .file(.wrongField(offset: 280, expected: 5, found: 1))) {
      $0.set(UInt32(1), at: 280)
    },
    BrokenFile("facts of the core", .file(.wrongField(offset: 284, expected: 2, found: 1))) {
      $0.set(UInt32(1), at: 284)
    },
    BrokenFile("text of the core", .file(.wrongField(offset: 296, expected: 90, found: 57))) {
      $0.set(UInt32(57), at: 296)
    },
    BrokenFile("levels of the core", .file(.wrongField(offset: 300, expected: 5, found: 0))) {
      $0.set(UInt32(0), at: 300)
    },
    BrokenFile("phases of the annex", .file(.wrongField(offset: 2544, expected: 3, found: 0))) {
      $0.set(UInt32(0), at: FileSurgery.annex)
    },
    BrokenFile(
      "phases of the annex's pieces",
      .file(.wrongField(offset: 2548, expected: 10, found: 9))
    ) {
      $0.set(UInt32(9), at: FileSurgery.annex + 4)
    },
    BrokenFile("text of the annex", .file(.wrongField(offset: 2552, expected: 12, found: 13))) {
      $0.set(UInt32(13), at: FileSurgery.annex + 8)
    },
    BrokenFile("recipe of the annex", .file(.wrongField(offset: 2556, expected: 24, found: 23))) {
      $0.set(UInt32(23), at: FileSurgery.annex + 12)
    },
    BrokenFile("padding of the core", .file(.notZero(offset: 2543))) { $0.bytes[2543] = 1 },
    BrokenFile("padding of the annex", .file(.notZero(offset: 2759))) { $0.bytes[2759] = 1 },
    BrokenFile("reserved bytes of a phase", .file(.notZero(offset: 2560 + 44))) {
      $0.bytes[FileSurgery.phase(0) + 44] = 1
    },
    BrokenFile("the kind of a phase's error", .file(.unknownCode(offset: 2600, found: 7))) {
      $0.set(UInt32(7), at: FileSurgery.phase(0) + 40)
    },
    BrokenFile("a phase that ends before it starts", .phase(0, .updates(first: 300, end: 299))) {
      $0.set(Int64(300), at: FileSurgery.phase(0) + 16)
      $0.set(Int64(299), at: FileSurgery.phase(0) + 24)
    },
  ]

  static let names: [BrokenFile] = [
    BrokenFile(
      "the place of a name",
      .file(.textPlace(.group(track: 0), expectedOffset: 7, foundOffset: 6, foundLength: 0))
    ) {
      $0.set(UInt32(6), at: FileSurgery.track(0) + 16)
    },
    BrokenFile(
      "the place of a machine's name",
      .file(.textPlace(.machine(0), expectedOffset: 26, foundOffset: 0, foundLength: 8))
    ) {
      $0.set(UInt32(0), at: FileSurgery.machine(0))
    },
    BrokenFile(
      "the length of a name",
      .file(.textPlace(.factValue(1), expectedOffset: 90, foundOffset: 90, foundLength: 1))
    ) {
      $0.set(UInt32(1), at: FileSurgery.fact(1) + 12)
    },
    BrokenFile("a name that is left over", .file(.unusedText(.coreText, bytes: 1))) {
      $0.set(UInt32(11), at: FileSurgery.fact(1) + 4)
      $0.set(UInt32(89), at: FileSurgery.fact(1) + 8)
    },
    BrokenFile("a phase's name that is left over", .file(.unusedText(.annexText, bytes: 1))) {
      $0.set(UInt32(5), at: FileSurgery.phase(1) + 12)
      $0.set(UInt32(11), at: FileSurgery.phase(2) + 8)
    },
  ]

  static let records: [BrokenFile] = [
    BrokenFile("the way past the end", .file(.unknownCode(offset: 332, found: 4))) {
      $0.set(UInt32(4), at: FileSurgery.track(0) + 28)
    },
    BrokenFile("a held value of a track without one", .file(.notZero(offset: 352 + 47))) {
      $0.bytes[FileSurgery.track(1) + 47] = 0x3f
    },
    BrokenFile("a held value of a track that repeats", .file(.notZero(offset: 400 + 40))) {
      $0.bytes[FileSurgery.track(2) + 40] = 1
    },
    BrokenFile("the kind of a region", .file(.unknownCode(offset: 556, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.region(0) + 60)
    },
    BrokenFile("a region stretched", .region(0, .reservedKind)) {
      $0.set(UInt32(1), at: FileSurgery.region(0) + 60)
    },
    BrokenFile("an exit without a machine", .file(.unknownCode(offset: 548, found: 4))) {
      $0.set(UInt32.max, at: FileSurgery.region(0) + 56)
    },
    BrokenFile("a level without a response", .file(.notZero(offset: 576 + 68))) {
      $0.set(UInt32(1), at: FileSurgery.region(1) + 68)
    },
    BrokenFile("a floor without a response", .file(.notZero(offset: 576 + 79))) {
      $0.bytes[FileSurgery.region(1) + 79] = 0x3f
    },
    BrokenFile("the kind of a machine", .file(.unknownCode(offset: 1944, found: 4))) {
      $0.set(UInt32(4), at: FileSurgery.machine(0) + 8)
    },
    BrokenFile("the mode of a machine", .file(.unknownCode(offset: 1948, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.machine(0) + 12)
    },
    BrokenFile("the threshold's kind", .file(.unknownCode(offset: 1952, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.machine(0) + 16)
    },
    BrokenFile("the patience's unit", .file(.unknownCode(offset: 1956, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.machine(0) + 20)
    },
    BrokenFile("the cooldown's unit", .file(.unknownCode(offset: 1960, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.machine(0) + 24)
    },
    BrokenFile("the ticks", .file(.unknownCode(offset: 1964, found: 5))) {
      $0.set(UInt32(5), at: FileSurgery.machine(0) + 28)
    },
    BrokenFile("what is not finite", .file(.unknownCode(offset: 1968, found: 3))) {
      $0.set(UInt32(3), at: FileSurgery.machine(0) + 32)
    },
    BrokenFile("the best value's time", .file(.unknownCode(offset: 1972, found: 2))) {
      $0.set(UInt32(2), at: FileSurgery.machine(0) + 36)
    },
    BrokenFile("reserved bytes of a machine", .file(.notZero(offset: 1936 + 87))) {
      $0.bytes[FileSurgery.machine(0) + 87] = 1
    },
    // The rules for parts hold for files: the decoder has no way around them.
    BrokenFile("a piece", .piece(1, .origin(0.5))) { $0.set(0.5, at: FileSurgery.body(1)) },
    BrokenFile("a start", .piece(3, .notAfterPrevious(start: 300, previous: 300))) {
      $0.set(Int64(300), at: FileSurgery.start(3))
    },
    BrokenFile("a level", .table(.level(4, 0))) { $0.set(0.0, at: FileSurgery.level(4)) },
    BrokenFile("a machine", .machine(1, .thresholdKind)) {
      $0.set(UInt32(0), at: FileSurgery.machine(1) + 16)
    },
    BrokenFile("a region", .region(4, .period(200, length: 200))) {
      $0.set(Int64(200), at: FileSurgery.region(4) + 40)
    },
    BrokenFile("an index beyond 2^31", .region(0, .timeout(0xffff_fffe, available: 7))) {
      $0.set(UInt32.max - 1, at: FileSurgery.region(0) + 48)
    },
    BrokenFile("many levels", .region(0, .levels(first: 0, count: 0xffff_ffff, available: 5))) {
      $0.set(UInt32.max, at: FileSurgery.machine(0) + 80)
    },
  ]

  @Test(arguments: headers + blocks + names + records)
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
    #expect(surgery.refusal() == .file(.wrongField(offset: 48, expected: 2544, found: 2552)))
  }

  @Test func `damage is told by the checksum of the part it lies in`() throws {
    var header = try FileSurgery()
    header.bytes[170] ^= 1
    guard case .file(.damagedHeader) = header.refusal() else {
      Issue.record("the header's damage was called \(String(describing: header.refusal()))")
      return
    }
    var core = try FileSurgery()
    let right = Digest(of: Array(core.bytes[256..<2544]))
    core.bytes[FileSurgery.body(2)] ^= 1
    let wrong = Digest(of: Array(core.bytes[256..<2544]))
    #expect(core.refusal() == .file(.damagedCore(expected: right, found: wrong)))
    var annex = try FileSurgery()
    let sum = CRC32C.checksum(of: annex.bytes[2544...])
    annex.bytes[FileSurgery.recipe] ^= 1
    let otherSum = CRC32C.checksum(of: annex.bytes[2544...])
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
