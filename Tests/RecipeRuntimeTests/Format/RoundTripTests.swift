// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RecipeRuntime

@Suite struct RoundTripTests {
  @Test func `a decoded table equals the encoded one and encodes to the same bytes`() throws {
    let table = try SampleTable().build()
    let decoded = try ScheduleTable(decoding: table.encoded())
    #expect(decoded == table)
    #expect(decoded.encoded() == table.encoded())
    let open = try SampleTable.open.build()
    #expect(try ScheduleTable(decoding: open.encoded()) == open)
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
      (4, FileSurgery.track(0)), (7, FileSurgery.region(0)), (10, FileSurgery.start(0)),
      (10, FileSurgery.body(0)), (5, FileSurgery.machine(0)), (5, FileSurgery.level(0)),
      (2, FileSurgery.fact(0)), (UInt32(FileSurgery.coreTextLength), FileSurgery.coreText),
      (3, FileSurgery.phase(0)), (10, FileSurgery.piecePhases), (12, FileSurgery.annexText),
      (24, FileSurgery.recipe),
    ]
    for (index, (count, offset)) in expected.enumerated() {
      #expect(reader.u32(64 + 8 * index) == count, "section \(index)")
      #expect(reader.u32(68 + 8 * index) == UInt32(offset), "section \(index)")
    }
    #expect(reader.i64(256 + 8) == 1000)
    #expect(reader.i64(FileSurgery.start(3)) == 600)
    #expect(reader.f64(FileSurgery.body(3) + 72) == -1)
    #expect(reader.f64(FileSurgery.level(3)) == 0.75)
    #expect(reader.f64(FileSurgery.phase(1) + 32) == 4.25)
    #expect(reader.u32(FileSurgery.phase(2) + 40) == 1)
    let names = reader.bytes[FileSurgery.coreText...].prefix(FileSurgery.coreTextLength)
    #expect(
      String(decoding: names, as: UTF8.self)
        == "stepslrlrheadmomentumsgdwdval_lossval_accval_lossdecaylossrun.batch256 samplesvars.größe"
    )
  }

  @Test func `tracks and regions lie as the format is described`() throws {
    let reader = ByteReader(bytes: try SampleTable().build().encoded())
    #expect((0..<4).map { reader.u32(FileSurgery.track($0) + 24) } == [0, 0, 2, 3])
    #expect((0..<4).map { reader.u32(FileSurgery.track($0) + 28) } == [0, 2, 1, 3])
    #expect((0..<4).map { reader.f64(FileSurgery.track($0) + 32) } == [1, 0.5, 1, 2])
    #expect((0..<4).map { reader.f64(FileSurgery.track($0) + 40) } == [0.25, 0, 0, 0.5])
    let none = UInt32.max
    let first = FileSurgery.region(0)
    #expect([0, 4].map { reader.u32(first + $0) } == [0, 2])
    #expect([8, 16, 24, 32, 40].map { reader.i64(first + $0) } == [0, 300, 1, 0, 0])
    #expect([48, 52, 56, 60, 64, 68].map { reader.u32(first + $0) } == [1, 4, 1, 0, 0, 0])
    #expect(reader.f64(first + 72) == 0.125)
    let target = FileSurgery.region(4)
    #expect([0, 4].map { reader.u32(target + $0) } == [6, 2])
    #expect([8, 16, 24, 32, 40].map { reader.i64(target + $0) } == [0, 200, 4, -3, 50])
    #expect([48, 52, 56, 60, 64, 68].map { reader.u32(target + $0) } == [5, 6, 3, 0, none, 0])
    let ending = FileSurgery.region(1)
    #expect([48, 52, 56, 64].map { reader.u32(ending + $0) } == [none, none, 2, none])
  }

  @Test func `machines lie as the format is described`() throws {
    let reader = ByteReader(bytes: try SampleTable().build().encoded())
    let expected: [[UInt32]] = [
      [0, 0, 0, 0, 0, 0, 0, 0], [2, 1, 1, 0, 0, 0, 1, 0], [1, 0, 1, 1, 1, 0, 2, 1],
      [3, 0, 1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 3, 0, 0],
    ]
    for (index, codes) in expected.enumerated() {
      let machine = FileSurgery.machine(index)
      #expect(codes.indices.map { reader.u32(machine + 8 + 4 * $0) } == codes, "machine \(index)")
    }
    #expect((0..<5).map { reader.u32(FileSurgery.machine($0) + 4) } == [8, 7, 8, 5, 4])
    #expect((0..<5).map { reader.i64(FileSurgery.machine($0) + 40) } == [2, 0, 100, 0, 1])
    #expect((0..<5).map { reader.i64(FileSurgery.machine($0) + 48) } == [1, 0, 10, 0, 0])
    #expect((0..<5).map { reader.f64(FileSurgery.machine($0) + 56) } == [0.25, 0.5, 0, 0, 0])
    #expect((0..<5).map { reader.f64(FileSurgery.machine($0) + 64) } == [0, 0, 0.5, 0, 0])
    #expect((0..<5).map { reader.i64(FileSurgery.machine($0) + 72) } == [1, 1, 1, 1, 2])
    #expect((0..<5).map { reader.u32(FileSurgery.machine($0) + 80) } == [3, 0, 0, 0, 2])
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
    let otherMachine = try SampleTable.build { $0.machines[0].patience = 3 }
    #expect(otherMachine.digest != table.digest)
    let otherClock = try SampleTable.build { $0.clock = "rollouts" }
    #expect(otherClock.digest != table.digest)
  }

  /// A change of these bytes changes the identity of every run: it needs a new numerics or format
  /// version and a word in the changelog.
  @Test func `the sample's digest stays what it is`() throws {
    let table = try SampleTable().build()
    #expect(table.digest.hex == "0531dda99ad004d3d91451e572674ef064a9457ec538487f7e189f2fdc5621f4")
  }
}
