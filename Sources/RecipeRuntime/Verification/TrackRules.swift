// SPDX-License-Identifier: Apache-2.0

/// The rule that a track breaks.
public enum TrackFault: Hashable, Sendable {
  /// The track has a machine, which format 0 reserves.
  case reservedMachine(Int)
  /// There is no region at the index of the first one.
  case firstRegion(Int, available: Int)
  /// The first region does not start at update 0.
  case firstRegionStart(Int64)
  /// The multiplier is neither 0 nor in [2^-500, 2^500].
  case multiplier(Double)
  /// The floor is neither 0 nor of a magnitude in [2^-500, 2^500].
  case floor(Double)
  /// The value past the end is neither 0 nor of a magnitude in [2^-500, 2^500].
  case hold(Double)
  /// An earlier track has the same channel, optimizer and group.
  case duplicate(of: Int)

  /// The rule in words, to follow the track's number.
  var predicate: String {
    switch self {
    case .reservedMachine(let machine):
      "has a machine (number \(machine)), which format 0 does not allow"
    case .firstRegion(let region, let available):
      "starts in region \(region), of \(available) that exist"
    case .firstRegionStart(let start): "starts in a region that starts at update \(start), not at 0"
    case .multiplier(let value):
      "has a multiplier (bits \(value.hexPattern)) that is neither 0 nor from 2^-500 to 2^500"
    case .floor(let value):
      "has a floor (bits \(value.hexPattern)) that is neither 0 nor of a magnitude from 2^-500 to "
        + "2^500"
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
    if let machine { return .reservedMachine(machine) }
    guard regions.indices.contains(firstRegion) else {
      return .firstRegion(firstRegion, available: regions.count)
    }
    let start = regions[firstRegion].start
    if start != 0 { return .firstRegionStart(start) }
    // With a positive multiplier no value of a table is -0: a sum that rounds to nearest is -0 only
    // if both terms are, and c0 never is.
    if !multiplier.isTableValue || multiplier < 0 { return .multiplier(multiplier) }
    if !floor.isTableValue { return .floor(floor) }
    if case .hold(let value) = after, !value.isTableValue { return .hold(value) }
    return nil
  }

  /// Whether the track's names come before another's, channel first.
  func precedes(_ other: Track) -> Bool {
    if channel != other.channel { return channel.precedes(other.channel) }
    if optimizer != other.optimizer { return optimizer.precedes(other.optimizer) }
    return group.precedes(other.group)
  }

  /// Whether the track has another's channel, optimizer and group.
  func isNamed(as other: Track) -> Bool {
    channel == other.channel && optimizer == other.optimizer && group == other.group
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
    }
    // Sorting finds equal names in O(n log n) without hashing text.
    let sorted = tracks.indices.sorted { a, b in
      if tracks[a].isNamed(as: tracks[b]) { return a < b }
      return tracks[a].precedes(tracks[b])
    }
    for (earlier, later) in zip(sorted, sorted.dropFirst())
    where tracks[earlier].isNamed(as: tracks[later]) {
      throw .track(later, .duplicate(of: earlier))
    }
  }
}
