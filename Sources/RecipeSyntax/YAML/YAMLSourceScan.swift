// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Looks at the bytes of a source before libyaml does.
///
/// It finds what libyaml would accept in silence (line separators, hidden characters, UTF-16), what
/// would make it slow (directives), and what it reports badly (tabs). Every such character is
/// replaced, one scalar by one scalar, in the copy that libyaml reads, so that one mistake does not
/// keep the rest of the file from being checked and positions stay true.
internal struct YAMLSourceScan {
  /// Stands for a refused character in the copy.
  ///
  /// It is a private-use character, which recipes may not contain, so one in a text can only come
  /// from here or from an escape.
  internal static let substitute: Unicode.Scalar = "\u{E000}"

  /// A refused character whose report has to wait until it is known what is a comment.
  internal struct HiddenCharacter {
    internal let scalar: Unicode.Scalar
    internal let range: SourceRange
  }

  private let source: SourceID
  private let bytes: [UInt8]

  /// What libyaml reads: the text without byte order mark and refused characters.
  internal private(set) var parserInput: [UInt8] = []

  /// What was found so far, except for hidden characters.
  internal private(set) var diagnostics: [Diagnostic] = []

  /// The hidden characters, in order.
  internal private(set) var hiddenCharacters: [HiddenCharacter] = []

  /// Whether something other than hidden characters was replaced.
  ///
  /// Line ends and indentation may then be others than the author saw, so what the parser complains
  /// about is likely to be a consequence.
  internal private(set) var changesStructure = false

  /// Whether the text can be parsed at all.
  internal private(set) var isParsable = true

  internal init(_ source: SourceID, of file: SourceFile) {
    self.source = source
    bytes = file.bytes
    guard checksEncoding() else {
      isParsable = false
      return
    }
    parserInput.reserveCapacity(bytes.count)
    scan(file.lines)
  }

  /// Checks what makes every further look pointless.
  private mutating func checksEncoding() -> Bool {
    if bytes.count > YAMLLimits.fileBytes {
      diagnostics.append(YAMLTextDiagnostics.fileTooLarge(bytes: bytes.count, at: range(0, 0)))
      return false
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      diagnostics.append(YAMLTextDiagnostics.utf16(at: range(0, 2)))
      return false
    }
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0 {
        diagnostics.append(YAMLTextDiagnostics.nulByte(at: range(offset, offset + 1)))
        return false
      }
      let step = UTF8Reader.step(at: offset, in: bytes)
      if step.scalar == nil {
        diagnostics.append(YAMLTextDiagnostics.notUTF8(byte, at: range(offset, offset + 1)))
        return false
      }
      offset += step.length
    }
    return true
  }

  private mutating func scan(_ lines: LineTable) {
    var hasLoneCarriageReturn = false
    for line in 0..<lines.count {
      let content = lines.contentRange(ofLine: line, in: bytes)
      var offset = content.lowerBound
      if line == 0, bytes.starts(with: LineTable.byteOrderMark) {
        offset = LineTable.byteOrderMark.count
      }
      offset = scanLineStart(offset..<content.upperBound)
      while offset < content.upperBound {
        let byte = bytes[offset]
        if byte >= 0x20, byte < 0x7F {
          parserInput.append(byte)
          offset += 1
        } else if byte == 0x0D {
          // One report: in a file of old Mac line ends every line has one.
          if !hasLoneCarriageReturn {
            hasLoneCarriageReturn = true
            report(YAMLTextDiagnostics.loneCarriageReturn(at: range(offset, offset + 1)))
          }
          substitute()
          offset += 1
        } else {
          offset = scanOther(at: offset, lineStart: content.lowerBound)
        }
      }
      let next = line + 1 < lines.count ? lines.starts[line + 1] : bytes.count
      parserInput += bytes[content.upperBound..<next]
    }
    // Without a line break libyaml drops a last line of spaces from a block scalar.
    if parserInput.last == 0x20 { parserInput.append(0x0A) }
  }

  /// Handles the indentation of a line, or a directive, and returns the offset of what follows.
  private mutating func scanLineStart(_ line: Range<Int>) -> Int {
    if line.lowerBound < line.upperBound, bytes[line.lowerBound] == UInt8(ascii: "%") {
      report(YAMLTextDiagnostics.directive(at: range(line.lowerBound, line.upperBound)))
      // As a comment it does no harm. Thousands of them would keep libyaml busy for seconds.
      parserInput.append(UInt8(ascii: "#"))
      return line.lowerBound + 1
    }
    var end = line.lowerBound
    while end < line.upperBound, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    let isBlankOrComment = end == line.upperBound || bytes[end] == UInt8(ascii: "#")
    if !isBlankOrComment, bytes[line.lowerBound..<end].contains(0x09) {
      report(YAMLTextDiagnostics.tabIndentation(at: range(line.lowerBound, end), in: bytes))
    }
    parserInput += [UInt8](repeating: 0x20, count: end - line.lowerBound)
    return end
  }

  /// Handles a character outside printable ASCII and returns the offset of the next one.
  private mutating func scanOther(at offset: Int, lineStart: Int) -> Int {
    let step = UTF8Reader.step(at: offset, in: bytes)
    let end = offset + step.length
    guard let scalar = step.scalar else { return end }
    switch YAMLCharacterClass(scalar) {
    case .ordinary:
      parserInput += bytes[offset..<end]
    case .hidden:
      hiddenCharacters.append(HiddenCharacter(scalar: scalar, range: range(offset, end)))
      substitute()
    case .lineSeparator:
      report(YAMLTextDiagnostics.lineSeparator(scalar, at: range(offset, end)))
      substitute()
    case .otherBlank where separates(offset, lineStart: lineStart):
      report(YAMLTextDiagnostics.otherBlank(scalar, at: range(offset, end)))
      parserInput.append(0x20)
    case .otherBlank:
      parserInput += bytes[offset..<end]
    }
    return end
  }

  /// Whether a blank stands where YAML needs a space: in the indentation, after the dash of a list
  /// item, or after `key:`.
  ///
  /// Elsewhere it is part of a text, such as a title in French.
  private func separates(_ offset: Int, lineStart: Int) -> Bool {
    var start = lineStart
    while start < offset, bytes[start] == 0x20 || bytes[start] == UInt8(ascii: "-") { start += 1 }
    while start < offset, YAMLSourceScan.isWordByte(bytes[start]) { start += 1 }
    if start < offset, bytes[start] == UInt8(ascii: ":") { start += 1 }
    return start == offset
      && (offset == lineStart || !YAMLSourceScan.isWordByte(bytes[offset - 1]))
  }

  /// Whether a byte can be part of a key.
  internal static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default:
      false
    }
  }

  private mutating func substitute() {
    parserInput += Array(String(YAMLSourceScan.substitute).utf8)
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    changesStructure = true
    if diagnostics.count < YAMLLimits.findings {
      diagnostics.append(diagnostic)
    }
  }

  private func range(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(source: source, start: start, end: end)
  }
}
