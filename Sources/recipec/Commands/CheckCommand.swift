// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics

/// The command `recipec check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find mistakes in recipes.",
    discussion: """
      Everything the language calls an error, a warning or a note, with proofs for every \
      update of the run. Directories are walked. Exit status 1 when there are errors, or \
      with --strict warnings.
      """
  )

  @Argument(help: "Recipes, directories with recipes, or - for standard input.")
  var files: [String]

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(help: "Evaluate every update instead of proving ranges; slow for long runs.")
  var exhaustive = false

  @Option(
    help: ArgumentHelp(
      "Hold groups against the parameters of a model: JSON with names, or names and shapes.",
      valueName: "names.json"
    )
  )
  var parameters: String?

  @OptionGroup var binding: BindingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let paths = try RecipeFiles.find(files)
    let inputs = paths.compactMap(RecipeBatch.read)
    let list = try parameters.map { path in try InputFile.read(path) }
    let options = binding.compilerOptions(
      isExhaustive: exhaustive,
      parameters: list.map { ($0.name, $0.bytes) }
    )
    let compilations = try RecipeBatch.compile(inputs, options: options, binding: binding)
    var total = CheckSummary()
    for compilation in compilations { total.add(compilation) }
    let files = zip(inputs, compilations).map { FindingsReport.File($0.name, $1) }
    if let report = output.report(files) {
      try Console.product(report)
    } else {
      for (input, compilation) in zip(inputs, compilations) {
        try Console.product(try text(of: input, compilation))
      }
      if inputs.count > 1 && output.isRich { try Console.print(total.text) }
    }
    // A file that could not be read does not keep the others from being checked.
    if inputs.count < paths.count { throw ExitStatus.couldNotRun }
    if total.errors > 0 || (strict && total.warnings > 0) { throw ExitStatus.findings }
  }

  /// The findings of one recipe and what there is to say about it, for people.
  private func text(of input: InputFile, _ compilation: Compilation) throws -> String {
    let printer = output.printer(for: STDOUT_FILENO)
    let query = try compilation.table.map { try TableQuery($0, output: output, cut: binding.cut) }
    let findings = printer.text(compilation.diagnostics, in: compilation.sources)
    guard output.isRich else { return findings + Self.unboundLines(input.name, compilation) }
    return findings
      + CheckVerdict(input.name, compilation, cut: query?.cut, strict: strict, printer: printer)
      .text
  }

  /// What is not bound, a line each as the findings have them.
  private static func unboundLines(_ name: String, _ compilation: Compilation) -> String {
    compilation.unbound.map { fact in
      let place = compilation.sources[fact.range.source].lineColumn(at: fact.range.start)
      return
        "\(Display.text(name)):\(place.line):\(place.column): unbound: \(fact.path) is required\n"
    }
    .joined()
  }
}
