// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import RecipeCompiler
internal import RecipeDiagnostics
internal import RecipeRuntime

/// Where a command gets its table from: a recipe that it compiles, or a table file.
enum TableSource {
  /// Compiles a recipe; what stops it goes to standard error.
  static func compile(
    _ input: InputFile,
    binding: BindingOptions,
    output: OutputOptions
  ) throws -> ScheduleTable {
    guard !input.isTable else {
      throw CouldNotRun(
        message: "\(input.name) is a table, not a recipe: use `recipec eval` for its values"
      )
    }
    let options = CompilerOptions(settings: binding.pairs)
    let compilation = Compiler.compile(input.bytes, named: input.name, options: options)
    let printer = output.printer(for: STDERR_FILENO)
    let shown = compilation.diagnostics.filter { $0.severity != .note }
    Console.talk(printer.text(shown, in: compilation.sources))
    if let table = compilation.table { return table }
    if !compilation.hasErrors {
      for fact in compilation.unbound {
        Console.complain("\(fact.path) is required: bind it with --set \(fact.path)=…")
      }
    }
    throw ExitStatus.findings
  }

  /// Loads a table file, or compiles a recipe.
  static func load(
    _ input: InputFile,
    binding: BindingOptions,
    output: OutputOptions
  ) throws -> ScheduleTable {
    guard input.isTable else {
      return try compile(input, binding: binding, output: output)
    }
    guard binding.settings.isEmpty else {
      throw CouldNotRun(
        message: "\(input.name) is a table, and a table is bound already: leave --set out"
      )
    }
    do {
      return try ScheduleTable(decoding: input.bytes)
    } catch {
      throw CouldNotRun(message: "\(input.name): \(error.message)")
    }
  }
}
