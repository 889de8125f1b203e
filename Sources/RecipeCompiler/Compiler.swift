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
  ///   - reader: reads what the recipe extends; nil where nothing can be read.
  /// - Returns: everything found, and the table unless there were errors or something is unbound.
  public static func compile(
    _ text: [UInt8],
    named name: String,
    options: CompilerOptions = CompilerOptions(),
    reader: (any RecipeReader)? = nil
  ) -> Compilation {
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: name, bytes: text)

    let extended = ExtendedRecipe.compose(
      source,
      in: &sources,
      reader: reader?.baseReader,
      into: &sink
    )
    let expanded = extended.map { expand($0.node, options, in: sources, into: &sink) }
    let parsed = expanded.flatMap { parse($0, in: sources, into: &sink) }
    let sweep = parsed?.sweep(in: sources, into: &sink)
    let bound = parsed?.binding(options.settings, in: &sources, into: &sink)
    let scale = options.scale.flatMap { scaledLength($0, in: &sources, into: &sink) }
    let resolution = bound.map { RecipeResolver.resolve($0, scale: scale, into: &sink) }
    let lowered = resolution?.recipe.flatMap {
      lower($0, from: extended, text: text, sources: sources, into: &sink)
    }
    let counts = resolution?.recipe.map {
      count(options.parameters, in: $0, &sources, into: &sink)
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
      groups: counts ?? [],
      origin: bound.flatMap { parsed in
        lowered.map { RecipeOrigin(parsed: parsed, resolved: $0.recipe) }
      },
      expectations: resolution?.expectations ?? [],
      sweep: sweep.map(RecipeSweep.init),
      expanded: expanded
    )
  }

  /// Every rule that a compilation can report, in the order of the stages.
  public static let rules: [DiagnosticRule] =
    RecipeParser.rules + RecipeResolver.rules + Lowering.rules + RecipeChecker.rules
    + Allowances.rules + ExpectationFailures.rules

  /// The recipe with schedules in place of its presets.
  private static func expand(
    _ node: YAMLNode,
    _ options: CompilerOptions,
    in sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> YAMLNode {
    PresetExpansion.expand(
      node,
      in: sources,
      phaseKinds: PhaseKindRegistry.specs,
      isLengthBound: options.scale != nil
        || options.settings.contains { $0.path.foldedKey == "run.length" },
      into: &sink
    )
  }

  private static func parse(
    _ node: YAMLNode,
    in sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> ParsedRecipe? {
    // Whatever was found so far is of these texts.
    RecipeParser.parse(
      node,
      in: sources,
      phaseKinds: PhaseKindRegistry.specs,
      since: .beginning,
      into: &sink
    )
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

  /// Holds the groups against the parameters of a model, if there are any.
  private static func count(
    _ parameters: (name: String, bytes: [UInt8])?,
    in recipe: ResolvedRecipe,
    _ sources: inout SourceMap,
    into sink: inout DiagnosticSink
  ) -> [Compilation.Group] {
    guard let parameters else { return [] }
    let source = sources.add(name: parameters.name, bytes: parameters.bytes)
    let list = ParameterList.read(source, in: sources, into: &sink) ?? []
    guard !list.isEmpty else { return [] }
    return ParameterCheck.check(list, against: recipe, into: &sink).map {
      Compilation.Group(name: $0.group, parameters: $0.parameters)
    }
  }

  /// Lowers a recipe; its table carries the text, or where that is not all of it the merged one.
  private static func lower(
    _ recipe: ResolvedRecipe,
    from extended: ExtendedRecipe?,
    text: [UInt8],
    sources: SourceMap,
    into sink: inout DiagnosticSink
  ) -> LoweredRecipe? {
    if let extended, extended.isMerged {
      let merged = YAMLWriter(extended.node)
      let text = Array(merged.text.utf8)
      return Lowering.lower(recipe, text: text, line: { merged.line(of: $0) ?? 0 }, into: &sink)
    }
    return Lowering.lower(
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
