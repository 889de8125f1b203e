// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCompiler
internal import RecipeDiagnostics

/// The command `recipec sweep`.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "List the recipes that a `sweep:` stands for.",
    discussion: """
      --count prints how many there are, --list one line of JSON for each, and --index one of \
      them as arguments for any other command:
      eval "recipec compile run.yaml $(recipec sweep run.yaml --index 3)"
      """
  )

  @Argument(help: "A recipe, or - for standard input.")
  var file: String

  @Flag(help: "Print the number of recipes.")
  var count = false

  @Flag(help: "Print every recipe as a line of JSON: its index, and what it binds.")
  var list = false

  @Option(help: "Print the arguments of one recipe, counted from 0.")
  var index: Int?

  @OptionGroup var binding: BindingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard [count, list, index != nil].count(where: { $0 }) == 1 else {
      throw ValidationError("say what to print: --count, --list or --index N")
    }
  }

  func run() throws {
    let input = try InputFile.read(file)
    let sweep = try TableSource.sweep(input, binding: binding, output: output)
    if count { return try Console.print("\(sweep.count)") }
    if let index {
      guard (0..<sweep.count).contains(index) else {
        throw CouldNotRun(
          message: "there is no recipe \(index): the sweep has 0 to \(sweep.count - 1)"
        )
      }
      return try Console.print(Self.arguments(sweep.settings(at: index)))
    }
    // In blocks: a million lines are long, and none of them is needed twice.
    for start in stride(from: 0, to: sweep.count, by: 4096) {
      let block = start..<min(start + 4096, sweep.count)
      let lines = block.map { Self.line($0, sweep.settings(at: $0)) }
      try Console.product(lines.joined())
    }
  }

  /// One line: `{"index": 0, "set": {"vars.peak": "1e-3"}}`.
  private static func line(_ index: Int, _ settings: [(path: String, value: String)]) -> String {
    let members = settings.map { setting in
      "\(Self.quoted(setting.path)): \(Self.quoted(setting.value))"
    }
    return "{\"index\": \(index), \"set\": {\(members.joined(separator: ", "))}}\n"
  }

  private static func quoted(_ text: String) -> String {
    String(JSONText.string(text).text.dropLast())
  }

  /// The bindings as a shell reads them.
  private static func arguments(_ settings: [(path: String, value: String)]) -> String {
    settings.map { setting in
      // Within single quotes a shell reads everything as it is, but for the quote itself.
      let quoted = setting.value.replacing("'", with: "'\\''")
      return "--set \(setting.path)='\(quoted)'"
    }
    .joined(separator: " ")
  }
}
