// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

extension ScheduleTable {
  /// What the recipe is called, read from the text that the table carries; nil where it has no name.
  var recipeName: String? {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "recipe", bytes: annex.recipe)
    let recipe = RecipeParser.parse(
      source,
      in: sources,
      phaseKinds: PhaseKindRegistry.specs,
      into: &sink
    )
    if case .text(let name, _)? = recipe?.root["name"]?.value { return name }
    return nil
  }
}
