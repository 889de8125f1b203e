// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Finds out what mistake makes libyaml give up.
///
/// libyaml reports what its grammar expected at the place where it noticed, which is often a line
/// below the mistake. This looks at the source around both places. The strings are those of libyaml
/// 0.2.5; another one leads to a general message.
internal struct YAMLSyntaxProblem {
  private let failure: YAMLParserFailure
  private let text: YAMLSourceText
  private let context: Int
  private let place: Int
  private let lastScalar: SourceRange?
  private let openBracket: Int?

  /// Prepares the analysis.
  ///
  /// - Parameters:
  ///   - failure: what libyaml said.
  ///   - text: the source.
  ///   - lastScalar: the last scalar that was read, if there is one.
  ///   - openBracket: the offset of the innermost bracket that was open, if there is one.
  internal init(
    _ failure: YAMLParserFailure,
    in text: YAMLSourceText,
    after lastScalar: SourceRange?,
    within openBracket: Int?
  ) {
    self.lastScalar = lastScalar
    self.openBracket = openBracket
    self.failure = failure
    self.text = text
    context = text.offset(of: failure.contextMark)
    place = text.offset(of: failure.mark)
  }

  internal var diagnostic: Diagnostic {
    if let placeholder { return YAMLStructureDiagnostics.template(at: placeholder) }
    switch failure.problem {
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return bracket
    case "found unexpected end of stream", "found unexpected document indicator":
      return YAMLSyntaxDiagnostics.unclosedQuote(
        text.string(in: oneCharacter(at: context)),
        at: oneCharacter(at: context)
      )
    case "mapping values are not allowed in this context":
      return colon
    case "could not find expected ':'":
      return missingSpace ?? YAMLSyntaxDiagnostics.missingColon(at: lineRest(from: context))
    case "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>":
      return misplaced
    case "did not find expected node content":
      if place >= text.bytes.count, let openBracket { return unclosed(openBracket) }
      let sign = oneCharacter(at: place)
      return YAMLSyntaxDiagnostics.missingValue(before: text.string(in: sign), at: sign)
    case "mapping keys are not allowed in this context":
      return YAMLStructureDiagnostics.questionMark(at: oneCharacter(at: place))
    case "block sequence entries are not allowed in this context":
      return YAMLSyntaxDiagnostics.dashAfterKey(at: oneCharacter(at: place))
    case "found character that cannot start any token":
      return unquoted(at: place)
    case "did not find expected alphabetic or numeric character":
      return unquoted(at: context)
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return YAMLSyntaxDiagnostics.unknownEscape(at: escape)
    case _ where failure.context.hasSuffix("a tag"):
      let tag = word(at: context)
      return YAMLStructureDiagnostics.tag(at: tag, upTo: text.range(tag.end, tag.end))
    case "found undefined tag handle":
      let tag = word(at: place)
      return YAMLStructureDiagnostics.tag(at: tag, upTo: text.range(tag.end, tag.end))
    default:
      return general
    }
  }

  // MARK: - Kinds of mistakes

  /// A placeholder on the line where the parser gave up, or where the construct began.
  private var placeholder: SourceRange? {
    let hasContext = !failure.context.isEmpty
    for offset in hasContext ? [place, context] : [place] {
      let line = text.line(containing: offset)
      if let found = YAMLPlaceholder.first(in: text.bytes, line.content) {
        return text.range(found.lowerBound, found.upperBound)
      }
    }
    return nil
  }

  private var bracket: Diagnostic {
    let open = oneCharacter(at: context)
    if text.isClosed(bracketAt: context) {
      return YAMLSyntaxDiagnostics.missingComma(at: word(at: place), open: open)
    }
    return unclosed(context)
  }

  private func unclosed(_ bracket: Int) -> Diagnostic {
    let open = oneCharacter(at: bracket)
    let line = text.line(containing: place)
    // On a later line the whole line is what does not belong into the bracket.
    let isOnLaterLine = line.content.lowerBound > bracket
    return YAMLSyntaxDiagnostics.unclosedBracket(
      text.string(in: open),
      at: open,
      noticed: word(at: isOnLaterLine ? min(place, line.start) : place)
    )
  }

  /// A colon where no key can stand.
  private var colon: Diagnostic {
    if let missingSpace { return missingSpace }
    let line = text.line(containing: place)
    let sign = oneCharacter(at: place)
    if let first = text.firstColon(of: line), first < place {
      return YAMLSyntaxDiagnostics.colonInValue(at: sign, first: text.range(first, first + 1))
    }
    let key = text.range(min(line.start, place), place)
    guard let above = text.lineWithContent(before: line.index) else { return general }
    if let colon = text.firstColon(of: above), line.start > above.start {
      let value = text.trimmingBlankEnd(of: text.range(colon + 1, above.content.upperBound))
      let start = text.skippingBlanks(from: value.start, to: value.end)
      return YAMLSyntaxDiagnostics.indentationBelowValue(
        at: key,
        value: text.range(start, value.end)
      )
    }
    if text.firstColon(of: above) == nil {
      return YAMLSyntaxDiagnostics.missingColon(at: lineRest(from: above.start))
    }
    return general
  }

  /// `key:value` on the line where the parser gave up or on one of the three before it.
  private var missingSpace: Diagnostic? {
    var line: YAMLSourceText.Line? = text.line(containing: place)
    for _ in 0..<4 {
      guard let candidate = line else { return nil }
      let rest = text.range(candidate.start, candidate.content.upperBound)
      if let colon = text.colonWithoutSpace(in: rest) {
        return YAMLSyntaxDiagnostics.missingSpace(after: colon)
      }
      line = text.lineWithContent(before: candidate.index)
    }
    return nil
  }

  /// Something that does not continue what is around it.
  private var misplaced: Diagnostic {
    let line = text.line(containing: place)
    let isListContext = failure.problem.contains("'-'")
    guard text.skippingBlanks(from: line.content.lowerBound, to: place) == place else {
      if let quoteOverLines { return quoteOverLines }
      return YAMLSyntaxDiagnostics.unexpectedText(
        at: text.trimmingBlankEnd(of: text.range(place, line.content.upperBound))
      )
    }
    if place < text.bytes.count, text.bytes[place] == UInt8(ascii: ":") {
      return YAMLStructureDiagnostics.complexKey("nothing", at: text.range(place, place))
    }
    let lineAbove = text.lineWithContent(before: line.index)
    if let lineAbove, text.bytes[lineAbove.content].starts(with: Array("...".utf8)) {
      return YAMLStructureDiagnostics.severalDocuments(at: word(at: place))
    }
    let above = lineAbove?.start
    let neighbour = failure.context.isEmpty ? above ?? 0 : context
    if text.isDash(at: place), !isListContext {
      return YAMLSyntaxDiagnostics.listItemAmongKeys(
        at: oneCharacter(at: place),
        mapping: word(at: neighbour)
      )
    }
    if isListContext, spaces(before: place) == spaces(before: neighbour) {
      return YAMLSyntaxDiagnostics.keyAmongListItems(
        at: word(at: place),
        list: oneCharacter(at: neighbour)
      )
    }
    var neighbours = [neighbour]
    if let above, above != neighbour { neighbours.append(above) }
    return YAMLSyntaxDiagnostics.indentation(
      at: word(at: place),
      spaces: spaces(before: place),
      neighbours: neighbours.map { (word(at: $0), spaces(before: $0)) }
    )
  }

  /// A quote that was meant to be closed on its own line and was closed by the next quote instead.
  private var quoteOverLines: Diagnostic? {
    guard let lastScalar, lastScalar.start < lastScalar.end, lastScalar.end <= place else {
      return nil
    }
    let quote = oneCharacter(at: lastScalar.start)
    let sign = text.string(in: quote)
    let firstLine = text.file.lines.lineIndex(containing: lastScalar.start)
    let lastLine = text.file.lines.lineIndex(containing: lastScalar.end)
    guard sign == "\"" || sign == "'", firstLine < lastLine,
      lastLine == text.file.lines.lineIndex(containing: place)
    else { return nil }
    let end = text.range(lastScalar.end - 1, lastScalar.end)
    return YAMLSyntaxDiagnostics.unclosedQuote(
      sign,
      at: quote,
      secondary: [Label(end, "closed only here")]
    )
  }

  private func unquoted(at offset: Int) -> Diagnostic {
    guard offset < text.bytes.count else { return general }
    let sign = oneCharacter(at: offset)
    let word = word(at: offset)
    return YAMLSyntaxDiagnostics.unquotedText(
      text.string(in: sign),
      at: sign,
      word: word,
      text: text.string(in: word)
    )
  }

  private var general: Diagnostic {
    let secondary =
      failure.context.isEmpty || context == place
      ? [] : [Label(oneCharacter(at: context), "\(failure.context) that begins here")]
    return YAMLSyntaxDiagnostics.syntax(
      failure.problem,
      at: oneCharacter(at: place),
      secondary: secondary
    )
  }

  // MARK: - Ranges

  private func spaces(before offset: Int) -> Int {
    offset - text.line(containing: offset).content.lowerBound
  }

  /// The backslash before the place and the letter after it.
  private var escape: SourceRange {
    var start = min(place, text.bytes.count - 1)
    let first = text.line(containing: place).content.lowerBound
    while start > first, text.bytes[start] != UInt8(ascii: "\\") { start -= 1 }
    guard start + 1 < text.bytes.count else { return text.range(start, text.bytes.count) }
    return text.range(start, oneCharacter(at: start + 1).end)
  }

  private func oneCharacter(at offset: Int) -> SourceRange {
    guard offset < text.bytes.count else { return text.range(offset, offset) }
    let length = UTF8Reader.step(at: offset, in: text.bytes).length
    return text.range(offset, offset + length)
  }

  /// The characters up to a blank, a comma, a bracket or the colon of a key; at least one if there
  /// is one on the line.
  private func word(at offset: Int) -> SourceRange {
    let line = text.line(containing: offset)
    var end = offset
    while end < line.content.upperBound, !text.isBlank(at: end), !text.endsWord(at: end) {
      end += 1
    }
    return end > offset ? text.range(offset, end) : oneCharacter(at: offset)
  }

  private func lineRest(from offset: Int) -> SourceRange {
    let line = text.line(containing: offset)
    return text.trimmingBlankEnd(of: text.range(offset, max(offset, line.content.upperBound)))
  }
}
