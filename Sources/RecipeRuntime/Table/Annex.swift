// SPDX-License-Identifier: Apache-2.0

/// Where a table came from: for people and tools, without influence on any value or on the digest.
public struct Annex: Hashable, Sendable {
  /// The phases, in the order of the recipe.
  public var phases: [PhaseRecord]
  /// For every piece of the table the index of its phase; empty where that is not recorded.
  public var phaseOfPiece: [Int]
  /// The recipe's text, byte for byte as it was read; empty where it is not recorded.
  public var recipe: [UInt8]

  /// Makes an annex; a table verifies it when it is built.
  public init(phases: [PhaseRecord], phaseOfPiece: [Int], recipe: [UInt8]) {
    self.phases = phases
    self.phaseOfPiece = phaseOfPiece
    self.recipe = recipe
  }

  /// The annex that records nothing.
  public static let empty = Annex(phases: [], phaseOfPiece: [], recipe: [])
}
