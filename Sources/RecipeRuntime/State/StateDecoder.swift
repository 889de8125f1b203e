// SPDX-License-Identifier: Apache-2.0

extension ScheduleState {
  /// Reads the record of a state of a table, and checks that the table can lead to it.
  ///
  /// - Throws: the first thing that is wrong. Every flipped bit and every missing or additional byte is.
  public init(decoding bytes: [UInt8], for table: ScheduleTable) throws(StateError) {
    let header = try StateHeader(bytes)
    guard header.length == bytes.count else {
      throw .wrongLength(found: bytes.count, expected: header.length)
    }
    guard header.digest == table.digest else {
      throw .otherTable(found: header.digest, expected: table.digest)
    }
    guard bytes.count == table.stateSize else {
      throw .wrongLength(found: bytes.count, expected: table.stateSize)
    }
    self.init(for: table)
    let reader = ByteReader(bytes: bytes)
    migratedFrom = header.migratedFrom
    clock = reader.i64(56)
    accepted = reader.u64(64)
    repeated = reader.u64(72)
    var decoder = StateDecoder(reader: reader, table: table, clock: clock)
    decoder.require(Int(reader.u16(20)) == machines.count, 20)
    decoder.require(Int(reader.u16(22)) == watches.count, 22)
    decoder.require(reader.index(bytes.count - 8) == chains.count, bytes.count - 8)
    decoder.require(clock, in: -1..<ScheduleTable.openLength, 56)
    // Counts that no run lives to see would trap when they are counted on.
    decoder.require(accepted < 1 << 63, 64)
    decoder.require(repeated < 1 << 63, 72)
    var offset = StateFormat.headerLength
    for index in machines.indices {
      machines[index] = decoder.machine(index, at: offset)
      offset += StateFormat.machineLength
    }
    for index in watches.indices {
      watches[index] = decoder.watch(at: offset)
      offset += StateFormat.entryLength
    }
    for index in chains.indices {
      chains[index] = decoder.chain(index, at: offset)
      offset += StateFormat.entryLength
    }
    if let offset = decoder.impossibleOffset { throw .impossible(offset: offset) }
  }
}

/// What a record says of itself before a table is known.
struct StateHeader {
  /// The length of the record in bytes.
  let length: Int
  /// The digest of the table.
  let digest: Digest
  /// The digest of the table that the state was migrated from.
  let migratedFrom: Digest?
  /// Whether a table file follows the record.
  let isFollowedByTable: Bool

  /// Reads the header of a record, which other bytes may follow, and checks the checksum.
  init(_ bytes: [UInt8]) throws(StateError) {
    let least = StateFormat.length(machines: 0, watches: 0, chains: 0)
    guard bytes.count >= least else { throw .wrongLength(found: bytes.count, expected: least) }
    let reader = ByteReader(bytes: bytes)
    for (offset, byte) in StateFormat.magic.enumerated() where bytes[offset] != byte {
      throw .notAState
    }
    let length = Int(reader.u32(16))
    guard length >= least, length <= bytes.count else {
      throw .wrongLength(found: bytes.count, expected: length)
    }
    let expected = reader.u32(length - 4)
    let found = CRC32C.checksum(of: bytes[..<(length - 4)])
    guard found == expected else { throw .damaged(expected: expected, found: found) }
    let (major, minor) = (reader.u16(8), reader.u16(10))
    guard major == StateFormat.major, minor <= StateFormat.minor else {
      throw .unsupportedFormat(major: major, minor: minor)
    }
    let flags = reader.u32(12)
    guard flags <= 3 else { throw .impossible(offset: 12) }
    self.length = length
    digest = Digest(bytes: bytes, at: 24)
    isFollowedByTable = flags & 1 != 0
    if flags & 2 != 0 {
      migratedFrom = Digest(bytes: bytes, at: 80)
    } else {
      migratedFrom = nil
      for offset in 80..<112 where bytes[offset] != 0 { throw .impossible(offset: offset) }
    }
  }
}

/// Turns the entries of a record into values, and notes whether a run can have reached them.
///
/// Reading goes on behind a field that none can have: the values are then of no use, but do no harm.
struct StateDecoder {
  /// The record.
  let reader: ByteReader
  /// The table.
  let table: ScheduleTable
  /// The largest update at which something took effect.
  let clock: Int64

  /// The offset of the first field with a value that no run leads to.
  private(set) var impossibleOffset: Int?

  init(reader: ByteReader, table: ScheduleTable, clock: Int64) {
    self.reader = reader
    self.table = table
    self.clock = clock
  }

  /// Notes the offset of a field unless its value is possible.
  @inline(never)
  mutating func require(_ isPossible: Bool, _ offset: Int) {
    if !isPossible && impossibleOffset == nil { impossibleOffset = offset }
  }

  /// Notes the offset of a field unless its value lies in a range.
  @inline(never)
  mutating func require(_ value: Int64, in range: Range<Int64>, _ offset: Int) {
    require(range.contains(value), offset)
  }

  /// The updates up to the clock, and 0; of a clock that is none, so many as not to overflow.
  private var past: Range<Int64> { 0..<max(0, min(clock, ScheduleTable.openLength)) + 1 }

  /// The machine at an index.
  mutating func machine(_ index: Int, at offset: Int) -> MachineState {
    let machine = table.machines[index]
    let flags = reader.u32(offset + 60)
    require(flags <= 3, offset + 60)
    var state = MachineState()
    state.best = reader.f64(offset)
    state.accumulator = reader.f64(offset + 8)
    state.accumulated = reader.i64(offset + 16)
    state.bad = reader.i64(offset + 24)
    state.cooldown = reader.i64(offset + 32)
    state.since = reader.i64(offset + 40)
    state.changedAt = reader.i64(offset + 48)
    state.cuts = reader.u32(offset + 56)
    state.hasBest = flags & 1 != 0
    state.isEntered = flags & 2 != 0
    require(state.hasBest ? !state.best.isNaN : state.best.bitPattern == 0, offset)
    // A sum of finite metrics may have run over, which is why infinity is possible.
    let isSum = state.accumulated > 0 && !state.accumulator.isNaN
    require(isSum || state.accumulator.bitPattern == 0, offset + 8)
    let most = machine.averages > 1 ? machine.averages - 1 : machine.smoothing > 0 ? 1 : 0
    require(state.accumulated, in: 0..<most + 1, offset + 16)
    require(state.bad, in: 0..<ScheduleTable.openLength, offset + 24)
    require(state.cooldown, in: 0..<ScheduleTable.openLength * 2, offset + 32)
    require(state.since, in: past, offset + 40)
    require(Int64(state.cuts) < max(1, Int64(machine.levelCount)), offset + 56)
    require(state.changedAt, in: state.cuts > 0 ? past : -1..<0, offset + 48)
    return state
  }

  /// A watched name.
  mutating func watch(at offset: Int) -> WatchState {
    var state = WatchState()
    state.last = reader.i64(offset)
    state.repeated = reader.u64(offset + 8)
    require(state.last >= -1 && state.last <= clock, offset)
    require(state.repeated < 1 << 63, offset + 8)
    return state
  }

  /// The chain at an index.
  mutating func chain(_ index: Int, at offset: Int) -> ChainState {
    let start = table.plan.chainStarts[index]
    let flags = reader.u32(offset + 12)
    let state = ChainState(
      region: reader.index(offset + 8),
      entry: reader.i64(offset),
      isEntered: flags & 1 != 0,
      isEnded: flags & 2 != 0
    )
    require([0, 1, 3].contains(flags), offset + 12)
    if !state.isEntered {
      require(state.region == start, offset + 8)
      require(state.entry == 0, offset)
      return state
    }
    require(state.entry, in: past, offset)
    let targets = table.eventTargets(from: start)
    let isReachable =
      state.isEnded ? targets.ended.contains(state.region) : targets.entered.contains(state.region)
    require(isReachable, offset + 8)
    return state
  }
}

extension ScheduleTable {
  /// The regions that events can lead to from a region on, and those in which one can end a track.
  func eventTargets(from first: Int) -> (entered: [Int], ended: [Int]) {
    let isReachable = reachability(from: [first])
    var isEntered = [Bool](repeating: false, count: regions.count)
    var ended: [Int] = []
    for index in regions.indices where isReachable[index] {
      guard let exit = regions[index].exit else { continue }
      if let next = exit.region { isEntered[next] = true } else { ended.append(index) }
    }
    return (regions.indices.filter { isEntered[$0] }, ended)
  }
}
