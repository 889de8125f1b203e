// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

@Suite struct RoundTripTests {
  @Test func `a decoded table equals the encoded one and encodes to the same bytes`() throws {
    let table = try SampleTable().build()
    let decoded = try ScheduleTable(decoding: table.encoded())
    #expect(decoded == table)
    #expect(decoded.encoded() == table.encoded())
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `random tables survive a round trip`(seed: UInt64) throws {
    var random = RandomTable(seed: seed)
    let table = try random.build()
    let decoded = try ScheduleTable(decoding: table.encoded())
    #expect(decoded == table)
    #expect(decoded.encoded() == table.encoded())
  }

  @Test func `the file lies as the format is described`() throws {
    let reader = ByteReader(bytes: try SampleTable().build().encoded())
    #expect(reader.bytes[..<8] == [0x89, 0x52, 0x43, 0x50, 0x54, 0x0d, 0x0a, 0x1a])
    #expect(reader.u64(16) == UInt64(reader.bytes.count))
    #expect(reader.u64(48) == UInt64(FileSurgery.annex))
    // Sections: count and offset of each.
    let expected: [(UInt32, Int)] = [
      (3, FileSurgery.track(0)), (3, FileSurgery.region(0)), (5, FileSurgery.start(0)),
      (5, FileSurgery.body(0)), (0, FileSurgery.fact(0)), (2, FileSurgery.fact(0)),
      (UInt32(FileSurgery.coreTextLength), FileSurgery.coreText), (3, FileSurgery.phase(0)),
      (5, FileSurgery.piecePhases), (12, FileSurgery.annexText), (24, FileSurgery.recipe),
    ]
    for (index, (count, offset)) in expected.enumerated() {
      #expect(reader.u32(64 + 8 * index) == count, "section \(index)")
      #expect(reader.u32(68 + 8 * index) == UInt32(offset), "section \(index)")
    }
    #expect(reader.i64(256 + 8) == 1000)
    #expect(reader.f64(FileSurgery.track(1) + 32) == 0.5)
    #expect(reader.f64(FileSurgery.track(0) + 56) == 0.25)
    #expect(reader.i64(FileSurgery.region(2) + 24) == 10)
    #expect(reader.i64(FileSurgery.start(3)) == 600)
    #expect(reader.f64(FileSurgery.body(3) + 72) == -1)
    #expect(reader.f64(FileSurgery.phase(1) + 32) == 4.25)
    #expect(reader.u32(FileSurgery.phase(2) + 40) == 1)
    let names = reader.bytes[FileSurgery.coreText...].prefix(FileSurgery.coreTextLength)
    #expect(
      String(decoding: names, as: UTF8.self)
        == "stepslrlrheadmomentumsgdrun.batch256 samplesvars.größe"
    )
  }

  @Test func `the digest names the core and nothing else`() throws {
    let table = try SampleTable().build()
    let core = Array(table.encoded()[256..<FileSurgery.annex])
    #expect(table.digest == Digest(of: core))
    let otherAnnex = try SampleTable.build { $0.annex = .empty }
    #expect(otherAnnex.digest == table.digest)
    let otherRecipe = try SampleTable.build { $0.recipeDigest = Digest(of: []) }
    #expect(otherRecipe.digest == table.digest)
    let otherFact = try SampleTable.build { $0.facts[0].value = "512 samples" }
    #expect(otherFact.digest != table.digest)
    let otherClock = try SampleTable.build { $0.clock = "rollouts" }
    #expect(otherClock.digest != table.digest)
  }

  /// A change of these bytes changes the identity of every run: it needs a new numerics or format
  /// version and a word in the changelog.
  @Test func `the sample's digest stays what it is`() throws {
    let table = try SampleTable().build()
    #expect(table.digest.hex == "30fe7397082c18516c7a9969f6c474d0866206aa7784c5050f256e14d14edc52")
  }
}
