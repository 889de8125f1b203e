// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// The command `recipec compile`.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Lower a recipe to a table, and print its digest.",
    discussion: """
      Forms: \(EmitterRegistry.all.map { "\($0.name), \($0.summary)" }.joined(separator: "; ")). \
      A table goes to NAME.rct unless -o says otherwise, text to standard output. \
      A file appears whole or not at all.
      """
  )

  @Argument(help: "A recipe, or - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "The form to write: \(EmitterRegistry.all.map(\.name).joined(separator: ", ")).",
      valueName: "form"
    )
  )
  var emit = "table"

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file")
  )
  var path: String?

  @OptionGroup var binding: BindingOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard EmitterRegistry.emitter(named: emit) != nil else {
      let names = EmitterRegistry.all.map(\.name).joined(separator: ", ")
      throw ValidationError("there is no form `\(emit)` to emit: the forms are \(names)")
    }
  }

  func run() throws {
    guard var emitter = EmitterRegistry.emitter(named: emit) else { return }
    let input = try InputFile.read(file)
    let compilation = try TableSource.compile(input, binding: binding, output: output)
    guard let table = compilation.table else { throw ExitStatus.findings }
    if let cut = binding.cut {
      let query = try TableQuery(table, output: output, cut: cut)
      if let update = query.cut { emitter = emitter.stopping(at: update) }
      if emitter.name != "csv" {
        Console.say("note: `--cut` stops csv, eval and test; the table is that of the whole run")
      }
    }
    let target = path ?? (emitter.isBinary ? Self.tableName(for: file) : "-")
    if target == "-" && emitter.isBinary && Terminal(STDOUT_FILENO).isTerminal {
      throw CouldNotRun(message: "a table is binary and not written to a terminal: use -o FILE")
    }
    guard target == "-" || file == "-" || !InputFile.isSame(file, target) else {
      throw CouldNotRun(message: "cannot write \(target): it is the recipe itself")
    }
    do {
      let form = emitter
      try OutputFile.write(target) { write in try form.emit(table, to: write) }
    } catch let refusal as Emitter.Refusal {
      throw CouldNotRun(message: refusal.message)
    } catch let error as SystemError {
      // A reader that has seen enough, such as `head`, is no failure.
      if target == "-" && error.code == EPIPE { return }
      throw CouldNotRun(message: "cannot write \(target): \(error.message)")
    }
    if emitter.name == "csv" && !table.machines.isEmpty {
      let advice = "`recipec eval` shows what they do with --assume and --state"
      Console.complain(table.noEventNote(advice: advice), prefix: "")
    }
    // Programs have it from the report, and want nothing beside it.
    if output.isForPrograms && target == "-" { return }
    let line = "\(table.digest.hex)  \(Display.text(target == "-" ? input.name : target))"
    if target == "-" { Console.say(line) } else { try Console.print(line) }
  }

  /// The name of a table that was given none: the recipe's stem, in the current directory.
  private static func tableName(for path: String) -> String {
    if path == "-" { return "-" }
    // By code points: a slash and a combining mark after it are one character to Swift, but not to
    // a path.
    let name = path.unicodeScalars.split(separator: "/").last.map(String.init) ?? path
    let stem = [".yaml", ".yml"].first { name.hasSuffix($0) }.map { name.dropLast($0.count) }
    return String(stem ?? name[...]) + ".rct"
  }
}
