// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// The tree of a recipe with everything that it extends laid under it.
package struct ExtendedRecipe: Sendable {
  /// The merged tree, without `extends`; its nodes keep the ranges of the files they come from.
  package let node: YAMLNode
  /// Whether anything is extended.
  package let isMerged: Bool

  /// Composes a recipe, and what it extends.
  ///
  /// - Parameters:
  ///   - source: the recipe.
  ///   - sources: its text; what it extends is added.
  ///   - reader: reads what is extended; nil where nothing can be read.
  ///   - sink: where findings go.
  /// - Returns: nil when something could not be read, which was reported: what a recipe lacks may stand in
  ///   what it extends, so there is nothing to say of a part.
  package static func compose(
    _ source: SourceID,
    in sources: inout SourceMap,
    reader: BaseRecipe.Reader?,
    into sink: inout DiagnosticSink
  ) -> ExtendedRecipe? {
    guard var merged = YAMLComposer.compose(source, in: sources, into: &sink) else { return nil }
    var chain = [sources[source].name]
    var bytes = sources[source].bytes.count
    var isMerged = false
    // The lowest layer so far may extend another one.
    var layer = merged
    while let entry = layer.entry(named: "extends") {
      guard
        let base = read(entry.value, extending: chain, reader: reader, bytes: &bytes, into: &sink)
      else { return nil }
      chain.append(base.name)
      let id = sources.add(name: base.name, bytes: base.bytes)
      guard let node = YAMLComposer.compose(id, in: sources, into: &sink) else {
        return nil
      }
      merged = merged.laid(over: node)
      layer = node
      isMerged = true
    }
    return ExtendedRecipe(node: merged.without("extends"), isMerged: isMerged)
  }

  private static func read(
    _ node: YAMLNode,
    extending chain: [String],
    reader: BaseRecipe.Reader?,
    bytes: inout Int,
    into sink: inout DiagnosticSink
  ) -> BaseRecipe? {
    // What was refused was reported.
    if case .refused = node.content { return nil }
    guard let scalar = node.scalar, !scalar.isEmptyPlain, let extender = chain.last else {
      sink.emit(ExtendsDiagnostics.form(node))
      return nil
    }
    let path = scalar.text
    if let why = obstacle(in: path) {
      sink.emit(ExtendsDiagnostics.path(path, why: why, at: node.range))
      return nil
    }
    guard let reader else {
      sink.emit(ExtendsDiagnostics.noReader(at: node.range))
      return nil
    }
    guard chain.count < BaseRecipe.depthLimit else {
      sink.emit(ExtendsDiagnostics.tooDeep(at: node.range))
      return nil
    }
    let base: BaseRecipe
    switch reader(path, extender) {
    case .failure(let refusal):
      sink.emit(ExtendsDiagnostics.refused(path, reason: refusal.reason, at: node.range))
      return nil
    case .success(let found):
      base = found
    }
    if let first = chain.firstIndex(of: base.name) {
      let circle = Array(chain[first...]) + [base.name]
      sink.emit(ExtendsDiagnostics.circular(circle, at: node.range))
      return nil
    }
    bytes += base.bytes.count
    guard bytes <= BaseRecipe.byteLimit else {
      sink.emit(ExtendsDiagnostics.tooLarge(at: node.range))
      return nil
    }
    return base
  }

  /// Why a path cannot lead to a recipe of the same project; nil for one that may.
  private static func obstacle(in path: String) -> String? {
    let isDrive =
      path.utf8.count >= 2 && path.utf8.first?.isASCIILetter == true
      && path.utf8.dropFirst().first == UInt8(ascii: ":")
    if path.hasPrefix("/") || isDrive { return "it starts at the root of the disk" }
    if path.contains("://") { return "it is an address, and nothing is ever fetched" }
    if path.hasPrefix("~") { return "it starts with a home folder" }
    if path.contains("\\") { return "it has a backslash" }
    return nil
  }
}

extension YAMLNode {
  /// The entry of a key, if this is a mapping that has it.
  func entry(named name: String) -> YAMLEntry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.first { $0.key.text.foldedKey == name }
  }

  /// The mapping without a key.
  func without(_ name: String) -> YAMLNode {
    guard case .mapping(let entries) = content else { return self }
    let kept = entries.filter { $0.key.text.foldedKey != name }
    return YAMLNode(.mapping(kept), range: range, flowStyle: flowStyle)
  }

  /// The node where two are laid over one another: mappings merge by key, anything else replaces.
  ///
  /// What is below keeps its order, and what is new comes after it.
  func laid(over base: YAMLNode) -> YAMLNode {
    guard case .mapping(let own) = content, case .mapping(let below) = base.content else {
      return self
    }
    var entries: [YAMLEntry] = below.map { entry in
      let folded = entry.key.text.foldedKey
      guard let mine = own.first(where: { $0.key.text.foldedKey == folded }) else { return entry }
      return YAMLEntry(key: mine.key, value: mine.value.laid(over: entry.value))
    }
    let known = Set(below.map { $0.key.text.foldedKey })
    entries += own.filter { !known.contains($0.key.text.foldedKey) }
    return YAMLNode(.mapping(entries), range: range, flowStyle: flowStyle && base.flowStyle)
  }
}
