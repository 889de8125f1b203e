// SPDX-License-Identifier: Apache-2.0

/// The most that a reader is willing to take in; every count is checked before memory is reserved.
public struct TableLimits: Hashable, Sendable {
  /// The largest file in bytes.
  public var bytes: Int
  /// The largest number of pieces.
  public var pieces: Int
  /// The largest number of tracks.
  public var tracks: Int
  /// The largest number of regions.
  public var regions: Int
  /// The largest number of machines.
  public var machines: Int
  /// The largest number of levels.
  public var levels: Int
  /// The largest number of phases in the annex.
  public var phases: Int
  /// The largest number of run facts.
  public var facts: Int
  /// The longest name or fact in UTF-8 bytes.
  public var textBytes: Int

  /// Makes limits; whatever is not given is what `default` allows.
  ///
  /// No limit reaches beyond the format itself, whose offsets have 32 bits: a larger value is the
  /// same as 2^31 − 1.
  public init(
    bytes: Int = 16 << 20,
    pieces: Int = 1 << 17,
    tracks: Int = 4096,
    regions: Int = 65_536,
    machines: Int = 64,
    levels: Int = 65_536,
    phases: Int = 65_536,
    facts: Int = 4096,
    textBytes: Int = 4096
  ) {
    let most = Int(Int32.max)
    self.bytes = min(bytes, most)
    self.pieces = min(pieces, most)
    self.tracks = min(tracks, most)
    self.regions = min(regions, most)
    self.machines = min(machines, most)
    self.levels = min(levels, most)
    self.phases = min(phases, most)
    self.facts = min(facts, most)
    self.textBytes = min(textBytes, most)
  }

  /// 16 MiB, 2^17 pieces, 4096 tracks, 64 machines, and 65,536 regions, levels and phases each.
  public static let `default` = TableLimits()
}
