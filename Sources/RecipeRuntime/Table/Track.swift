// SPDX-License-Identifier: Apache-2.0

/// The values of one channel for one parameter group of one optimizer.
///
/// A track starts in `firstRegion` at update 0 and follows the regions' timeouts to the end of the
/// table, unless an event leads elsewhere. Its value is `multiplier · p`, one product, with p the
/// value of the piece; a multiplier of 1 leaves the bits of p as they are. Where a region answers to
/// a plateau, see `Response`. Several tracks may share regions and pieces, and then events as well.
public struct Track: Hashable, Sendable {
  /// What the track does from its end on.
  public enum After: Hashable, Sendable {
    /// Every later update has the multiplier times this value.
    case hold(Double)
    /// The last region's response goes on, with this value in place of the piece's: cuts that were made
    /// stay, and none is added.
    case continues(Double)
    /// Update t has the value of update t mod length; only for a track without response and event.
    case repeats
    /// A later update has no value: asking for it is an error.
    case error
  }

  /// The name of what is scheduled: `lr`, `momentum`, …; never empty.
  public var channel: UTF8Text
  /// The name of the optimizer, empty where a recipe has one optimizer only.
  public var optimizer: UTF8Text
  /// The name of the parameter group, empty for the channel's default.
  public var group: UTF8Text
  /// The index of the region that update 0 lies in.
  public var firstRegion: Int
  /// The factor on every piece's value: 0, or a magnitude in [2^-500, 2^500].
  public var multiplier: Double
  /// What the track does past the end.
  public var after: After

  /// Makes a track; a table verifies it when it is built.
  public init(
    channel: UTF8Text,
    optimizer: UTF8Text = .empty,
    group: UTF8Text = .empty,
    firstRegion: Int,
    multiplier: Double = 1,
    after: After
  ) {
    self.channel = channel
    self.optimizer = optimizer
    self.group = group
    self.firstRegion = firstRegion
    self.multiplier = multiplier
    self.after = after
  }
}
