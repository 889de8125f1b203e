// SPDX-License-Identifier: Apache-2.0

import RecipeDiagnostics
import RecipeSyntax

/// A composed text, with ranges shown as the source text that they cover.
struct YAMLFixture {
  let bytes: [UInt8]
  let sources: SourceMap
  let source: SourceID
  let root: YAMLNode?
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var sources = SourceMap()
    source = sources.add(name: "a.yaml", bytes: bytes)
    self.sources = sources
    var sink = DiagnosticSink()
    root = YAMLComposer.compose(source, in: sources, into: &sink)
    diagnostics = sink.sorted()
  }

  /// Every finding as `rule at text`, in reporting order.
  var findings: [String] {
    diagnostics.map { "\($0.rule.name) at \(slice($0.primary.range))" }
  }

  var rules: [String] { diagnostics.map(\.rule.name) }

  func slice(_ range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// The tree with the source text of every node: `{key: text, list: [..]}`.
  var outline: String { root.map(outline) ?? "nothing" }

  private func outline(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let scalar): "\(scalar.text)<\(slice(node.range))>"
    case .sequence(let elements): "[\(elements.map(outline).joined(separator: ", "))]"
    case .mapping(let entries):
      "{"
        + entries.map { "\($0.key.text)<\(slice($0.key.range))>: \(outline($0.value))" }
        .joined(separator: ", ") + "}"
    case .refused: "refused<\(slice(node.range))>"
    }
  }

  /// Every node of the tree, parents first.
  var nodes: [YAMLNode] { root.map(descendants) ?? [] }

  private func descendants(_ node: YAMLNode) -> [YAMLNode] {
    switch node.content {
    case .scalar, .refused: [node]
    case .sequence(let elements): [node] + elements.flatMap(descendants)
    case .mapping(let entries): [node] + entries.flatMap { descendants($0.value) }
    }
  }
}
