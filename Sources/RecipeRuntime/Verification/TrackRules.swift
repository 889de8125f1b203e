// SPDX-License-Identifier: Apache-2.0

/// The rule that a track breaks.
public enum TrackFault: Hashable, Sendable {
  /// There is no region at the index of the first one.
  case firstRegion(Int, available: Int)
  /// The first region does not start at update 0.
  case firstRegionStart(Int64)
  /// The multiplier is neither 0 nor in [2^-500, 2^500].
  case multiplier(Double)
  /// The multiplier takes a level or a floor out of [2^-500, 2^500].
  case level(Double)
  /// The track has no event and does not end where the table ends.
  case endsElsewhere(end: Int64, tableLength: Int64)
  /// The track repeats, although machines act on it.
  case repeatsReactive
  /// The track continues past its end, although it answers to no machine.
  case continuesNothing
  /// The value past the end is neither 0 nor of a magnitude in [2^-500, 2^500].
  case hold(Double)
  /// An earlier track has the same channel, optimizer and group.
  case duplicate(of: Int)

  /// The rule in words, to follow the track's number.
  var predicate: String {
    switch self {
    case .firstRegion(let region, let available):
      "starts in region \(region), of \(available) that exist"
    case .firstRegionStart(let start): "starts in a region that starts at update \(start), not at 0"
    case .multiplier(let value):
      "has a multiplier (bits \(value.hexPattern)) that is neither 0 nor from 2^-500 to 2^500"
    case .level(let value):
      "has a multiplier that takes a level or a floor out of range (bits \(value.hexPattern))"
    case .endsElsewhere(let end, let tableLength):
      "ends at update \(end) if no event happens, not at the table's end (\(tableLength))"
    case .repeatsReactive: "repeats past its end, which a track that machines act on cannot"
    case .continuesNothing: "continues past its end, but answers to no machine"
    case .hold(let value):
      "holds a value past the end (bits \(value.hexPattern)) that is neither 0 nor of a magnitude "
        + "from 2^-500 to 2^500"
    case .duplicate(let other): "has the channel, optimizer and group of track \(other)"
    }
  }
}

extension Track {
  /// The first rule that the track breaks by itself or with the regions.
  func fault(regions: [Region]) -> TrackFault? {
    guard regions.indices.contains(firstRegion) else {
      return .firstRegion(firstRegion, available: regions.count)
    }
    let start = regions[firstRegion].start
    if start != 0 { return .firstRegionStart(start) }
    // With a positive multiplier no value of a table is -0: a sum that rounds to nearest is -0 only
    // if both terms are, and c0 never is.
    if !multiplier.isTableValue || multiplier < 0 { return .multiplier(multiplier) }
    switch after {
    case .hold(let value), .continues(let value): return value.isTableValue ? nil : .hold(value)
    case .repeats, .error: return nil
    }
  }

  /// Whether the track's names come before another's, channel first.
  func precedes(_ other: Track) -> Bool {
    if channel != other.channel { return channel.precedes(other.channel) }
    if optimizer != other.optimizer { return optimizer.precedes(other.optimizer) }
    return group.precedes(other.group)
  }
}

extension ScheduleTable {
  /// Checks every track and that no two have the same names.
  func verifyTracks(_ limits: TableLimits) throws(TableError) {
    for (index, track) in tracks.enumerated() {
      try track.channel.verify(for: .channel(track: index), limits)
      try track.optimizer.verify(for: .optimizer(track: index), limits)
      try track.group.verify(for: .group(track: index), limits)
      if let fault = track.fault(regions: regions) { throw .track(index, fault) }
      let end = runEnds[track.firstRegion].end
      // In an open run every track ends where it ends.
      if end != length && length != ScheduleTable.openLength {
        throw .track(index, .endsElsewhere(end: end, tableLength: length))
      }
    }
    let duplicate = firstDuplicate(among: tracks.count) { tracks[$0].precedes(tracks[$1]) }
    if let (earlier, later) = duplicate { throw .track(later, .duplicate(of: earlier)) }
  }
}
