// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics

/// The command `recipec test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Hold recipes against what their `expect:` says.",
    discussion: """
      Values at positions, courses between positions, and what metrics and signals lead to. \
      Directories are walked. Exit status 1 when a recipe does not compile or an expectation \
      does not hold.
      """
  )

  @Argument(help: "Recipes, directories with recipes, or - for standard input.")
  var files: [String]

  @OptionGroup var binding: BindingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let paths = try RecipeFiles.find(files)
    let inputs = paths.compactMap(RecipeBatch.read)
    let compilations = try RecipeBatch.compile(
      inputs,
      options: binding.compilerOptions(),
      binding: binding
    )
    let printer = output.printer(for: STDOUT_FILENO)
    var total = TestSummary()
    var files: [FindingsReport.File] = []
    for (input, compilation) in zip(inputs, compilations) {
      let query = try compilation.table.map {
        try TableQuery($0, output: output, cut: binding.cut)
      }
      let verification = compilation.verifyExpectations(cut: query?.cut)
      // Warnings and notes are what `check` is for.
      let errors = compilation.diagnostics.filter { $0.severity == .error }
      let findings = errors + (verification?.diagnostics ?? [])
      files.append(FindingsReport.File(input.name, compilation, diagnostics: findings))
      total.add(compilation, verification)
      if output.isForPrograms { continue }
      let verdict = TestVerdict(input.name, compilation, verification, printer: printer)
      try Console.product(printer.text(findings, in: compilation.sources) + verdict.text)
    }
    if let report = output.report(files) {
      try Console.product(report)
    } else if inputs.count > 1 {
      try Console.print(total.text)
    }
    // A file that could not be read does not keep the others from being tested.
    if inputs.count < paths.count { throw ExitStatus.couldNotRun }
    if total.hasFailures { throw ExitStatus.findings }
  }
}
