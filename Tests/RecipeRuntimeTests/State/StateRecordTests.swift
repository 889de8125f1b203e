// SPDX-License-Identifier: Apache-2.0

import SeededRandom
import Testing

@testable import RecipeRuntime

/// A change to the record of the sample's state that makes it impossible, and the offset it is told by.
struct BrokenRecord: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let offset: Int
  let change: @Sendable (inout StateSurgery) -> Void

  init(_ rule: String, _ offset: Int, _ change: @escaping @Sendable (inout StateSurgery) -> Void) {
    testDescription = rule
    self.offset = offset
    self.change = change
  }
}

/// A record that a test changes; the offsets are written down from the description of the format.
struct StateSurgery {
  var bytes: [UInt8]

  // Of the sample: 5 machines from 112, 4 names from 432, 1 chain from 496, the end at 520.
  static func machine(_ index: Int) -> Int { 112 + 64 * index }
  static func watch(_ index: Int) -> Int { 432 + 16 * index }
  static let chain = 496
  static let length = 520

  mutating func set<Value: FixedWidthInteger>(_ value: Value, at offset: Int) {
    for index in 0..<Value.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }

  mutating func set(_ value: Double, at offset: Int) { set(value.bitPattern, at: offset) }

  mutating func repair() {
    set(CRC32C.checksum(of: bytes[..<(bytes.count - 4)]), at: bytes.count - 4)
  }
}

@Suite struct StateRecordTests {
  /// A run of the sample that has cut once, is in the middle of a block, and was moved by an event at 100.
  static func run() throws -> ScheduleRun {
    var run = ScheduleRun(try SampleTable().build())
    for t in [70, 80, 90] as [Int64] { try run.observe("val_loss", 1, measuredAt: t) }
    try run.observe("val_loss", 7, measuredAt: 90)
    try run.observe("loss", 0.5, measuredAt: 95)
    try run.observe("val_acc", 0.9, measuredAt: 99, effectiveAt: 100)
    return run
  }

  @Test func `the record lies as the format is described`() throws {
    let run = try Self.run()
    let reader = ByteReader(bytes: run.state.encoded())
    #expect(reader.bytes.count == StateSurgery.length && run.table.stateSize == StateSurgery.length)
    #expect(reader.bytes[..<8] == [0x89, 0x52, 0x43, 0x50, 0x53, 0x0d, 0x0a, 0x1a])
    #expect([8, 10, 20, 22].map { reader.u16($0) } == [1, 0, 5, 4])
    #expect([12, 16].map { reader.u32($0) } == [0, 520])
    #expect(Array(reader.bytes[24..<56]) == run.table.digest.bytes)
    #expect([56, 64, 72].map { reader.i64($0) } == [100, 5, 1])
    #expect(reader.bytes[80..<112].allSatisfy { $0 == 0 })
    let plateau = StateSurgery.machine(0)
    #expect(reader.f64(plateau) == 1)
    #expect([16, 24, 32, 40, 48].map { reader.i64(plateau + $0) } == [0, 0, 1, 90, 90])
    #expect([56, 60].map { reader.u32(plateau + $0) } == [1, 3])
    let block = StateSurgery.machine(4)
    #expect(reader.f64(block + 8) == 0.5 && reader.i64(block + 16) == 1)
    #expect([48].map { reader.i64(block + $0) } == [-1])
    #expect([56, 60].map { reader.u32(block + $0) } == [0, 2])
    let watches = (0..<4).map { StateSurgery.watch($0) }
    // The names in the order of their first machine: val_loss, val_acc, decay, loss.
    #expect(watches.map { reader.i64($0) } == [90, 99, -1, 95])
    #expect(watches.map { reader.u64($0 + 8) } == [1, 0, 0, 0])
    #expect(reader.i64(StateSurgery.chain) == 100)
    #expect([8, 12].map { reader.u32(StateSurgery.chain + $0) } == [4, 1])
    #expect(reader.u32(512) == 1)
    #expect(reader.u32(516) == CRC32C.checksum(of: reader.bytes[..<516]))
  }

  @Test func `a state survives its record`() throws {
    let run = try Self.run()
    #expect(try ScheduleState(decoding: run.state.encoded(), for: run.table) == run.state)
    let fresh = ScheduleState(for: run.table)
    #expect(try ScheduleState(decoding: fresh.encoded(), for: run.table) == fresh)
  }

  static let broken: [BrokenRecord] = [
    BrokenRecord("flags", 12) { $0.set(UInt32(4), at: 12) },
    BrokenRecord("machines", 20) { $0.set(UInt16(4), at: 20) },
    BrokenRecord("names", 22) { $0.set(UInt16(3), at: 22) },
    BrokenRecord("early clock", 56) { $0.set(Int64(-2), at: 56) },
    BrokenRecord("late clock", 56) { $0.set(Int64(1 << 53), at: 56) },
    BrokenRecord("accepted", 64) { $0.set(UInt64.max, at: 64) },
    BrokenRecord("repeated", 72) { $0.set(UInt64.max, at: 72) },
    BrokenRecord("a digest of no migration", 111) { $0.bytes[111] = 1 },
    BrokenRecord("best is no number", 112) { $0.set(Double.nan, at: StateSurgery.machine(0)) },
    BrokenRecord("a best value that is none", 112) {
      $0.set(UInt32(2), at: StateSurgery.machine(0) + 60)
    },
    BrokenRecord("a sum without observations", 112 + 8) {
      $0.set(1.0, at: StateSurgery.machine(0) + 8)
    },
    BrokenRecord("a sum that is no number", 368 + 8) {
      $0.set(Double.nan, at: StateSurgery.machine(4) + 8)
    },
    BrokenRecord("a whole block", 368 + 16) { $0.set(Int64(2), at: StateSurgery.machine(4) + 16) },
    BrokenRecord("a negative block", 368 + 8) {
      $0.set(Int64(-1), at: StateSurgery.machine(4) + 16)
    },
    BrokenRecord("an average of nothing", 112 + 16) {
      $0.set(Int64(1), at: StateSurgery.machine(0) + 16)
    },
    BrokenRecord("bad below", 112 + 24) { $0.set(Int64(-1), at: StateSurgery.machine(0) + 24) },
    BrokenRecord("bad above", 112 + 24) { $0.set(Int64.max, at: StateSurgery.machine(0) + 24) },
    BrokenRecord("cooldown below", 112 + 32) {
      $0.set(Int64(-1), at: StateSurgery.machine(0) + 32)
    },
    BrokenRecord("cooldown above", 112 + 32) {
      $0.set(Int64.max, at: StateSurgery.machine(0) + 32)
    },
    BrokenRecord("since the future", 112 + 40) {
      $0.set(Int64(101), at: StateSurgery.machine(0) + 40)
    },
    BrokenRecord("since before the start", 112 + 40) {
      $0.set(Int64(-1), at: StateSurgery.machine(0) + 40)
    },
    BrokenRecord("cut in the future", 112 + 48) {
      $0.set(Int64(101), at: StateSurgery.machine(0) + 48)
    },
    BrokenRecord("cut never", 112 + 48) { $0.set(Int64(-1), at: StateSurgery.machine(0) + 48) },
    BrokenRecord("no cut at an update", 112 + 48) {
      $0.set(UInt32(0), at: StateSurgery.machine(0) + 56)
    },
    BrokenRecord("more cuts than levels", 112 + 56) {
      $0.set(UInt32(3), at: StateSurgery.machine(0) + 56)
    },
    BrokenRecord("cuts of an event", 176 + 56) {
      $0.set(UInt32(1), at: StateSurgery.machine(1) + 56)
    },
    BrokenRecord("a machine's flags", 112 + 60) {
      $0.set(UInt32(7), at: StateSurgery.machine(0) + 60)
    },
    BrokenRecord("measured in the future", 432) { $0.set(Int64(101), at: StateSurgery.watch(0)) },
    BrokenRecord("measured before the start", 432) { $0.set(Int64(-2), at: StateSurgery.watch(0)) },
    BrokenRecord("repeats of a name", 432 + 8) {
      $0.set(UInt64.max, at: StateSurgery.watch(0) + 8)
    },
    BrokenRecord("entry in the future", 496) { $0.set(Int64(101), at: StateSurgery.chain) },
    BrokenRecord("entry before the start", 496) { $0.set(Int64(-1), at: StateSurgery.chain) },
    BrokenRecord("a region that no event leads to", 496 + 8) {
      $0.set(UInt32(5), at: StateSurgery.chain + 8)
    },
    BrokenRecord("a region of another chain", 496 + 8) {
      $0.set(UInt32(2), at: StateSurgery.chain + 8)
    },
    BrokenRecord("a region that does not exist", 496 + 8) {
      $0.set(UInt32.max, at: StateSurgery.chain + 8)
    },
    BrokenRecord("ended where no event ends", 496 + 8) {
      $0.set(UInt32(3), at: StateSurgery.chain + 12)
    },
    BrokenRecord("ended by no event", 496 + 12) { $0.set(UInt32(2), at: StateSurgery.chain + 12) },
    BrokenRecord("a chain's flags", 496 + 12) { $0.set(UInt32(5), at: StateSurgery.chain + 12) },
    BrokenRecord("moved by no event", 496 + 8) { $0.set(UInt32(0), at: StateSurgery.chain + 12) },
    BrokenRecord("entered by no event", 496) {
      $0.set(UInt32(0), at: StateSurgery.chain + 12)
      $0.set(UInt32(0), at: StateSurgery.chain + 8)
    },
    BrokenRecord("chains", 512) { $0.set(UInt32(0), at: 512) },
  ]

  @Test(arguments: broken)
  func `a record that no run leads to is refused for it`(record: BrokenRecord) throws {
    let run = try Self.run()
    var surgery = StateSurgery(bytes: run.state.encoded())
    record.change(&surgery)
    surgery.repair()
    let broken = surgery.bytes
    #expect(throws: StateError.impossible(offset: record.offset)) {
      try ScheduleState(decoding: broken, for: run.table)
    }
  }

  @Test func `a record of another kind, version or table is refused`() throws {
    let run = try Self.run()
    func refusal(_ change: (inout StateSurgery) -> Void) -> StateError? {
      var surgery = StateSurgery(bytes: run.state.encoded())
      change(&surgery)
      surgery.repair()
      do throws(StateError) {
        _ = try ScheduleState(decoding: surgery.bytes, for: run.table)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal { $0.bytes[4] = 0x54 } == .notAState)
    #expect(refusal { $0.set(UInt16(2), at: 8) } == .unsupportedFormat(major: 2, minor: 0))
    #expect(refusal { $0.set(UInt16(1), at: 10) } == .unsupportedFormat(major: 1, minor: 1))
    #expect(refusal { $0.set(UInt32(519), at: 16) } != nil)
    #expect(refusal { $0.bytes.removeLast(16) } == .wrongLength(found: 504, expected: 520))
    #expect(refusal { $0.set(UInt32(119), at: 16) } == .wrongLength(found: 520, expected: 119))
    let other = try SampleTable.open.build()
    #expect(throws: StateError.otherTable(found: run.table.digest, expected: other.digest)) {
      try ScheduleState(decoding: run.state.encoded(), for: other)
    }
    #expect(throws: EvaluationError.foreignState) {
      try other.value(track: 0, at: 0, state: run.state)
    }
    #expect(throws: EvaluationError.foreignState) { try ScheduleRun(other, from: run.state) }
  }

  @Test func `every flipped bit and every truncation of a record is refused`() throws {
    let run = try Self.run()
    let bytes = run.state.encoded()
    var accepted: [Int] = []
    for bit in 0..<8 * bytes.count {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      if (try? ScheduleState(decoding: damaged, for: run.table)) != nil { accepted.append(bit) }
    }
    for count in 0..<bytes.count
    where (try? ScheduleState(decoding: Array(bytes[..<count]), for: run.table)) != nil {
      accepted.append(-count)
    }
    if (try? ScheduleState(decoding: bytes + [0], for: run.table)) != nil { accepted.append(.max) }
    #expect(accepted.isEmpty)
  }

  /// The table's own damage is the table's tests' business; here are the record's bits and all lengths.
  @Test func `every flipped bit and every truncation of a checkpoint is refused`() throws {
    let run = try Self.run()
    let bytes = Checkpoint(of: run).encoded()
    #expect(try Checkpoint(decoding: bytes) == Checkpoint(of: run))
    var generator = SeededGenerator(seed: 5)
    var accepted: [Int] = []
    let sampled = (StateSurgery.length..<bytes.count).map {
      8 * $0 + Int.random(in: 0..<8, using: &generator)
    }
    for bit in Array(0..<8 * StateSurgery.length)
      + sampled.filter({ _ in Bool.random(using: &generator) })
    {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      if (try? Checkpoint(decoding: damaged)) != nil { accepted.append(bit) }
    }
    for count in 0..<bytes.count where (try? Checkpoint(decoding: Array(bytes[..<count]))) != nil {
      accepted.append(-count)
    }
    #expect(accepted.isEmpty)
    #expect(throws: RestorationError.tableMissing) {
      try Checkpoint(decoding: Array(bytes[..<StateSurgery.length]))
    }
  }

  @Test func `a checkpoint with another run's table is refused`() throws {
    let run = try Self.run()
    let other = try SampleTable.open.build()
    let record = run.state.encoded(isFollowedByTable: true)
    #expect(
      throws: RestorationError.state(.otherTable(found: run.table.digest, expected: other.digest))
    ) {
      try Checkpoint(decoding: record + other.encoded())
    }
    #expect(throws: RestorationError.state(.wrongLength(found: 1040, expected: 520))) {
      try Checkpoint(decoding: run.state.encoded() + run.state.encoded())
    }
  }

  @Test func `the fingerprint tells states apart, but not repeats`() throws {
    let run = try Self.run()
    var seen: Set<UInt64> = [run.state.fingerprint, ScheduleRun(run.table).state.fingerprint]
    #expect(seen.count == 2)
    var repeated = run
    try repeated.observe("loss", 0.5, measuredAt: 95)
    #expect(repeated.state != run.state && repeated.state.fingerprint == run.state.fingerprint)
    var later = run
    try later.observe("loss", 0.5, measuredAt: 101)
    seen.insert(later.state.fingerprint)
    var otherValue = run
    try otherValue.observe("loss", 0.25, measuredAt: 101)
    seen.insert(otherValue.state.fingerprint)
    #expect(seen.count == 4)
    let otherTable = try SampleTable.build { $0.facts = [] }
    seen.insert(ScheduleState(for: otherTable).fingerprint)
    #expect(seen.count == 5)
  }
}
