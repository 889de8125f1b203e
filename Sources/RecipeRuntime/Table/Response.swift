// SPDX-License-Identifier: Apache-2.0

/// How the values of a region answer to the cuts of a plateau.
///
/// After k cuts, with p the value of the piece and m the track's multiplier, the value is
///
///     min(m·level(0) · p, max(m·floor, m·level(k) · p))
///
/// where every product is rounded once. Levels are factors of a curve (level 0 is 1) or the values
/// themselves over a power of two as the piece: products with those are exact.
public struct Response: Hashable, Sendable {
  /// The index of the machine, a plateau.
  public var machine: Int
  /// The index of level 0; the machine says how many follow.
  public var firstLevel: Int
  /// No cut goes below it, before the multiplier: 0, or a magnitude in [2^-500, 2^500].
  public var floor: Double

  /// Makes a response; a table verifies it when it is built.
  public init(machine: Int, firstLevel: Int, floor: Double = 0) {
    self.machine = machine
    self.firstLevel = firstLevel
    self.floor = floor
  }
}
