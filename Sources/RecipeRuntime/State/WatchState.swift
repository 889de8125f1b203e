// SPDX-License-Identifier: Apache-2.0

/// What is remembered of the observations under one name.
public struct WatchState: Hashable, Sendable {
  /// The update at which the last one was measured, or the last signal took effect; −1 for none.
  public internal(set) var last: Int64 = -1
  /// How many came twice; the first was kept.
  public internal(set) var repeated: UInt64 = 0

  /// The state of a name that has not been heard of.
  init() {}
}
