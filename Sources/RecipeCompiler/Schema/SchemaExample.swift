// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSyntax

/// The examples of key tables as values that an editor can offer.
enum SchemaExample {
  /// The value of an example as it would stand in a recipe; nil for one with something left out.
  static func value(_ text: String) -> JSONText? {
    let written = text.filter { $0 != "`" }
    guard !written.contains("…") else { return nil }
    var sources = SourceMap()
    var sink = DiagnosticSink()
    let source = sources.add(name: "example", bytes: Array("example: \(written)".utf8))
    guard
      case .mapping(let entries)? = YAMLComposer.compose(source, in: sources, into: &sink)?.content,
      let node = entries.first?.value, !sink.hasErrors
    else { return nil }
    return value(of: node)
  }

  private static func value(of node: YAMLNode) -> JSONText? {
    switch node.content {
    case .scalar(let scalar):
      return value(of: scalar.text)
    case .sequence(let nodes):
      let elements = nodes.compactMap(value(of:))
      return elements.count == nodes.count ? .array(elements) : nil
    case .mapping(let entries):
      let members = entries.compactMap { entry in
        value(of: entry.value).map { (entry.key.text, $0) }
      }
      return members.count == entries.count ? .object(members) : nil
    case .refused:
      return nil
    }
  }

  private static func value(of text: String) -> JSONText {
    if let whole = Int64(text) { return .integer(whole) }
    let isDecimal = text.utf8.allSatisfy { "0123456789.e-".utf8.contains($0) }
    if isDecimal, let number = Double(text), number.isFinite { return .number(number) }
    return .string(text)
  }
}
