// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// Replaces the presets of a recipe by the schedules that they stand for.
package struct PresetExpansion {
  private let sources: SourceMap
  private let phaseKinds: [ObjectSpec]
  private let clock: ClockWord
  private let hasVariablePeak: Bool
  private let updates: Rational?
  private var sink: DiagnosticSink
  /// The presets that set channels, by the channel.
  private var owners: [String: YAMLKey] = [:]

  /// Expands the presets in the tree of a recipe.
  ///
  /// - Parameters:
  ///   - node: the tree, with everything that the recipe extends.
  ///   - sources: the texts that it comes from.
  ///   - phaseKinds: the kinds of phases that may be listed.
  ///   - isLengthBound: whether the length of the run comes from outside, so that nothing can be made of the
  ///     one that is written.
  ///   - sink: where findings go.
  /// - Returns: a tree without presets. The schedule of one that was reported is a refused node.
  package static func expand(
    _ node: YAMLNode,
    in sources: SourceMap,
    phaseKinds: [ObjectSpec],
    isLengthBound: Bool,
    into sink: inout DiagnosticSink
  ) -> YAMLNode {
    guard case .mapping(let entries) = node.content,
      entries.contains(where: { PresetRegistry.preset(named: $0.key.text.foldedKey) != nil })
    else { return node }
    var expansion = PresetExpansion(
      node,
      sources: sources,
      phaseKinds: phaseKinds,
      isLengthBound: isLengthBound,
      sink: sink
    )
    let expanded = expansion.expand(entries)
    sink = expansion.sink
    return YAMLNode(.mapping(expanded), range: node.range, flowStyle: node.flowStyle)
  }

  private init(
    _ node: YAMLNode,
    sources: SourceMap,
    phaseKinds: [ObjectSpec],
    isLengthBound: Bool,
    sink: DiagnosticSink
  ) {
    self.sources = sources
    self.phaseKinds = phaseKinds
    self.sink = sink
    clock = RecipeParser.clock(in: node)
    hasVariablePeak = node.entry(named: "vars")?.value.entry(named: "peak") != nil
    updates = isLengthBound ? nil : Self.updates(of: node, clock)
  }

  /// The length of the run, where it is written as a number of steps.
  private static func updates(of node: YAMLNode, _ clock: ClockWord) -> Rational? {
    guard let length = node.entry(named: "run")?.value.entry(named: "length")?.value,
      let scalar = length.scalar
    else { return nil }
    let parsed = try? ExpressionParser.parse(scalar, from: 0, at: length.range, clock: clock)
    return parsed?.literal(in: .steps)
  }

  // MARK: The recipe

  private mutating func expand(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    var schedules = entries.first { $0.key.text.foldedKey == "schedules" }
    // What is written there instead of a mapping is reported where it is decoded.
    let isMapping = schedules.map(\.value.isMapping) ?? true
    for entry in entries {
      guard let preset = PresetRegistry.preset(named: entry.key.text.foldedKey) else { continue }
      for channel in expand(preset, entry) where isMapping {
        schedules = add(channel, to: schedules, of: entry)
      }
    }
    guard let schedules else { return entries }
    // Schedules that are only those of presets stand where the first of these was.
    var isPlaced = false
    let hasOwn = entries.contains { $0.key.text.foldedKey == "schedules" }
    return entries.compactMap { entry in
      let name = entry.key.text.foldedKey
      let isPreset = PresetRegistry.preset(named: name) != nil
      guard isPreset || name == "schedules" else { return entry }
      guard !isPlaced, isPreset != hasOwn else { return nil }
      isPlaced = true
      return schedules
    }
  }

  /// The schedules with one more channel, unless there is one of its name.
  private mutating func add(
    _ channel: YAMLEntry,
    to schedules: YAMLEntry?,
    of preset: YAMLEntry
  ) -> YAMLEntry {
    guard let schedules, case .mapping(let channels) = schedules.value.content else {
      owners[channel.key.text] = preset.key
      let node = YAMLNode(.mapping([channel]), range: preset.range)
      return YAMLEntry(key: YAMLKey(text: "schedules", range: preset.key.range), value: node)
    }
    let name = channel.key.text
    if let first = channels.first(where: { $0.key.text.foldedKey == name }) {
      let owner = owners[name]
      sink.emit(
        PresetDiagnostics.twoOwners(name, preset: preset.key, first: first.key, owner: owner)
      )
      return schedules
    }
    owners[name] = preset.key
    // In brackets on one line there is no room for phases.
    let node = YAMLNode(.mapping(channels + [channel]), range: schedules.value.range)
    return YAMLEntry(key: schedules.key, value: node)
  }

  // MARK: A preset

  /// The channels of a preset; one that is refused when something was reported.
  private mutating func expand(_ preset: Preset, _ entry: YAMLEntry) -> [YAMLEntry] {
    let refused = YAMLEntry(
      key: YAMLKey(text: "lr", range: entry.key.range),
      value: YAMLNode(.refused, range: entry.value.range)
    )
    var decoder = NodeDecoder(sources: sources, sink: DiagnosticSink())
    decoder.clock = clock
    let shape = ValueShape.object(preset.spec(phaseKinds: phaseKinds))
    let decoded = decoder.decode(entry.value, as: shape, named: preset.name)
    guard !decoder.sink.hasErrors, case .object(let object) = decoded,
      case .mapping(let entries) = entry.value.content
    else {
      // Without errors everything is decoded again where it has gone, with all that is to be said.
      for diagnostic in decoder.sink.diagnostics { sink.emit(diagnostic) }
      return [refused]
    }
    let use = PresetUse(
      key: entry.key,
      entries: entries,
      object: object,
      hasVariablePeak: hasVariablePeak,
      updates: updates
    )
    return preset.schedules(use, &sink) ?? [refused]
  }
}

extension YAMLNode {
  fileprivate var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }
}
