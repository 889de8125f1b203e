// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Turns the tree of a YAML document into the tree of a recipe, driven by the key tables alone.
///
/// Nothing here knows a single key: what a mapping may hold is data (`ObjectSpec`), so a new key is a row.
struct NodeDecoder {
  var sink: DiagnosticSink

  mutating func decode(_ node: YAMLNode, as shape: ValueShape, named name: String) -> ValueSyntax {
    if case .refused = node.content { return .invalid(node.range) }
    switch shape {
    case .anything:
      return .unread(node.range)
    case .bindable(let inner):
      if let scalar = node.scalar, scalar.text == "required" { return .required(node.range) }
      return decode(node, as: inner, named: name)
    case .either(let first, let second):
      return decode(node, as: choose(first, second, for: node), named: name)
    case .expression, .extent, .word, .flag, .text:
      guard let scalar = node.scalar, !scalar.isEmptyPlain else {
        return wrongForm(node, expected: shape, for: name)
      }
      return decode(scalar, at: node.range, as: shape)
    case .list(let element):
      guard case .sequence(let nodes) = node.content else {
        return wrongForm(node, expected: shape, for: name)
      }
      return .list(nodes.map { decode($0, as: element, named: name) }, node.range)
    case .object(let spec):
      return decode(node, as: spec, named: name)
    case .names(let element, _):
      guard case .mapping(let entries) = node.content else {
        return wrongForm(node, expected: shape, for: name)
      }
      let named = entries.map {
        NameSyntax(
          name: $0.key.text.foldedKey,
          keyRange: $0.key.range,
          value: decode($0.value, as: element, named: $0.key.text)
        )
      }
      return .names(named, node.range)
    case .kinds(let kinds, let noun):
      guard case .sequence(let nodes) = node.content else {
        return wrongForm(node, expected: shape, for: name)
      }
      return .kinds(nodes.compactMap { decode($0, asOneOf: kinds, noun: noun) }, node.range)
    }
  }

  private mutating func wrongForm(
    _ node: YAMLNode,
    expected shape: ValueShape,
    for name: String
  ) -> ValueSyntax {
    sink.emit(DecodingDiagnostics.wrongForm(node, expected: shape.description, for: name))
    return .invalid(node.range)
  }

  // MARK: Scalars

  private mutating func decode(
    _ scalar: YAMLScalar,
    at range: SourceRange,
    as shape: ValueShape
  ) -> ValueSyntax {
    switch shape {
    case .word(let words):
      let folded = scalar.text.foldedKey
      if words.contains(folded) { return .word(folded, range) }
      sink.emit(DecodingDiagnostics.unknownWord(scalar.text, at: range, words: words))
      return .invalid(range)
    case .flag:
      if scalar.text == "true" || scalar.text == "false" {
        return .flag(scalar.text == "true", range)
      }
      sink.emit(DecodingDiagnostics.unknownWord(scalar.text, at: range, words: ["true", "false"]))
      return .invalid(range)
    case .text:
      return .text(scalar.text, range)
    case .extent:
      return extent(scalar, at: range)
    default:
      return expression(scalar, at: range).map(ValueSyntax.expression) ?? .invalid(range)
    }
  }

  private mutating func expression(
    _ scalar: YAMLScalar,
    from offset: Int = 0,
    at range: SourceRange
  ) -> ExpressionSyntax? {
    do {
      let expression = try ExpressionParser.parse(scalar, from: offset, at: range)
      if scalar.style != .plain {
        let text = scalar.text
        sink.emit(
          Diagnostic(
            .quotedNumber,
            "`\(text)` is read as a quantity although it is quoted",
            at: range,
            label: "in quotes",
            help: [Help("leave the quotes out", edit: TextEdit(range, text))]
          )
        )
      }
      return expression
    } catch {
      sink.emit(ExpressionDiagnostics.diagnostic(for: error, in: scalar, at: range))
      return nil
    }
  }

  private mutating func extent(_ scalar: YAMLScalar, at range: SourceRange) -> ValueSyntax {
    let text = scalar.text
    if text == "rest" { return .extent(.rest(range)) }
    guard text.hasPrefix("last ") else {
      return expression(scalar, at: range).map { .extent(.duration($0)) } ?? .invalid(range)
    }
    return expression(scalar, from: 5, at: range).map { .extent(.last($0)) } ?? .invalid(range)
  }

  /// Chooses by the form of what was written, so that the error speaks of the alternative that was meant.
  private func choose(_ first: ValueShape, _ second: ValueShape, for node: YAMLNode) -> ValueShape {
    guard case .word(let words) = first, let scalar = node.scalar else {
      return first.accepts(node) ? first : second
    }
    let folded = scalar.text.foldedKey
    let isMisspelt =
      scalar.text.isIdentifier
      && !SpellingSuggestion.candidates(for: folded, among: words).isEmpty
    return words.contains(folded) || isMisspelt || !second.accepts(node) ? first : second
  }

  // MARK: Mappings

  private mutating func decode(
    _ node: YAMLNode,
    as spec: ObjectSpec,
    named name: String
  ) -> ValueSyntax {
    switch node.content {
    case .mapping(let entries):
      let object = decode(entries, as: spec, at: node.range, missingAt: node.range)
      return .object(object)
    case .scalar(let scalar) where !scalar.isEmptyPlain && spec.shorthand != nil:
      guard let key = spec.shorthand.flatMap({ spec.key(named: $0) }) else { break }
      let value = decode(node, as: key.shape, named: key.name)
      let field = FieldSyntax(name: key.name, keyRange: node.range, value: value)
      return .object(ObjectSyntax(fields: [field], range: node.range))
    default:
      break
    }
    return wrongForm(node, expected: .object(spec), for: name)
  }

  private mutating func decode(
    _ entries: [YAMLEntry],
    as spec: ObjectSpec,
    at range: SourceRange,
    missingAt place: SourceRange
  ) -> ObjectSyntax {
    var fields: [FieldSyntax] = []
    for entry in entries {
      let folded = entry.key.text.foldedKey
      if folded.hasPrefix("x_") { continue }
      guard let key = spec.key(named: folded) else {
        sink.emit(DecodingDiagnostics.unknownKey(entry.key, folded: folded, in: spec))
        continue
      }
      guard key.isBuilt else {
        let diagnostic = DecodingDiagnostics.notSupportedYet(
          key.name,
          summary: key.summary,
          at: entry.key.range
        )
        sink.emit(diagnostic)
        fields.append(
          FieldSyntax(
            name: key.name,
            keyRange: entry.key.range,
            value: .invalid(entry.value.range)
          )
        )
        continue
      }
      let value = decode(entry.value, as: key.shape, named: key.name)
      fields.append(FieldSyntax(name: key.name, keyRange: entry.key.range, value: value))
    }
    // An unknown key is often the missing one misspelt: one report is enough then.
    let isComplete = fields.count == entries.count(where: { !$0.key.text.foldedKey.hasPrefix("x_") })
    for key in spec.keys
    where key.isRequired && isComplete && !fields.contains(where: { $0.name == key.name }) {
      sink.emit(DecodingDiagnostics.missingKey(key, in: spec, at: place))
    }
    return ObjectSyntax(fields: fields, range: range)
  }

  // MARK: Kinds

  private mutating func decode(
    _ node: YAMLNode,
    asOneOf kinds: [ObjectSpec],
    noun: String
  ) -> KindSyntax? {
    switch node.content {
    case .scalar(let scalar) where !scalar.isEmptyPlain:
      let key = YAMLKey(text: scalar.text, range: node.range)
      return decode(kind: key, body: nil, asOneOf: kinds, noun: noun)
    case .mapping(let entries):
      guard let first = entries.first else { break }
      if entries.count == 1 {
        return decode(kind: first.key, body: first.value, asOneOf: kinds, noun: noun)
      }
      if first.value.scalar?.isEmptyPlain == true {
        let strays = Array(entries.dropFirst())
        sink.emit(
          DecodingDiagnostics.phaseKeysNotIndented(
            kind: first.key,
            strays: strays,
            isFlow: node.flowStyle
          )
        )
      } else {
        sink.emit(DecodingDiagnostics.severalKinds(entries, noun: noun))
      }
      return nil
    default:
      break
    }
    if case .refused = node.content { return nil }
    _ = wrongForm(node, expected: .kinds(kinds, of: noun), for: noun)
    return nil
  }

  private mutating func decode(
    kind: YAMLKey,
    body: YAMLNode?,
    asOneOf kinds: [ObjectSpec],
    noun: String
  ) -> KindSyntax? {
    let folded = kind.text.foldedKey
    guard let spec = kinds.first(where: { $0.name == folded || $0.aliases.contains(folded) }) else {
      sink.emit(DecodingDiagnostics.unknownKind(kind, noun: noun, kinds: kinds))
      return nil
    }
    guard spec.isBuilt else {
      sink.emit(
        DecodingDiagnostics.notSupportedYet(kind.text, summary: spec.summary, at: kind.range)
      )
      return nil
    }
    let object: ObjectSyntax
    if let body, !(body.scalar?.isEmptyPlain ?? false) {
      if case .mapping(let entries) = body.content {
        object = decode(entries, as: spec, at: body.range, missingAt: kind.range)
      } else if case .object(let short) = decode(body, as: spec, named: kind.text) {
        object = short
      } else {
        return nil
      }
    } else {
      object = decode([], as: spec, at: kind.range, missingAt: kind.range)
    }
    return KindSyntax(
      kind: spec.name,
      written: folded,
      kindRange: kind.range,
      object: object
    )
  }
}

// MARK: - Forms

extension ValueShape {
  /// Whether a node has the form (text, list or mapping) of this shape.
  fileprivate func accepts(_ node: YAMLNode) -> Bool {
    switch (self, node.content) {
    case (.anything, _): true
    case (.bindable(let inner), _): inner.accepts(node)
    case (.either(let first, let second), _): first.accepts(node) || second.accepts(node)
    case (.expression, .scalar), (.extent, .scalar), (.word, .scalar), (.flag, .scalar),
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

extension String {
  /// A key with `-` read as `_`: both spellings are the same key.
  package var foldedKey: String { String(map { $0 == "-" ? "_" : $0 }) }

  /// Whether the text is one word of letters, digits and `_`.
  var isIdentifier: Bool {
    !isEmpty && utf8.allSatisfy { $0 == 0x5F || $0 == 0x2D || $0.isASCIIAlphanumeric }
      && utf8.first.map { !($0 >= 0x30 && $0 <= 0x39) } == true
  }
}

extension UInt8 {
  fileprivate var isASCIIAlphanumeric: Bool {
    (self >= 0x30 && self <= 0x39) || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A)
  }
}
