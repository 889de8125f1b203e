// SPDX-License-Identifier: Apache-2.0

extension ValueShape {
  /// Whether a node has the form (text, list or mapping) of this shape.
  func accepts(_ node: YAMLNode) -> Bool {
    switch (self, node.content) {
    case (.anything, _): true
    case (.bindable(let inner), _): inner.accepts(node)
    case (.either(let first, let second), _): first.accepts(node) || second.accepts(node)
    case (.expression, .scalar), (.formula, .scalar), (.extent, .scalar), (.word, .scalar),
      (.flag, .scalar),
      (.text, .scalar):
      true
    case (.list, .sequence), (.kinds, .sequence): true
    case (.object, .mapping), (.names, .mapping): true
    default: false
    }
  }
}

extension YAMLNode {
  /// The text of a node that is text.
  var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }
}
