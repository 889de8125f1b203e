// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import RecipeCheck
internal import RecipeDiagnostics
internal import RecipeLowering
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// `recipec-bench stages`: seconds of each stage of a compilation, recipe by recipe.
struct StageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "Time reading, fitting and proving; four lines a recipe."
  )

  @Argument(help: "The recipes.")
  var recipes: [RecipeFile]

  @Option(help: "How often to repeat each measurement.")
  var repeats = 11

  func run() throws {
    for recipe in recipes {
      let text = try recipe.bytes()
      let resolved = try Self.read(text, recipe.path)
      let lowered = try Self.fit(resolved, text, recipe.path)
      let read = try Measurement("\(recipe.name)_read", by: .processor, repeats: repeats) {
        _ = try Self.read(text, recipe.path)
      }
      let fit = try Measurement("\(recipe.name)_fit", by: .processor, repeats: repeats) {
        _ = try Self.fit(resolved, text, recipe.path)
      }
      let prove = Measurement("\(recipe.name)_prove", by: .processor, repeats: repeats) {
        var sink = DiagnosticSink()
        _ = RecipeChecker.check(lowered, into: &sink)
      }
      for measurement in [read, fit, prove] { print(measurement.line) }
      print("\(recipe.name)_pieces \(lowered.table.pieceCount)")
    }
  }

  private static func read(_ text: [UInt8], _ path: String) throws -> ResolvedRecipe {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: path, bytes: text)
    let kinds = PhaseKindRegistry.specs
    let parsed = RecipeParser.parse(source, in: sources, phaseKinds: kinds, into: &sink)
    guard let recipe = parsed.flatMap({ RecipeResolver.resolve($0, into: &sink).recipe }) else {
      throw ValidationError("\(path) cannot be resolved; see `recipec check \(path)`")
    }
    return recipe
  }

  private static func fit(
    _ recipe: ResolvedRecipe,
    _ text: [UInt8],
    _ path: String
  ) throws -> LoweredRecipe {
    var sink = DiagnosticSink()
    let lowered = Lowering.lower(recipe, text: text, line: { _ in 1 }, into: &sink)
    guard let lowered else {
      throw ValidationError("\(path) has no table; see `recipec check \(path)`")
    }
    return lowered
  }
}
