// SPDX-License-Identifier: Apache-2.0

import RecipeRuntime

/// Tables whose every name is one that a careless program generator trips over.
enum HostileTable {
  /// Names that a table can have.
  static let names = [
    "int", "class", "lr\"; system(\"true\"); \"", "*/ #error */ /*", "what??/", "a\\", "'''\"\"\"",
    "%s%n", "0x1p", "学習率", "e\u{301}", "\u{1F600}7", "None", "SCHEDULE_LENGTH", "length", "a//b",
    "<track> <metric> <signal>", "\\u0022",
  ]

  /// A table whose channel, group, metric, clock and recipe have a name.
  static func table(naming name: String) throws -> ScheduleTable {
    let text = UTF8Text(name)
    let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return try ScheduleTable(
      clock: text,
      length: 100,
      tracks: [
        Track(channel: text, firstRegion: 0, after: .hold(1)),
        Track(channel: text, optimizer: text, group: text, firstRegion: 0, after: .continues(1)),
      ],
      regions: [
        Region(
          firstPiece: 0,
          pieceCount: 1,
          start: 0,
          length: 100,
          response: Response(machine: 0, firstLevel: 0)
        )
      ],
      pieces: [Piece(constant: 1, updates: 0..<100)],
      machines: [Machine(kind: .plateau, name: text, patience: 1, levelCount: 2)],
      levels: [1, 0.5],
      annex: Annex(
        phases: [
          PhaseRecord(track: 0, name: text, line: 1, updates: 0..<100, errorBound: 0)
        ],
        phaseOfPiece: [0],
        recipe: Array("recipec: 1\nname: \"\(quoted)\"\n".utf8)
      ),
      recipeDigest: Digest(of: [])
    )
  }
}
