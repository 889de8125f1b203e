// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics

/// Lists whose elements are mappings with one key, the kind: `- cosine: { to: 0 }`.
extension NodeDecoder {
  /// Decodes the elements; one that is of no kind or has no keys that could be read leaves a hole.
  mutating func decode(
    _ nodes: [YAMLNode],
    asOneOf kinds: [ObjectSpec],
    noun: String
  ) -> [KindSyntax?] {
    var cut = CutText()
    return nodes.map { node in
      if cut.continues(node.scalar?.text, isAlone: true) { return nil }
      let element = decode(node, asOneOf: kinds, noun: noun)
      let isRead = element?.object.fields.allSatisfy { !$0.value.isInvalid } ?? false
      cut.note(node.soleValue, isInvalid: !isRead)
      return element
    }
  }

  /// Decodes one element.
  ///
  /// - Returns: nil when the element is of no kind or has no keys that could be read; it was reported.
  private mutating func decode(
    _ node: YAMLNode,
    asOneOf kinds: [ObjectSpec],
    noun: String
  ) -> KindSyntax? {
    switch node.content {
    case .scalar(let scalar) where !scalar.isEmptyPlain:
      let key = YAMLKey(text: scalar.text, range: node.range)
      return decode(kind: key, body: nil, asOneOf: kinds, noun: noun)
    case .mapping(let all) where !all.isEmpty:
      let entries = all.filter { !$0.key.text.foldedKey.isOwnKey }
      if entries.count == 1 {
        return decode(kind: entries[0].key, body: entries[0].value, asOneOf: kinds, noun: noun)
      }
      report(entries, of: node, kinds: kinds, noun: noun)
      return nil
    case .refused:
      return nil
    default:
      _ = wrongForm(node, expected: .kinds(kinds, of: noun), for: noun)
      return nil
    }
  }

  /// Reports an element with several keys: it names several kinds, or its keys are not below its kind.
  private mutating func report(
    _ entries: [YAMLEntry],
    of node: YAMLNode,
    kinds: [ObjectSpec],
    noun: String
  ) {
    let named = entries.filter { kinds.named($0.key.text.foldedKey) != nil }
    if named.count > 1 {
      sink.emit(DecodingDiagnostics.severalKinds(named.map(\.key), noun: noun))
    } else if let kind = named.first {
      let strays = entries.filter { $0.key != kind.key }
      let isIndentable = !node.flowStyle && kind.value.isNothing && entries[0].key == kind.key
      let edit = isIndentable ? indentation(of: strays) : nil
      sink.emit(DecodingDiagnostics.keysBesideKind(kind, strays: strays, indentation: edit))
    } else if let first = entries.first, first.value.isNothing {
      sink.emit(DecodingDiagnostics.unknownKind(first.key, noun: noun, kinds: kinds))
    } else {
      sink.emit(DecodingDiagnostics.noKind(at: node.range, noun: noun, kinds: kinds))
    }
  }

  /// The edit that moves entries two columns to the right, to below the key before them.
  private func indentation(of entries: [YAMLEntry]) -> TextEdit? {
    guard let first = entries.first, let last = entries.last else { return nil }
    let range = first.range.union(last.range)
    let lines = sources.text(in: range).split(separator: "\n", omittingEmptySubsequences: false)
    return TextEdit(range, "  " + lines.joined(separator: "\n  "))
  }

  private mutating func decode(
    kind: YAMLKey,
    body: YAMLNode?,
    asOneOf kinds: [ObjectSpec],
    noun: String
  ) -> KindSyntax? {
    let folded = kind.text.foldedKey
    guard let spec = kinds.named(folded) else {
      sink.emit(DecodingDiagnostics.unknownKind(kind, noun: noun, kinds: kinds))
      return nil
    }
    return object(of: kind, body: body, spec).map {
      KindSyntax(kind: spec.name, written: folded, kindRange: kind.range, object: $0)
    }
  }

  private mutating func object(
    of kind: YAMLKey,
    body: YAMLNode?,
    _ spec: ObjectSpec
  ) -> ObjectSyntax? {
    guard let body, !body.isNothing else {
      return decode([], as: spec, at: kind.range, missingAt: kind.range)
    }
    if case .mapping(let entries) = body.content {
      return decode(entries, as: spec, at: body.range, missingAt: kind.range)
    }
    if case .object(let short) = decode(body, as: spec, named: kind.text) { return short }
    return nil
  }
}

extension [ObjectSpec] {
  /// The table of a kind, by its name or an alias.
  fileprivate func named(_ name: String) -> ObjectSpec? {
    first { $0.name == name || $0.aliases.contains(name) }
  }
}

extension YAMLNode {
  /// The text that is the value of a mapping with one key: `max(1` in `[hold: max(1, 2)]`.
  fileprivate var soleValue: YAMLScalar? {
    guard case .mapping(let entries) = content, entries.count == 1 else { return nil }
    return entries[0].value.scalar
  }
}
