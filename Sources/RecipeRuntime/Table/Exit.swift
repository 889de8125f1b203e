// SPDX-License-Identifier: Apache-2.0

/// The way out of a region at an event.
public struct Exit: Hashable, Sendable {
  /// The index of the machine that fires; not a plateau.
  public var machine: Int
  /// The region that begins at the update at which the event takes effect; `nil` where the track ends there.
  public var region: Int?

  /// Makes an exit; a table verifies it when it is built.
  public init(machine: Int, region: Int?) {
    self.machine = machine
    self.region = region
  }
}
