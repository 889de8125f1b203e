// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// A value of a YAML document: text, a list or a mapping, with the exact bytes it came from.
package struct YAMLNode: Sendable {
  /// What a node holds.
  package enum Content: Sendable {
    /// Text, whose meaning is decided where its key is known.
    case scalar(YAMLScalar)
    /// The elements of a list.
    case sequence([YAMLNode])
    /// The entries of a mapping in the order of the source, without repeated keys.
    case mapping([YAMLEntry])
    /// Something that was refused with an error of its own: later passes stay silent about it.
    case refused
  }

  /// What the node holds.
  package let content: Content

  /// The bytes of the node.
  ///
  /// A scalar has its quotes, a flow collection its brackets. A block collection reaches from its
  /// first child to the end of its last child, so neither the first dash of a list nor trailing
  /// blank lines and comments belong to it. An empty value has a zero-width range.
  package let range: SourceRange

  /// Whether a collection was written in brackets: `[…]` or `{…}`.
  package let flowStyle: Bool

  /// Creates a node.
  package init(_ content: Content, range: SourceRange, flowStyle: Bool = false) {
    self.content = content
    self.range = range
    self.flowStyle = flowStyle
  }

  /// Whether nothing was written.
  package var isNothing: Bool {
    guard case .scalar(let scalar) = content else { return false }
    return scalar.isEmptyPlain
  }

  /// What the node is, for messages: `a number or text`, `a list`, `a mapping`, `nothing`.
  package var kindDescription: String {
    switch content {
    case .scalar: isNothing ? "nothing" : "a number or text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .refused: "something that was refused"
    }
  }
}

/// The key of an entry.
package struct YAMLKey: Hashable, Sendable {
  /// The text, without quotes; `-` and `_` as they were written.
  package let text: String

  /// The bytes of the key, with its quotes.
  package let range: SourceRange

  /// Creates a key.
  package init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A key of a mapping with its value.
package struct YAMLEntry: Sendable {
  /// The key.
  package let key: YAMLKey

  /// The value; a plain scalar without text, of no width, after the colon where none was written.
  package let value: YAMLNode

  /// Creates an entry.
  package init(key: YAMLKey, value: YAMLNode) {
    self.key = key
    self.value = value
  }

  /// The bytes from the key to the end of the value.
  package var range: SourceRange { key.range.union(value.range) }
}
