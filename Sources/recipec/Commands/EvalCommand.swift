// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler
internal import RecipeRuntime

/// The command `recipec eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Print values, from a recipe or a table.",
    discussion: """
      Positions are updates (500), times (5ep, 2B tokens), shares of the run (50%), or end, the \
      last update. A value is the one used by the update that follows that many others. Values are \
      the shortest decimals that read back as the same binary64 number. Where metrics or signals \
      move a schedule, no event is assumed unless --assume or --state says so.
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

  @Option(
    help: ArgumentHelp(
      "Only this channel, with its groups, or one track: lr[head], or lr[] without a group; may be repeated.",
      valueName: "name"
    )
  )
  var channel: [String] = []

  @Flag(help: "After each value, say the phase that it belongs to and how often it was cut.")
  var phases = false

  @Option(help: "How to print values: text, csv or json.")
  var form: Form = .text

  @OptionGroup var events: EventOptions
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
    let query = try TableQuery(table, output: output, cut: binding.cut)
    let tracks = try query.tracks(of: channel)
    let updates =
      try at.isEmpty ? query.updates(inRange: range ?? "") : query.updates(at: at)
    let timeline = try Timeline(events, query: query)
    timeline.sayWhatIsAssumed()
    var columns: [ValueListing.Column] = []
    do throws(EvaluationError) {
      for track in tracks {
        let name = table.tracks[track].title
        let values = try timeline.values(track: track, at: updates)
        columns.append(ValueListing.Column(name: name, cells: .values(values)))
        guard phases else { continue }
        let words = try self.words(track: track, at: updates, timeline)
        columns.append(ValueListing.Column(name: name + ".phase", cells: .words(words)))
      }
    } catch {
      throw CouldNotRun(message: error.message)
    }
    try Console.product(ValueListing(updates: updates, columns: columns).text(form))
  }

  /// The phase of every value, with the cuts that it has behind it.
  private func words(
    track: Int,
    at updates: [Int64],
    _ timeline: Timeline
  ) throws(EvaluationError) -> [String] {
    let explainer = Explainer(timeline.table, recipeName: file)
    return try updates.map { update throws(EvaluationError) in
      let state = timeline.state(at: update)
      return try explainer.phaseText(track: track, at: update, state: state)
    }
  }
}
