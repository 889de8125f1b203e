// SPDX-License-Identifier: Apache-2.0

/// What a table remembers of a phase as it was written in the recipe.
public struct PhaseRecord: Hashable, Sendable {
  /// The index of the track that the phase was written for; other tracks may share its pieces.
  public var track: Int
  /// The phase's name or kind, for people to read; it may be empty.
  public var name: UTF8Text
  /// The line of the recipe on which the phase starts, counted from 1; 0 where it has none.
  public var line: Int
  /// The updates that the phase covers, never empty and within the table's length.
  public var updates: Range<Int64>
  /// The largest proved error of its pieces in units of 2^-53: finite and not negative.
  public var errorBound: Double
  /// Whether `errorBound` is relative to each value; otherwise to the phase's largest magnitude.
  public var errorIsRelative: Bool

  /// Makes a record; a table verifies it when it is built.
  public init(
    track: Int,
    name: UTF8Text,
    line: Int,
    updates: Range<Int64>,
    errorBound: Double,
    errorIsRelative: Bool = true
  ) {
    self.track = track
    self.name = name
    self.line = line
    self.updates = updates
    self.errorBound = errorBound
    self.errorIsRelative = errorIsRelative
  }
}
