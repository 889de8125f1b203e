// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// The text of a source with the questions that the parser's events leave open.
internal struct YAMLSourceText {
  /// An anchor or a tag before a node.
  internal struct Property {
    internal let range: SourceRange
    internal let isAnchor: Bool
    /// What follows it up to the end of the node.
    internal let rest: SourceRange
  }

  internal let source: SourceID
  internal let file: SourceFile
  private let conversion: YAMLMarkConversion

  internal init(_ source: SourceID, _ file: SourceFile) {
    self.source = source
    self.file = file
    conversion = YAMLMarkConversion(file)
  }

  internal var bytes: [UInt8] { file.bytes }

  // MARK: - Places

  internal func offset(of mark: YAMLMark) -> Int { conversion.offset(of: mark) }

  internal func range(_ start: YAMLMark, _ end: YAMLMark) -> SourceRange {
    let first = offset(of: start)
    return range(first, max(first, offset(of: end)))
  }

  internal func range(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(source: source, start: start, end: end)
  }

  internal func string(in range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  internal func isBlank(at offset: Int) -> Bool {
    switch bytes[offset] {
    case 0x20, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  /// The range without blanks and line breaks at its end.
  internal func trimmingBlankEnd(of range: SourceRange) -> SourceRange {
    var end = range.end
    while end > range.start, isBlank(at: end - 1) { end -= 1 }
    return self.range(range.start, end)
  }

  internal func isBracket(at offset: Int) -> Bool {
    offset < bytes.count
      && (bytes[offset] == UInt8(ascii: "[") || bytes[offset] == UInt8(ascii: "{"))
  }

  // MARK: - Nodes

  /// The anchor or tag at the start of a range.
  internal func property(at range: SourceRange) -> Property? {
    guard range.start < range.end else { return nil }
    let isAnchor = bytes[range.start] == UInt8(ascii: "&")
    guard isAnchor || bytes[range.start] == UInt8(ascii: "!") else { return nil }
    var end = range.start
    while end < range.end, !isBlank(at: end) { end += 1 }
    var next = end
    while next < range.end, isBlank(at: next) { next += 1 }
    return Property(
      range: self.range(range.start, end),
      isAnchor: isAnchor,
      rest: self.range(next, range.end)
    )
  }

  /// Where the text of a scalar stands in the source as it is; see ``YAMLScalar/verbatimStart``.
  internal func verbatimStart(
    of text: String,
    _ style: YAMLScalar.Style,
    in range: SourceRange
  ) -> Int? {
    let isQuoted = style == .singleQuoted || style == .doubleQuoted
    guard isQuoted || style == .plain else { return nil }
    let start = range.start + (isQuoted ? 1 : 0)
    let end = start + text.utf8.count
    guard end <= range.end, bytes[start..<end].elementsEqual(text.utf8) else { return nil }
    return start
  }

  /// The text without the characters that were replaced for the parser.
  internal func withoutSubstitutes(_ text: String) -> String {
    guard text.unicodeScalars.contains(YAMLSourceScan.substitute) else { return text }
    var clean = String.UnicodeScalarView()
    clean.append(contentsOf: text.unicodeScalars.filter { $0 != YAMLSourceScan.substitute })
    return String(clean)
  }

  /// What is wrong with the text of a scalar: its length, hidden characters made by escapes,
  /// placeholders.
  internal func problems(
    ofScalar value: String,
    _ style: YAMLScalar.Style,
    at range: SourceRange
  ) -> [Diagnostic] {
    let length = value.utf8.count
    guard length <= YAMLLimits.scalarBytes else {
      return [YAMLStructureDiagnostics.scalarTooLong(bytes: length, at: range)]
    }
    var problems: [Diagnostic] = []
    if style == .doubleQuoted {
      let hidden = YAMLEscape.escapes(in: range, of: bytes).lazy.filter(\.isHidden)
      for escape in hidden.prefix(YAMLLimits.findings) {
        problems.append(
          YAMLTextDiagnostics.escapedHiddenCharacter(escape.scalar, at: escape.range)
        )
      }
    }
    if let placeholder = YAMLPlaceholder.first(in: value) {
      let start = verbatimStart(of: value, style, in: range)
      let scalar = YAMLScalar(text: value, style: style, verbatimStart: start)
      problems.append(
        YAMLStructureDiagnostics.template(at: scalar.range(of: placeholder, in: range))
      )
    }
    return problems
  }

  /// The `?` of YAML's long form before a key.
  internal func questionMark(before key: SourceRange) -> SourceRange? {
    var start = key.start
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    // In brackets libyaml takes `?` for this sign even without a blank after it.
    guard start > 0, bytes[start - 1] == UInt8(ascii: "?") else { return nil }
    return range(start - 1, start)
  }

  /// The colon of a key such as `lr:0.1`, in which a space was forgotten.
  internal func colonWithoutSpace(in key: SourceRange) -> SourceRange? {
    var offset = key.start
    while offset < key.end, YAMLSourceScan.isWordByte(bytes[offset]) { offset += 1 }
    guard offset > key.start, offset + 1 < key.end, bytes[offset] == UInt8(ascii: ":"),
      bytes[offset + 1] != UInt8(ascii: "/"), !isBlank(at: offset + 1)
    else { return nil }
    return range(offset, offset + 1)
  }

  /// Whether a comment sign stands before a place on its line.
  ///
  /// In a text that the parser has read, a place on such a line and in no scalar is in a comment.
  internal func isAfterCommentSign(_ offset: Int) -> Bool {
    let start = file.lines.starts[file.lines.lineIndex(containing: offset)]
    return (start..<offset).contains {
      bytes[$0] == UInt8(ascii: "#") && ($0 == start || isBlank(at: $0 - 1))
    }
  }
}
