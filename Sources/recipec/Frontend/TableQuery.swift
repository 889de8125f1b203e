// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// Reads positions and names of channels for the commands that are asked about some.
struct TableQuery {
  let table: ScheduleTable
  let output: OutputOptions
  private let positions: Positions
  /// The update before which the run stops, if it is cut.
  private(set) var cut: Int64?

  /// Reads the facts of the run, and where it is cut.
  init(_ table: ScheduleTable, output: OutputOptions, cut: String? = nil) throws {
    self.table = table
    self.output = output
    positions = Positions(of: table)
    guard let cut else { return }
    let update = try update(cut)
    guard update > 0 else {
      throw CouldNotRun(message: "`--cut \(cut)` leaves no update of the run")
    }
    self.cut = update < table.length ? update : nil
  }

  // MARK: Channels

  /// At most this many names are listed.
  private static let nameLimit = 24

  /// The tracks of channels, with those of their groups; all of them if none is named.
  func tracks(of channels: [String]) throws(CouldNotRun) -> [Int] {
    guard !channels.isEmpty else { return Array(table.tracks.indices) }
    var tracks: [Int] = []
    for written in channels {
      // As in a recipe, `-` and `_` are the same.
      let name = String(written.map { $0 == "-" ? "_" : $0 })
      let named = table.tracks.indices.filter { table.tracks[$0].isNamed(name) }
      guard !named.isEmpty else {
        let titles = table.tracks.map(\.title)
        let known = titles.prefix(Self.nameLimit).joined(separator: ", ")
        let more = titles.count > Self.nameLimit ? ", …" : ""
        throw CouldNotRun(
          message: "there is no channel `\(name)`: the channels are \(known)\(more)"
        )
      }
      tracks += named
    }
    return tracks
  }

  // MARK: Positions

  /// The updates at positions that are separated by commas.
  func updates(at texts: [String]) throws -> [Int64] {
    try texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { text in
        let update = try update(String(text))
        if let cut, update >= cut {
          throw CouldNotRun(
            message: "update \(update.grouped) lies behind the cut at update \(cut.grouped)"
          )
        }
        return update
      }
  }

  /// The updates of a range `FROM:TO` or `FROM:TO:STEP`.
  func updates(inRange text: String) throws -> [Int64] {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.trimmed)
    guard parts.count == 2 || parts.count == 3 else {
      throw CouldNotRun(message: "`\(text)` is no range: write FROM:TO or FROM:TO:STEP")
    }
    let first = try update(parts[0])
    // `end` is the last update, so that a range up to it includes it.
    let end = try update(parts[1]) + (parts[1] == "end" ? 1 : 0)
    let last = cut.map { min($0, max(end, first)) } ?? end
    let step = parts.count == 3 ? try update(parts[2]) : 1
    guard step > 0, 0 <= first, first <= last else {
      throw CouldNotRun(
        message: "`\(text)` is no range: it must go forwards, in steps of at least 1"
      )
    }
    guard (last - first) / step < 1 << 24 else {
      throw CouldNotRun(message: "`\(text)` has more than 16,777,216 updates: take larger steps")
    }
    return Array(stride(from: first, to: last, by: Int64.Stride(step)))
  }

  /// The update at a position; what is wrong with it goes to standard error.
  func update(_ text: String) throws -> Int64 {
    let trimmed = Self.trimmed(text[...])
    guard !trimmed.isEmpty else {
      throw CouldNotRun(
        message: "a position is empty: write an update, a time such as 5ep, 50% or end"
      )
    }
    if let cut, trimmed == "end" { return cut - 1 }
    do {
      return try positions.update(at: trimmed)
    } catch {
      let printer = output.printer(for: STDERR_FILENO)
      Console.talk(printer.text(error.diagnostics, in: error.sources))
      throw ExitStatus.couldNotRun
    }
  }

  /// The text without spaces around it.
  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    let end = start.lastIndex { $0 != " " }
    return end.map { String(start[...$0]) } ?? ""
  }
}
