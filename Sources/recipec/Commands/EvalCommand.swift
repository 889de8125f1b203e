// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// The command `recipec eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Print values, from a recipe or a table.",
    discussion: """
      Positions are updates (500), times (5ep, 2B tokens), shares of the run (50%), or end, the \
      last update. A value is the one used by the update that follows that many others. Values are \
      the shortest decimals that read back as the same binary64 number.
      """
  )

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text
    case csv
    case json
  }

  @Argument(help: "A recipe, a table, or - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp("Positions, separated by commas; may be repeated.", valueName: "positions")
  )
  var at: [String] = []

  @Option(
    help: ArgumentHelp(
      "From one position up to, but not including, another, in steps of a third; end includes the last update.",
      valueName: "a:b:s"
    )
  )
  var range: String?

  @Option(help: ArgumentHelp("Only this channel; may be repeated.", valueName: "name"))
  var channel: [String] = []

  @Option(help: "How to print values: text, csv or json.")
  var form: Form = .text

  @OptionGroup var binding: BindingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard at.isEmpty != (range == nil) else {
      throw ValidationError("say where: --at 0,500,5ep,50%,end, or --range 0:end:1000")
    }
  }

  func run() throws {
    let input = try InputFile.read(file)
    let table = try TableSource.load(input, binding: binding, output: output)
    let tracks = try self.tracks(of: table)
    let updates = try self.updates(of: table)
    let columns = try tracks.map { track throws(CouldNotRun) in
      do throws(EvaluationError) {
        return try table.values(track: track, at: updates)
      } catch {
        throw CouldNotRun(message: error.message)
      }
    }
    let names = tracks.map { table.tracks[$0].channel.description }
    try Console.product(ValueListing(names: names, updates: updates, columns: columns).text(form))
  }

  private func tracks(of table: ScheduleTable) throws(CouldNotRun) -> [Int] {
    guard !channel.isEmpty else { return Array(table.tracks.indices) }
    var tracks: [Int] = []
    for written in channel {
      // As in a recipe, `-` and `_` are the same.
      let name = String(written.map { $0 == "-" ? "_" : $0 })
      guard let track = table.track(channel: UTF8Text(name)) else {
        let known = table.tracks.map { $0.channel.description }.joined(separator: ", ")
        throw CouldNotRun(message: "there is no channel `\(name)`: the channels are \(known)")
      }
      tracks.append(track)
    }
    return tracks
  }

  // MARK: Positions

  private func updates(of table: ScheduleTable) throws -> [Int64] {
    let positions = Positions(of: table)
    if !at.isEmpty {
      return try at.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        .map { text in try update(String(text), in: positions) }
    }
    return try updates(inRange: range ?? "", positions)
  }

  private func updates(inRange text: String, _ positions: Positions) throws -> [Int64] {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(Self.trimmed)
    guard parts.count == 2 || parts.count == 3 else {
      throw CouldNotRun(message: "`\(text)` is no range: write FROM:TO or FROM:TO:STEP")
    }
    let first = try update(parts[0], in: positions)
    // `end` is the last update, so that a range up to it includes it.
    let last = try update(parts[1], in: positions) + (parts[1] == "end" ? 1 : 0)
    let step = parts.count == 3 ? try update(parts[2], in: positions) : 1
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

  private func update(_ text: String, in positions: Positions) throws -> Int64 {
    let trimmed = Self.trimmed(text[...])
    guard !trimmed.isEmpty else {
      throw CouldNotRun(
        message: "a position is empty: write an update, a time such as 5ep, 50% or end"
      )
    }
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
