// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Turns the tree of a YAML document into the tree of a recipe, driven by the key tables alone.
///
/// Nothing here knows a single key: what a mapping may hold is data (`ObjectSpec`), so a new key is a row.
struct NodeDecoder {
  /// The texts that the nodes come from, for edits that move a part of one.
  let sources: SourceMap
  var sink: DiagnosticSink
  /// What t counts, whose word is a unit.
  var clock = ClockWord.steps

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
    case .expression, .formula, .extent, .word, .flag, .text:
      guard let scalar = node.scalar, !scalar.isEmptyPlain else {
        return wrongForm(node, expected: shape, for: name)
      }
      return decode(scalar, at: node.range, as: shape)
    case .list(let element):
      guard case .sequence(let nodes) = node.content else {
        return wrongForm(node, expected: shape, for: name)
      }
      return .list(decode(nodes, as: element, named: name), node.range)
    case .object(let spec):
      return decode(node, as: spec, named: name)
    case .names(let element, let noun):
      guard case .mapping(let entries) = node.content else {
        return wrongForm(node, expected: shape, for: name)
      }
      let read = entries.filter { !$0.key.text.foldedKey.isOwnKey }
      return .names(decode(read, as: element, noun: noun), node.range)
    case .kinds(let kinds, let noun):
      guard case .sequence(let nodes) = node.content else {
        return wrongForm(node, expected: shape, for: name)
      }
      return .kinds(decode(nodes, asOneOf: kinds, noun: noun), node.range)
    }
  }

  private mutating func decode(
    _ nodes: [YAMLNode],
    as element: ValueShape,
    named name: String
  ) -> [ValueSyntax] {
    var cut = CutText()
    return nodes.compactMap { node in
      if cut.continues(node.scalar?.text, isAlone: true) { return nil }
      let value = decode(node, as: element, named: name)
      cut.note(node, read: value)
      return value
    }
  }

  private mutating func decode(
    _ entries: [YAMLEntry],
    as element: ValueShape,
    noun: String
  ) -> [NameSyntax] {
    var cut = CutText()
    return entries.compactMap { entry in
      if cut.continues(entry.key.text, isAlone: entry.value.isNothing) { return nil }
      if !entry.key.text.isName(of: noun) {
        sink.emit(DecodingDiagnostics.malformedName(entry.key, noun: noun))
      }
      let value = decode(entry.value, as: element, named: entry.key.text)
      cut.note(entry.value, read: value)
      return NameSyntax(
        name: entry.key.text.foldedKey,
        keyRange: entry.key.range,
        value: value
      )
    }
  }

  mutating func wrongForm(
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
    case .formula:
      return formula(scalar, at: range)
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
      let expression = try ExpressionParser.parse(scalar, from: offset, at: range, clock: clock)
      // Inside of braces a comma makes the quotes necessary.
      if scalar.style != .plain, !scalar.text.contains(",") {
        sink.emit(DecodingDiagnostics.quotedNumber(scalar.text, at: range))
      }
      return expression
    } catch {
      sink.emit(ExpressionDiagnostics.diagnostic(for: error, in: scalar, at: range))
      return nil
    }
  }

  /// A formula; quotes are no finding, since many need them.
  private mutating func formula(_ scalar: YAMLScalar, at range: SourceRange) -> ValueSyntax {
    do {
      return .formula(try FormulaParser.parse(scalar, at: range))
    } catch {
      sink.emit(ExpressionDiagnostics.diagnostic(for: error, in: scalar, at: range))
      return .invalid(range)
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

  mutating func decode(
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

  mutating func decode(
    _ entries: [YAMLEntry],
    as spec: ObjectSpec,
    at range: SourceRange,
    missingAt place: SourceRange
  ) -> ObjectSyntax {
    var fields: [FieldSyntax] = []
    // What is misspelt is often what stands for the missing key: one report is enough.
    var isReported = false
    var cut = CutText()
    for entry in entries {
      if cut.continues(entry.key.text, isAlone: entry.value.isNothing) { continue }
      let folded = entry.key.text.foldedKey
      if folded.isOwnKey { continue }
      guard let key = spec.key(named: folded) else {
        if let choice = DecodingDiagnostics.choice(with: folded, in: spec, of: entries) {
          sink.emit(DecodingDiagnostics.keyOfChoice(entry, folded: folded, in: spec, choice))
          isReported = true
          continue
        }
        let meant =
          DecodingDiagnostics.translation(of: entry.key, in: spec)
          ?? DecodingDiagnostics.correction(of: folded, in: spec)
        let isThere = entries.contains { $0.key.text.foldedKey == meant?.name }
        let text = entry.value.scalar?.text ?? ""
        let hasUnit = text.utf8.contains { $0 == UInt8(ascii: "%") || $0 | 0x20 >= 0x61 }
        let isOfItsForm = meant?.shape.accepts(entry.value) ?? false
        let canRename =
          !isThere && !text.isEmpty && isOfItsForm && (hasUnit || meant?.shape.isTime == false)
        sink.emit(
          DecodingDiagnostics.unknownKey(
            entry.key,
            folded: folded,
            in: spec,
            canRename: canRename
          )
        )
        isReported = true
        // The key was meant, so nothing that follows from its absence is worth a word.
        if let meant, !isThere {
          let value = ValueSyntax.invalid(entry.value.range)
          fields.append(FieldSyntax(name: meant.name, keyRange: entry.key.range, value: value))
        }
        continue
      }
      let field = field(key, entry)
      cut.note(entry.value, read: field.value)
      fields.append(field)
    }
    for key in spec.keys
    where key.isRequired && !isReported && !fields.contains(where: { $0.name == key.name }) {
      sink.emit(DecodingDiagnostics.missingKey(key, in: spec, at: place))
    }
    return ObjectSyntax(fields: fields, range: range)
  }

  private mutating func field(_ key: KeySpec, _ entry: YAMLEntry) -> FieldSyntax {
    let value = decode(entry.value, as: key.shape, named: key.name)
    return FieldSyntax(name: key.name, keyRange: entry.key.range, value: value)
  }
}
