// SPDX-License-Identifier: Apache-2.0

internal import RecipeRuntime
internal import RecipeSemantics

/// A row of the table with the updates it covers and the region that samples it.
struct TableRow {
  /// In the time of the region.
  let updates: Range<Int64>
  let body: PieceBody
  let region: Region
}

/// The rows that a table has for each phase of a schedule, found by following the recipe.
///
/// Where the recipe says that time leads on, the table's timeout is followed, and where it says that an
/// event does, the table's exit. A table that leads elsewhere ends up with other rows, which the proofs
/// of these then find; what leads where in a way that rows cannot show is compared here.
struct ScheduleRows {
  private let table: ScheduleTable
  private var remaining: ArraySlice<TableRow> = []
  private var index: Int?
  private var previous: ResolvedPhase?

  /// Starts at the first region of a track.
  init(of table: ScheduleTable, track: Int) {
    self.table = table
    index = table.tracks[track].firstRegion
    load()
  }

  /// The rows of the next phase; nil where the table does not lead on as the recipe does.
  mutating func rows(of phase: ResolvedPhase) -> [TableRow]? {
    if let previous, !advance(from: previous, to: phase) { return nil }
    previous = phase
    var rows: [TableRow] = []
    while let row = remaining.first, row.updates.lowerBound < phase.updates.upperBound {
      rows.append(row)
      // A row may reach over into the next phase.
      guard row.updates.upperBound <= phase.updates.upperBound else { break }
      remaining = remaining.dropFirst()
    }
    return rows.isEmpty ? nil : rows
  }

  /// Whether the last phase is followed by nothing.
  func isAtEnd(after last: ResolvedPhase) -> Bool {
    guard let index, remaining.isEmpty else { return false }
    let region = table.regions[index]
    return region.timeout == nil && region.exit?.region == nil
      && (region.exit == nil) == (last.exit == nil)
  }

  private mutating func advance(from previous: ResolvedPhase, to phase: ResolvedPhase) -> Bool {
    guard let current = index else { return false }
    let region = table.regions[current]
    if previous.exit == nil && !phase.startsAtEvent {
      if region.exit != nil && phase.exit == nil { return false }
      if !remaining.isEmpty { return true }
      index = region.timeout
    } else {
      guard remaining.isEmpty, let next = region.exit?.region else { return false }
      if region.timeout != (phase.startsAtEvent ? nil : next) { return false }
      index = next
    }
    load()
    return index != nil
  }

  private mutating func load() {
    guard let index else { return }
    let region = table.regions[index]
    remaining =
      region.pieces.map {
        TableRow(
          updates: table.updates(ofPiece: $0, inRegion: index),
          body: table.bodies[$0],
          region: region
        )
      }[...]
  }
}
