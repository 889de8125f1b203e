// SPDX-License-Identifier: Apache-2.0

/// The sections of a table file, in the order in which they lie in it.
public enum TableSection: Int, Hashable, Sendable, CaseIterable {
  /// The track records.
  case tracks
  /// The region records.
  case regions
  /// The pieces' first updates.
  case starts
  /// The pieces' polynomials.
  case bodies
  /// The machine records.
  case machines
  /// The levels of all responses.
  case levels
  /// The run fact records.
  case facts
  /// The bytes of the core's names.
  case coreText
  /// The phase records.
  case phases
  /// The pieces' phase numbers.
  case piecePhases
  /// The bytes of the phases' names.
  case annexText
  /// The bytes of the recipe.
  case recipe

  /// The bytes of one record.
  var recordSize: Int {
    switch self {
    case .tracks: 48
    case .regions, .bodies: 80
    case .starts, .levels: 8
    case .machines: 88
    case .facts: 16
    case .phases: 48
    case .piecePhases: 4
    case .coreText, .annexText, .recipe: 1
    }
  }

  /// What the section holds, in words.
  var noun: String {
    switch self {
    case .tracks: "tracks"
    case .regions: "regions"
    case .starts: "pieces"
    case .bodies: "piece bodies"
    case .machines: "machines"
    case .levels: "levels"
    case .facts: "run facts"
    case .coreText: "bytes of names"
    case .phases: "phases"
    case .piecePhases: "piece phases"
    case .annexText: "bytes of phase names"
    case .recipe: "bytes of recipe"
    }
  }

  /// The most records that a reader with these limits takes.
  func limit(_ limits: TableLimits) -> Int {
    switch self {
    case .tracks: limits.tracks
    case .regions: limits.regions
    case .starts, .bodies, .piecePhases: limits.pieces
    case .machines: limits.machines
    case .levels: limits.levels
    case .facts: limits.facts
    case .phases: limits.phases
    case .coreText, .annexText, .recipe: limits.bytes
    }
  }
}
