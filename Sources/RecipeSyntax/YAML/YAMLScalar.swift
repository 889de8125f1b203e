// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// Text from a YAML document, uninterpreted: its meaning is decided where its key is known.
package struct YAMLScalar: Hashable, Sendable {
  /// How a scalar was written.
  package enum Style: Hashable, Sendable {
    /// Without quotes.
    case plain
    /// In `'…'`.
    case singleQuoted
    /// In `"…"`.
    case doubleQuoted
    /// As a block after `|`.
    case literal
    /// As a block after `>`.
    case folded
  }

  /// The text after unquoting, unescaping and folding.
  package let text: String

  /// How it was written.
  package let style: Style

  /// The byte offset in the source of the first byte of ``text`` where every byte of the text stands in
  /// the source as it is; nil where escapes or line folding changed it.
  package let verbatimStart: Int?

  /// Creates a scalar.
  package init(text: String, style: Style, verbatimStart: Int? = nil) {
    self.text = text
    self.style = style
    self.verbatimStart = verbatimStart
  }

  /// Whether nothing was written: a missing value, as opposed to the quoted text `""`.
  package var isEmptyPlain: Bool { style == .plain && text.isEmpty }

  /// The source bytes of a part of the text, for a label on a part of a scalar.
  ///
  /// - Parameters:
  ///   - utf8Offsets: the part, as offsets in the UTF-8 of ``text``; clamped to it.
  ///   - node: the range of the whole scalar's node.
  /// - Returns: the bytes of that part, or the whole node where the text is not verbatim.
  package func range(of utf8Offsets: Range<Int>, in node: SourceRange) -> SourceRange {
    guard let verbatimStart else { return node }
    let part = utf8Offsets.clamped(to: 0..<text.utf8.count)
    return SourceRange(
      source: node.source,
      start: verbatimStart + part.lowerBound,
      end: verbatimStart + part.upperBound
    )
  }
}
