// SPDX-License-Identifier: Apache-2.0

internal import RecipeCheck
public import RecipeDiagnostics
internal import RecipeLowering
internal import RecipeRuntime
internal import RecipeSemantics
internal import RecipeSyntax

/// Compiles recipes: text in, a proved table or diagnostics out.
public enum Compiler {
  /// Parses, binds, resolves, lowers and checks a recipe.
  ///
  /// Every stage runs on whatever the one before it produced, so one run reports as much as it can.
  /// Nothing is printed, no file is opened, and no input makes it trap.
  ///
  /// - Parameters:
  ///   - text: the bytes of the recipe.
  ///   - name: what the user calls it, for diagnostics.
  ///   - options: what to bind, and how thoroughly to check.
  /// - Returns: everything found, and the table unless there were errors or something is unbound.
  public static func compile(
    _ text: [UInt8],
    named name: String,
    options: CompilerOptions = CompilerOptions()
  ) -> Compilation {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: name, bytes: text)

    let parsed = parse(source, in: sources, into: &sink)
    let bound = parsed?.binding(options.settings, in: &sources, into: &sink)
    let scale = options.scale.flatMap { scaledLength($0, in: &sources, into: &sink) }
    let resolution = bound.map { RecipeResolver.resolve($0, scale: scale, into: &sink) }
    let lowered = resolution?.recipe.flatMap {
      lower($0, text: text, sources: sources, into: &sink)
    }
    let reports = lowered.map {
      RecipeChecker.check($0, isExhaustive: options.isExhaustive, into: &sink)
    }

    let diagnostics = Allowances.apply(
      resolution?.allowances ?? [],
      to: sink.sorted(),
      rules: rules,
      isComplete: lowered != nil
    )
    var final = DiagnosticSink()
    for diagnostic in diagnostics { final.emit(diagnostic) }
    return Compilation(
      table: final.hasErrors ? nil : lowered?.table,
      diagnostics: final.sorted(),
      sources: sources,
      unbound: resolution?.unbound.map { Compilation.Unbound(path: $0.path, range: $0.range) }
        ?? [],
      channels: (reports ?? []).map(Compilation.Channel.init),
      origin: bound.flatMap { parsed in
        lowered.map { RecipeOrigin(parsed: parsed, resolved: $0.recipe) }
      },
      expectations: resolution?.expectations ?? []
    )
  }

  /// Every rule that a compilation can report, in the order of the stages.
  public static let rules: [DiagnosticRule] =
    RecipeParser.rules + RecipeResolver.rules + Lowering.rules + RecipeChecker.rules
    + Allowances.rules + ExpectationFailures.rules

  private static func parse(
    _ source: SourceID,
    in sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> ParsedRecipe? {
    RecipeParser.parse(source, in: sources, phaseKinds: PhaseKindRegistry.specs, into: &sink)
  }

  /// The length that `--scale` asks for; nil when it could not be read, which was reported.
  private static func scaledLength(
    _ text: String,
    in sources: inout SourceMap,
    into sink: inout DiagnosticSink
  ) -> ExpressionSyntax? {
    let source = sources.add(name: "--scale", bytes: Array(text.utf8))
    let shape = ValueShape.expression(.duration)
    return RecipeParser.parseBinding(source, in: sources, as: shape, into: &sink)?.expression
  }

  private static func lower(
    _ recipe: ResolvedRecipe,
    text: [UInt8],
    sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> LoweredRecipe? {
    Lowering.lower(
      recipe,
      text: text,
      line: { range in
        // What stands in a setting has no line in the recipe.
        range.source.rawValue == 0
          ? sources[range.source].lines.lineIndex(containing: range.start) + 1 : 0
      },
      into: &sink
    )
  }
}
