// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// A recipe as written: every key known, every quantity read, nothing converted or computed.
package struct ParsedRecipe: Sendable {
  package let root: ObjectSyntax
  /// Whether no error was found while reading it; what is there is worth checking in any case.
  package let isSound: Bool
  /// The tree that it was read from.
  package let node: YAMLNode

  /// A mapping at the top of the recipe, if it is there and could be read.
  package func object(_ name: String) -> ObjectSyntax? {
    if case .object(let object)? = root[name]?.value { object } else { nil }
  }

  /// The entries of a mapping from names at the top of the recipe.
  package func names(_ name: String) -> [NameSyntax] {
    if case .names(let names, _)? = root[name]?.value { names } else { [] }
  }
}

/// Text to syntax tree: the YAML composer, then the key tables.
package enum RecipeParser {
  /// Reads a source of the map as a recipe.
  ///
  /// - Returns: what could be read; nil when the text is no mapping at all. Problems are in the sink.
  package static func parse(
    _ source: SourceID,
    in sources: SourceMap,
    phaseKinds: [ObjectSpec],
    into sink: inout DiagnosticSink
  ) -> ParsedRecipe? {
    let before = sink.mark
    let node = YAMLComposer.compose(source, in: sources, into: &sink)
    return node.flatMap {
      parse($0, in: sources, phaseKinds: phaseKinds, since: before, into: &sink)
    }
  }

  /// Reads the tree of a document as a recipe; what was found until `before` is of other texts.
  package static func parse(
    _ node: YAMLNode,
    in sources: SourceMap,
    phaseKinds: [ObjectSpec],
    since before: DiagnosticSink.Mark,
    into sink: inout DiagnosticSink
  ) -> ParsedRecipe? {
    var decoder = NodeDecoder(sources: sources, sink: sink)
    defer { sink = decoder.sink }
    decoder.clock = clock(in: node)
    let spec = RecipeKeys.spec(phaseKinds: phaseKinds)
    guard case .object(let root) = decoder.decode(node, as: .object(spec), named: "recipe") else {
      return nil
    }
    let isSound = !decoder.sink.hasErrors(since: before)
    return ParsedRecipe(root: root, isSound: isSound, node: node)
  }

  /// What `run.clock` says: it has to be known before any quantity is read.
  static func clock(in node: YAMLNode) -> ClockWord {
    guard let run = node.entry("run"), let word = run.entry("clock")?.scalar?.text,
      ClockWord.isPossible(word)
    else { return .steps }
    return ClockWord(word: word)
  }

  /// Reads the value of a `--set` with the grammar of the key it binds.
  ///
  /// - Returns: the value; nil when it could not be read. Problems are in the sink.
  package static func parseBinding(
    _ source: SourceID,
    in sources: SourceMap,
    as shape: ValueShape,
    clock: ClockWord = .steps,
    into sink: inout DiagnosticSink
  ) -> ValueSyntax? {
    let bytes = sources[source].bytes
    let range = SourceRange(source: source, start: 0, end: bytes.count)
    let text = String(decoding: bytes, as: UTF8.self)
    let scalar = YAMLScalar(text: text, style: .plain, verbatimStart: 0)
    var decoder = NodeDecoder(sources: sources, sink: sink)
    defer { sink = decoder.sink }
    decoder.clock = clock
    let node = YAMLNode(.scalar(scalar), range: range)
    let value = decoder.decode(node, as: shape, named: sources[source].name)
    if case .invalid = value { return nil }
    return value
  }

  /// Every rule of the syntax stage.
  package static let rules: [DiagnosticRule] =
    YAMLDiagnostics.all + ExpressionDiagnostics.rules + DecodingDiagnostics.rules
    + SettingDiagnostics.rules + ExtendsDiagnostics.rules + SweepDiagnostics.rules
    + PresetDiagnostics.rules
}

extension YAMLNode {
  /// The value of a key of a mapping.
  fileprivate func entry(_ key: String) -> YAMLNode? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.text.foldedKey == key }?.value
  }
}
