// SPDX-License-Identifier: Apache-2.0

extension ScheduleState {
  /// The state as a record, byte for byte the same for equal states; `stateSize` bytes of its table.
  public func encoded() -> [UInt8] { encoded(isFollowedByTable: false) }

  /// The state as a record that says whether the file of the table follows.
  func encoded(isFollowedByTable: Bool) -> [UInt8] {
    var writer = ByteWriter()
    let length = StateFormat.length(
      machines: machines.count,
      watches: watches.count,
      chains: chains.count
    )
    writer.reserve(length)
    writer.append(StateFormat.magic)
    writer.append(StateFormat.major)
    writer.append(StateFormat.minor)
    writer.append(UInt32(isFollowedByTable ? 1 : 0) | (migratedFrom == nil ? 0 : 2))
    writer.append(index: length)
    writer.append(UInt16(truncatingIfNeeded: machines.count))
    writer.append(UInt16(truncatingIfNeeded: watches.count))
    writer.append(digest.bytes)
    writer.append(clock)
    writer.append(accepted)
    writer.append(repeated)
    writer.append(migratedFrom?.bytes ?? [UInt8](repeating: 0, count: 32))
    for machine in machines { machine.append(to: &writer) }
    for watch in watches {
      writer.append(watch.last)
      writer.append(watch.repeated)
    }
    for chain in chains { chain.append(to: &writer) }
    writer.append(index: chains.count)
    writer.append(CRC32C.checksum(of: writer.bytes[...]))
    return writer.bytes
  }

  /// Eight bytes that differ, but for one case in 2^64, where table or state differ.
  ///
  /// Ranks compare them, by an all-gather, to know that they use the same values. Repeats do not count:
  /// a rank may have heard of an observation more often than another.
  public var fingerprint: UInt64 {
    var writer = ByteWriter()
    writer.append(digest.bytes)
    writer.append(clock)
    writer.append(accepted)
    for machine in machines { machine.append(to: &writer) }
    for watch in watches { writer.append(watch.last) }
    for chain in chains { chain.append(to: &writer) }
    return Digest(of: writer.bytes).word0
  }
}

extension MachineState {
  fileprivate func append(to writer: inout ByteWriter) {
    writer.append(best)
    writer.append(accumulator)
    writer.append(accumulated)
    writer.append(bad)
    writer.append(cooldown)
    writer.append(since)
    writer.append(changedAt)
    writer.append(cuts)
    writer.append(UInt32(hasBest ? 1 : 0) | (isEntered ? 2 : 0))
  }
}

extension ChainState {
  fileprivate func append(to writer: inout ByteWriter) {
    writer.append(entry)
    writer.append(index: region)
    writer.append(UInt32(isEntered ? 1 : 0) | (isEnded ? 2 : 0))
  }
}
