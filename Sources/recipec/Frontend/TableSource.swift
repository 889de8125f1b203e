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
  ) throws -> Compilation {
    if let kind = input.otherKind {
      throw CouldNotRun(
        message: "\(input.name) is \(kind), not a recipe: use `recipec eval` for values"
      )
    }
    let options = binding.compilerOptions()
    let compilation = Compiler.compile(
      input.bytes,
      named: input.name,
      options: options,
      reader: try binding.reader(for: input)
    )
    let shown = compilation.diagnostics.filter { output.isForPrograms || $0.severity != .note }
    tell(shown, of: compilation, named: input.name, output: output)
    if compilation.table != nil { return compilation }
    if !compilation.hasErrors && !output.isForPrograms {
      for fact in compilation.unbound {
        Console.complain("\(fact.path) is required: bind it with --set \(fact.path)=…")
      }
    }
    throw ExitStatus.findings
  }

  /// The recipes that a recipe stands for, whether or not it is bound by itself.
  static func sweep(
    _ input: InputFile,
    binding: BindingOptions,
    output: OutputOptions
  ) throws -> RecipeSweep {
    let compilation = try read(
      input,
      options: binding.compilerOptions(),
      reader: try binding.reader(for: input)
    )
    if let sweep = compilation.sweep, !compilation.hasErrors { return sweep }
    throw refusal(of: compilation, named: input.name, output: output)
  }

  /// The text of a recipe with its presets expanded, whether or not it is bound.
  static func expansion(
    _ input: InputFile,
    root: String?,
    output: OutputOptions
  ) throws -> String {
    let reader = try input.path.map { path throws(CouldNotRun) in
      try ProjectReader(for: path, root: root)
    }
    let compilation = try read(input, reader: reader)
    if let text = compilation.expandedText, !compilation.hasErrors { return text }
    throw refusal(of: compilation, named: input.name, output: output)
  }

  /// Compiles a recipe that need not be bound.
  private static func read(
    _ input: InputFile,
    options: CompilerOptions = CompilerOptions(),
    reader: ProjectReader?
  ) throws(CouldNotRun) -> Compilation {
    if let kind = input.otherKind {
      throw CouldNotRun(message: "\(input.name) is \(kind), not a recipe")
    }
    return Compiler.compile(input.bytes, named: input.name, options: options, reader: reader)
  }

  /// The end of a command that has nothing to print; the errors go to standard error.
  private static func refusal(
    of compilation: Compilation,
    named name: String,
    output: OutputOptions
  ) -> ExitStatus {
    let errors = compilation.diagnostics.filter { $0.severity == .error }
    tell(errors, of: compilation, named: name, output: output)
    return .findings
  }

  /// Puts findings on standard error: a command that makes something keeps its output for that.
  private static func tell(
    _ findings: [Diagnostic],
    of compilation: Compilation,
    named name: String,
    output: OutputOptions
  ) {
    let file = FindingsReport.File(name, compilation, diagnostics: findings)
    if let report = output.report([file]) {
      Console.talk(report)
    } else {
      let printer = output.printer(for: STDERR_FILENO)
      Console.talk(printer.text(findings, in: compilation.sources))
    }
  }

  /// Loads a table file, or compiles a recipe.
  static func load(
    _ input: InputFile,
    binding: BindingOptions,
    output: OutputOptions
  ) throws -> ScheduleTable {
    try explainer(input, binding: binding, output: output).table
  }

  /// Loads a table file, or compiles a recipe, with what there is to explain its values.
  static func explainer(
    _ input: InputFile,
    binding: BindingOptions,
    output: OutputOptions
  ) throws -> Explainer {
    guard !input.isState else {
      throw CouldNotRun(
        message:
          "\(input.name) is a state, not a table: name the recipe or the table, and pass the "
          + "state with --state"
      )
    }
    guard input.isTable else {
      let compilation = try compile(input, binding: binding, output: output)
      guard let explainer = Explainer(compilation) else { throw ExitStatus.findings }
      return explainer
    }
    if let option = binding.ofRecipesOnly.first {
      throw CouldNotRun(
        message: "\(input.name) is a table, and a table is bound already: leave \(option) out"
      )
    }
    do {
      let table = try ScheduleTable(decoding: input.bytes)
      return Explainer(table, recipeName: "recipe of \(input.name)")
    } catch {
      throw CouldNotRun(message: "\(input.name): \(error.message)")
    }
  }
}
