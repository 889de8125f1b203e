// SPDX-License-Identifier: Apache-2.0

/// Recognises what unquoted commas inside of braces leave of `max(1 epoch, 25 steps)`: a text that ends
/// early, which is reported, and further texts that are not worth a word.
struct CutText {
  /// The parentheses that the texts so far leave open.
  private var open = 0

  /// Whether a node is a further piece of a text before it.
  mutating func continues(_ text: String?, isAlone: Bool) -> Bool {
    guard open > 0, isAlone, let text else {
      open = 0
      return false
    }
    open = max(0, open + Self.balance(of: text))
    return true
  }

  /// Takes note of a text, and whether it could be read.
  mutating func note(_ node: YAMLNode, read value: ValueSyntax) {
    note(node.scalar, isInvalid: value.isInvalid)
  }

  /// Takes note of a text, and whether it was reported.
  mutating func note(_ scalar: YAMLScalar?, isInvalid: Bool) {
    guard let scalar, isInvalid, scalar.style == .plain else {
      open = 0
      return
    }
    open = max(0, Self.balance(of: scalar.text))
  }

  /// How many more parentheses a text opens than it closes.
  private static func balance(of text: String) -> Int {
    text.utf8.reduce(0) { sum, byte in
      byte == UInt8(ascii: "(") ? sum + 1 : byte == UInt8(ascii: ")") ? sum - 1 : sum
    }
  }
}
