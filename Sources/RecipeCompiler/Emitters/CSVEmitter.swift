// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

extension Emitter {
  /// The value of every track at every update.
  ///
  /// Values are the shortest decimals that read back as the same binary64 number. Where metrics or signals
  /// move a track, they are those of the run in which none does.
  static let csv = csv(stoppingAt: nil)

  /// The form for a run that stops at an update: fewer rows of the same table, if it is one of rows.
  public func stopping(at update: Int64) -> Emitter {
    name == Emitter.csv.name ? .csv(stoppingAt: update) : self
  }

  private static func csv(stoppingAt cut: Int64?) -> Emitter {
    Emitter("csv", "the value of every channel at every update") { table, write in
      try writeRows(of: table, upTo: min(cut ?? table.length, table.length), write)
    }
  }

  private static func writeRows(
    of table: ScheduleTable,
    upTo end: Int64,
    _ write: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    let limit: Int64 = 1 << 26
    guard end < ScheduleTable.openLength else {
      throw Refusal(
        message: "an open run has no last update, and so no CSV of every update: use "
          + "`recipec eval FILE --range 0:UPDATE:STEP --form csv`"
      )
    }
    guard end <= limit else {
      throw Refusal(
        message: "a run of \(end.grouped) updates is too long for a CSV of every update "
          + "(the limit is \(limit.grouped)): use `recipec eval FILE --range 0:end:STEP`"
      )
    }
    let names = table.tracks.map(\.title)
    try write(Array(("update," + names.joined(separator: ",") + "\n").utf8)[...])
    let block: Int64 = 1 << 14
    for start in stride(from: 0, to: end, by: Int(block)) {
      let updates = start..<min(start + block, end)
      let columns = try table.tracks.indices.map { try table.values(track: $0, range: updates) }
      var rows: [UInt8] = []
      for (index, update) in updates.enumerated() {
        rows += String(update).utf8
        for column in columns {
          rows.append(UInt8(ascii: ","))
          rows += column[index].description.utf8
        }
        rows.append(UInt8(ascii: "\n"))
      }
      try write(rows[...])
    }
  }
}
