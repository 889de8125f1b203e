// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics

extension Emitter {
  /// The value of every track at every update.
  ///
  /// Values are the shortest decimals that read back as the same binary64 number. Where metrics or signals
  /// move a track, they are those of the run in which none does.
  static let csv = Emitter("csv", "the value of every channel at every update") { table, write in
    let limit: Int64 = 1 << 26
    guard table.length < ScheduleTable.openLength else {
      throw Refusal(
        message: "an open run has no last update, and so no CSV of every update: use "
          + "`recipec eval FILE --range 0:UPDATE:STEP --form csv`"
      )
    }
    guard table.length <= limit else {
      throw Refusal(
        message: "a run of \(table.length.grouped) updates is too long for a CSV of every update "
          + "(the limit is \(limit.grouped)): use `recipec eval FILE --range 0:end:STEP`"
      )
    }
    let names = table.tracks.map { $0.channel.description }
    try write(Array(("update," + names.joined(separator: ",") + "\n").utf8)[...])
    let block: Int64 = 1 << 14
    for start in stride(from: 0, to: table.length, by: Int(block)) {
      let updates = start..<min(start + block, table.length)
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
