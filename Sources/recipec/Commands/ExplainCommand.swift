// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// The command `recipec explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say where a value comes from.",
    discussion: """
      The phase and the lines that set it, the arithmetic of its length, the formula with its \
      numbers, what a plateau did, the row of the table, and what comes next. A recipe says more \
      than its table, which knows the text of the recipe but not what stands behind it.
      """
  )

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "A recipe, a table, or - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "Positions, as `recipec eval` takes them, separated by commas; may be repeated.",
      valueName: "positions"
    )
  )
  var at: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only this channel, with its groups, or one track: lr[head], or lr[] without a group; may be repeated.",
      valueName: "name"
    )
  )
  var channel: [String] = []

  @Option(help: "How to print explanations: text or json.")
  var form: Form = .text

  @OptionGroup var events: EventOptions
  @OptionGroup var binding: BindingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if at.isEmpty { throw ValidationError("say where: --at 0,500,5ep,50%,end") }
  }

  func run() throws {
    let input = try InputFile.read(file)
    let explainer = try TableSource.explainer(input, binding: binding, output: output)
    let table = explainer.table
    let query = try TableQuery(table, output: output, cut: binding.cut)
    let tracks = try query.tracks(of: channel)
    let updates = try query.updates(at: at)
    let timeline = try Timeline(events, query: query)
    timeline.sayWhatIsAssumed()
    var explanations: [Explanation] = []
    do throws(EvaluationError) {
      for update in updates {
        let state = timeline.state(at: update)
        for track in tracks {
          explanations.append(try explainer.explain(track: track, at: update, state: state))
        }
      }
    } catch {
      throw CouldNotRun(message: error.message)
    }
    switch form {
    case .json:
      try Console.product(JSONText.array(explanations.map(\.json)).text)
    case .text:
      let printer = ExplanationPrinter(
        sources: explainer.sources,
        diagnostics: output.printer(for: STDOUT_FILENO)
      )
      try Console.product(explanations.map(printer.text).joined(separator: "\n"))
    }
  }
}
