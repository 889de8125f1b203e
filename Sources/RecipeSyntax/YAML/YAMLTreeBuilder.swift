// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Builds the tree from the parser's events, refusing what a recipe may not contain.
///
/// The recursion is at most ``YAMLLimits/depth`` deep.
internal struct YAMLTreeBuilder: ~Copyable {
  /// Why the rest of the events is not looked at.
  internal enum Stop: Error {
    case syntax(YAMLParserFailure)
    case limit(Diagnostic)
  }

  private let text: YAMLSourceText
  private var reader: YAMLEventReader
  private var events = 0

  /// Whether aliases are the consequence of a merge key that was reported.
  private var ignoresAliases = false

  /// What was found, in order.
  internal private(set) var diagnostics: [Diagnostic] = []

  /// The offsets of the brackets that are open where the parser stands, the outermost first.
  internal private(set) var openBrackets: [Int] = []

  /// The ranges of the scalars, in order: everything in the source that is text and no comment.
  internal private(set) var scalarRanges: [SourceRange] = []

  internal init(_ text: YAMLSourceText, parserInput: [UInt8]) {
    self.text = text
    reader = YAMLEventReader(parserInput)
  }

  /// Reads the whole stream and returns the root of its first document.
  internal mutating func document() throws(Stop) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try next()
      switch event.kind {
      case .streamEnd:
        return root
      case .documentStart where root != nil:
        report(YAMLStructureDiagnostics.severalDocuments(at: range(of: event)))
        return root
      case .streamStart, .documentStart, .documentEnd:
        continue
      default:
        root = try node(event, depth: 1)
      }
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < YAMLLimits.findings {
      diagnostics.append(diagnostic)
    }
  }

  private mutating func next() throws(Stop) -> YAMLEvent {
    let event: YAMLEvent
    do {
      event = try reader.next()
    } catch {
      throw .syntax(error)
    }
    events += 1
    if events > YAMLLimits.events {
      throw .limit(YAMLStructureDiagnostics.tooManyNodes(at: range(of: event)))
    }
    return event
  }

  // MARK: - Nodes

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(Stop) -> YAMLNode {
    switch event.kind {
    case .scalar(let value, let style, let properties):
      let range = reportProperties(properties, in: range(of: event))
      return scalar(value, style, at: range)
    case .sequenceStart(let isFlow, let properties):
      let start = reportProperties(properties, in: range(of: event))
      try checkDepth(depth, at: start)
      return try sequence(from: start, isFlow: isFlow, depth: depth)
    case .mappingStart(let isFlow, let properties):
      let start = reportProperties(properties, in: range(of: event))
      try checkDepth(depth, at: start)
      return try mapping(from: start, isFlow: isFlow, depth: depth)
    default:
      // The grammar leaves only aliases here.
      let range = range(of: event)
      if !ignoresAliases {
        report(YAMLStructureDiagnostics.alias(text.string(in: range), at: range))
      }
      return YAMLNode(.refused, range: range)
    }
  }

  private func checkDepth(_ depth: Int, at range: SourceRange) throws(Stop) {
    guard depth > YAMLLimits.depth else { return }
    let bracket = SourceRange(
      source: range.source,
      start: range.start,
      end: min(range.end, range.start + 1)
    )
    throw .limit(YAMLStructureDiagnostics.tooDeep(at: bracket))
  }

  private mutating func scalar(
    _ value: String,
    _ style: YAMLScalar.Style,
    at eventRange: SourceRange
  ) -> YAMLNode {
    var range = eventRange
    if style == .literal || style == .folded {
      // The parser's copy has spaces there, so the text would differ from what was written.
      if let diagnostic = text.tabIndentation(in: range) { report(diagnostic) }
      range = text.trimmingBlankEnd(of: range)
    }
    scalarRanges.append(range)
    let problems = text.problems(ofScalar: value, style, at: range)
    guard problems.isEmpty else {
      for problem in problems { report(problem) }
      return YAMLNode(.refused, range: range)
    }
    let clean = text.withoutSubstitutes(value)
    let verbatimStart = text.verbatimStart(of: clean, style, in: range)
    return YAMLNode(
      .scalar(YAMLScalar(text: clean, style: style, verbatimStart: verbatimStart)),
      range: range
    )
  }

  private mutating func sequence(
    from start: SourceRange,
    isFlow: Bool,
    depth: Int
  ) throws(Stop) -> YAMLNode {
    var elements: [YAMLNode] = []
    let opensBracket = isFlow && text.isBracket(at: start.start)
    if opensBracket { openBrackets.append(start.start) }
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind {
        if opensBracket { openBrackets.removeLast() }
        let span = elements.first.flatMap { first in
          elements.last.map { first.range.union($0.range) }
        }
        let range = collectionRange(opensBracket, start, range(of: event), children: span)
        return YAMLNode(.sequence(elements), range: range, flowStyle: isFlow)
      }
      elements.append(try node(event, depth: depth + 1))
    }
  }

  // MARK: - Mappings

  private mutating func mapping(
    from start: SourceRange,
    isFlow: Bool,
    depth: Int
  ) throws(Stop) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var firstKeys: [String: YAMLKey] = [:]
    var span: SourceRange?
    var isTemplate = false
    // `[a: 1]` holds a flow mapping without braces.
    let opensBracket = isFlow && text.isBracket(at: start.start)
    if opensBracket { openBrackets.append(start.start) }
    while true {
      let event = try next()
      if case .mappingEnd = event.kind {
        if opensBracket { openBrackets.removeLast() }
        let range = collectionRange(opensBracket, start, range(of: event), children: span)
        if isTemplate {
          report(YAMLStructureDiagnostics.template(at: range))
          return YAMLNode(.refused, range: range)
        }
        return YAMLNode(.mapping(entries), range: range, flowStyle: isFlow)
      }
      let keyStart = range(of: event).start
      if isFlow, case .mappingStart(true, _) = event.kind, keyStart == start.start + 1 {
        isTemplate = true
      }
      let key = try key(event, isTemplate: isTemplate, depth: depth)
      let value = try value(depth: depth)
      let whole = SourceRange(
        source: start.source,
        start: min(keyStart, value.range.start),
        end: max(key?.range.end ?? keyStart, value.range.end)
      )
      span = span?.union(whole) ?? whole
      guard let key, !isMissingSpace(key, value) else { continue }
      let folded = String(key.text.map { $0 == "-" ? "_" : $0 })
      if let first = firstKeys[folded] {
        report(YAMLStructureDiagnostics.duplicateKey(key, first: first))
      } else {
        firstKeys[folded] = key
        entries.append(YAMLEntry(key: key, value: value))
      }
    }
  }

  /// The key that an event starts, or nil after reporting why it is none.
  private mutating func key(
    _ event: YAMLEvent,
    isTemplate: Bool,
    depth: Int
  ) throws(Stop) -> YAMLKey? {
    let node = try node(event, depth: depth + 1)
    switch node.content {
    case .scalar(let scalar):
      return key(scalar, at: node.range)
    case .refused:
      return nil
    case .sequence, .mapping:
      if !isTemplate {
        report(
          YAMLStructureDiagnostics.complexKey(node.kindDescription, at: node.range)
        )
      }
      return nil
    }
  }

  private mutating func key(_ scalar: YAMLScalar, at range: SourceRange) -> YAMLKey? {
    if let mark = text.questionMark(before: range) {
      report(YAMLStructureDiagnostics.questionMark(at: mark))
    }
    if scalar.style == .plain, scalar.text == "<<" {
      report(YAMLStructureDiagnostics.mergeKey(at: range))
      ignoresAliases = true
      return nil
    }
    if scalar.isEmptyPlain {
      report(YAMLStructureDiagnostics.complexKey("nothing", at: range))
      return nil
    }
    if scalar.text.utf8.count > YAMLLimits.keyBytes {
      report(
        YAMLStructureDiagnostics.keyTooLong(bytes: scalar.text.utf8.count, at: range)
      )
      return nil
    }
    return YAMLKey(text: scalar.text, range: range)
  }

  private mutating func value(depth: Int) throws(Stop) -> YAMLNode {
    let event = try next()
    let node = try node(event, depth: depth + 1)
    ignoresAliases = false
    return node
  }

  /// Reports `{lr:0.1}`, which YAML reads as a key `lr:0.1` without a value.
  private mutating func isMissingSpace(_ key: YAMLKey, _ value: YAMLNode) -> Bool {
    guard case .scalar(let scalar) = value.content, scalar.isEmptyPlain,
      let colon = text.colonWithoutSpace(in: key.range)
    else { return false }
    report(YAMLSyntaxDiagnostics.missingSpace(after: colon))
    return true
  }

  // MARK: - Ranges

  /// A flow collection has its brackets; of a block collection the parser knows no exact end, so
  /// it has its children's.
  private func collectionRange(
    _ hasBrackets: Bool,
    _ start: SourceRange,
    _ end: SourceRange,
    children: SourceRange?
  ) -> SourceRange {
    if hasBrackets { return start.union(end) }
    return children ?? SourceRange(source: start.source, start: start.start, end: start.start)
  }

  private func range(of event: YAMLEvent) -> SourceRange {
    text.range(event.start, event.end)
  }

  /// Reports the anchor and the tag before a node and returns the range without them.
  private mutating func reportProperties(
    _ properties: YAMLEvent.Properties,
    in range: SourceRange
  ) -> SourceRange {
    guard properties.hasAnchor || properties.hasTag else { return range }
    var rest = range
    while let property = text.property(at: rest) {
      report(
        property.isAnchor
          ? YAMLStructureDiagnostics.anchor(at: property.range)
          : YAMLStructureDiagnostics.tag(at: property.range, upTo: property.rest)
      )
      rest = property.rest
    }
    return rest
  }
}
