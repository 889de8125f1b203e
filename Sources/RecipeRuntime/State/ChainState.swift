// SPDX-License-Identifier: Apache-2.0

/// Where the last event has led the tracks that share a first region.
///
/// What timeouts do from there on is not recorded: it follows.
public struct ChainState: Hashable, Sendable {
  /// The region that the last event led to, or that it left if it ended the tracks.
  public internal(set) var region: Int
  /// The update at which that happened; 0 before any event.
  public internal(set) var entry: Int64
  /// Whether there was an event.
  public internal(set) var isEntered: Bool
  /// Whether the event ended the tracks.
  public internal(set) var isEnded: Bool
}
