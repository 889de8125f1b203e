// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// Writes the tree of a document as text that composes to the same tree.
///
/// Brackets stay where they were written, unless a block collection came to stand inside; comments are lost.
package struct YAMLWriter {
  /// The text.
  package private(set) var text = ""
  /// The line, from 1, on which the text of a key or scalar of the tree stands.
  private var lines: [SourceRange: Int] = [:]
  private var line = 1

  /// Writes a document, whose root is a mapping.
  package init(_ root: YAMLNode) {
    if case .mapping(let entries) = root.content {
      write(entries, indent: 0)
    } else {
      writeFlow(root)
      newLine()
    }
  }

  /// The line on which a key or scalar stands in the text; nil for what is not in it.
  package func line(of range: SourceRange) -> Int? { lines[range] }

  // MARK: Blocks

  private mutating func write(_ entries: [YAMLEntry], indent: Int) {
    for (index, entry) in entries.enumerated() {
      if index > 0 { text += String(repeating: " ", count: indent) }
      note(entry.key.range)
      text += Self.key(entry.key.text) + ":"
      writeValue(entry.value, indent: indent)
    }
  }

  private mutating func writeValue(_ node: YAMLNode, indent: Int) {
    let inner = indent + 2
    switch node.content {
    case .mapping(let entries) where !node.isFlow && !entries.isEmpty:
      newLine(inner)
      write(entries, indent: inner)
    case .sequence(let elements) where !node.isFlow && !elements.isEmpty:
      for element in elements {
        newLineIfNeeded(inner)
        text += "-"
        writeElement(element, indent: inner)
      }
    case .scalar(let scalar) where scalar.isEmptyPlain:
      newLine()
    default:
      text += " "
      writeFlow(node)
      newLine()
    }
  }

  private mutating func writeElement(_ node: YAMLNode, indent: Int) {
    if case .mapping(let entries) = node.content, !node.isFlow, !entries.isEmpty {
      text += " "
      write(entries, indent: indent + 2)
    } else {
      writeValue(node, indent: indent)
    }
  }

  private mutating func newLine(_ indent: Int = 0) {
    text += "\n" + String(repeating: " ", count: indent)
    line += 1
  }

  /// Starts a line for an element of a list: after the key, or after the element before it.
  private mutating func newLineIfNeeded(_ indent: Int) {
    if text.utf8.last == UInt8(ascii: "\n") {
      text += String(repeating: " ", count: indent)
    } else {
      newLine(indent)
    }
  }

  // MARK: Lines

  private mutating func writeFlow(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar):
      note(node.range)
      text += Self.scalar(scalar)
    case .sequence(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        writeFlow(element)
      }
      text += "]"
    case .mapping(let entries):
      text += entries.isEmpty ? "{" : "{ "
      for (index, entry) in entries.enumerated() {
        if index > 0 { text += ", " }
        note(entry.key.range)
        text += Self.key(entry.key.text) + ": "
        writeFlow(entry.value)
      }
      text += entries.isEmpty ? "}" : " }"
    case .refused:
      text += "null"
    }
  }

  private mutating func note(_ range: SourceRange) {
    // The first place counts for what stands in several.
    if lines[range] == nil { lines[range] = line }
  }

  // MARK: Scalars

  /// A key, in quotes where it is more than a word.
  private static func key(_ text: String) -> String {
    let isWord = text.utf8.allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: ".")
    }
    return isWord && text.first != "-" && !text.isEmpty ? text : quoted(text)
  }

  private static func scalar(_ scalar: YAMLScalar) -> String {
    scalar.style == .plain ? scalar.text : quoted(scalar.text)
  }

  /// The text in double quotes, with escapes for what cannot stand there.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension YAMLNode {
  /// Whether the node can be written on one line: brackets all the way down.
  fileprivate var isFlow: Bool {
    switch content {
    case .scalar, .refused: true
    case .sequence(let elements): flowStyle && elements.allSatisfy(\.isFlow)
    case .mapping(let entries): flowStyle && entries.allSatisfy { $0.value.isFlow }
    }
  }
}
