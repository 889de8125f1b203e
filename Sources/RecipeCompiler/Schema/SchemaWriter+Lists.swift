// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
internal import RecipeSemantics
internal import RecipeSyntax

/// Mappings from names, and lists whose elements name their kind.
extension SchemaWriter {
  // MARK: Names

  /// The schema of a mapping from names that the user chose.
  mutating func names(
    of noun: String,
    _ element: ValueShape,
    in parent: String,
    isPartial: Bool
  ) -> SchemaMembers {
    var members = schema(of: element, in: parent, isPartial: isPartial)
    if members.first?.0 != "$ref" {
      members = definitions.reference(to: noun, in: parent, members)
    }
    let value = JSONText.object(members)
    let pattern = "(?:\(SchemaPattern.ownKey)|\(SchemaPattern.names(of: noun)))"
    let names = JSONText.object([("pattern", .string(pattern))])
    let own = ("patternProperties", JSONText.object([(SchemaPattern.ownKey, .bool(true))]))
    let head: SchemaMembers = [("type", .string("object")), ("propertyNames", names)]
    switch noun {
    case "rule":
      let rules = Compiler.rules.filter { $0.severity != .error }
      return [("type", .string("object"))] + closed(rules, value)
    case "channel" where element.isSchedule:
      return head + channels(value)
    default:
      return head + [own, ("additionalProperties", value)]
    }
  }

  /// The rules that a recipe can allow.
  private func closed(_ rules: [DiagnosticRule], _ value: JSONText) -> SchemaMembers {
    let properties = rules.map { rule in
      let description = ("description", JSONText.string(rule.summary))
      return (rule.name, JSONText.object([description, ("allOf", .array([value]))]))
    }
    let spellings = rules.map { rule in
      (SchemaPattern.spellings(of: [rule.name.foldedKey], besides: rule.name), value)
    }
    return [
      ("properties", .object(properties)),
      ("patternProperties", .object(spellings + [(SchemaPattern.ownKey, .bool(true))])),
      ("additionalProperties", .bool(false)),
    ]
  }

  /// The channels with a domain, and others that have to bring their bounds.
  private func channels(_ value: JSONText) -> SchemaMembers {
    let names = Channel.known.map(\.name)
    let bounds = JSONText.object([
      ("type", .string("object")), ("required", .array([.string("bounds")])),
    ])
    return [
      ("properties", .object(names.map { ($0, value) })),
      (
        "patternProperties",
        .object([(SchemaPattern.channel(names), value), (SchemaPattern.ownKey, .bool(true))])
      ),
      ("additionalProperties", .object([("allOf", .array([value, bounds]))])),
    ]
  }

  // MARK: Kinds

  /// The schema of an element of a list: a mapping with one key, which names the kind, or the kind alone.
  mutating func element(
    of kinds: [ObjectSpec],
    noun: String,
    in parent: String
  ) -> SchemaMembers {
    let known = kinds.filter { !$0.isRefusedLater }
    let name = enclosingKind.map { "\(noun)_in_\($0)" } ?? noun
    let identity = "\(name) \(known.map(\.name))"
    if let written = written[identity] { return written }
    let bodies = known.map { (kind: $0, body: body(of: $0, noun: noun, in: parent)) }
    let bare = known.filter { !$0.keys.contains(where: \.isRequired) }
    let mapping: SchemaMembers =
      [
        ("type", .string("object")),
        ("properties", .object(known.map { ($0.name.writtenKey, .object(described($0))) })),
        (
          "patternProperties",
          .object(
            known.filter(\.hasSpellings).map { kind in
              (SchemaPattern.spellings(of: kind.spellings), .bool(true))
            } + [(SchemaPattern.ownKey, .bool(true))]
          )
        ),
        ("additionalProperties", .bool(false)),
        ("allOf", .array([Self.oneKind] + bodies.map { condition($0.kind, $0.body) })),
      ]
    let scalar = SchemaValue.word(bare.flatMap { [$0.name] + $0.aliases })
    let reference = definitions.reference(
      to: name,
      in: parent,
      [
        ("description", .string("One \(noun): its kind, and below it its keys.")),
        ("defaultSnippets", .array(known.compactMap(snippet))),
        ("if", .object([("type", .string("string"))])),
        ("then", .object(scalar)),
        ("else", .object(mapping)),
      ]
    )
    written[identity] = reference
    return reference
  }

  /// An element has one kind.
  ///
  /// Beside keys of one's own the kinds cannot be counted; that there is one of them can still be said.
  private static let oneKind = JSONText.object([
    (
      "if",
      .object([
        (
          "propertyNames",
          .object([("not", .object([("pattern", .string(SchemaPattern.ownKey))]))])
        )
      ])
    ),
    ("then", .object([("minProperties", .integer(1)), ("maxProperties", .integer(1))])),
    ("else", .object([("minProperties", .integer(2))])),
  ])

  /// What may stand after a kind: its keys, what its shorthand takes, or nothing where nothing is required.
  private mutating func body(
    of kind: ObjectSpec,
    noun: String,
    in parent: String
  ) -> JSONText {
    let name = "\(noun)_\(kind.name.writtenKey)"
    if let written = written[name] { return .object(written) }
    let outer = enclosingKind
    enclosingKind = kind.name
    defer { enclosingKind = outer }
    let keys = definitions.reference(
      to: name,
      in: parent,
      [("description", .string(kind.schemaDescription))] + self.keys(of: kind, isPartial: false)
    )
    var alternatives = [JSONText.object(keys)]
    if let shorthand = kind.shorthand.flatMap(kind.key) {
      alternatives.append(
        .object(schema(of: shorthand.shape, in: kind.name, isPartial: false))
      )
    }
    if !kind.keys.contains(where: \.isRequired) {
      alternatives.append(.object([("type", .string("null"))]))
    }
    let body =
      alternatives.count == 1 ? keys : Self.mapping(alternatives[0], orAnyOf: alternatives)
    written[name] = body
    return .object(body)
  }

  /// `if` the element is of the kind, `then` it has the kind's keys.
  private func condition(_ kind: ObjectSpec, _ body: JSONText) -> JSONText {
    guard kind.hasSpellings else {
      return .object([
        ("if", .object([("required", .array([.string(kind.name)]))])),
        ("then", .object([("properties", .object([(kind.name, body)]))])),
      ])
    }
    let name = SchemaPattern.spellings(of: kind.spellings)
    let names = JSONText.object([("pattern", .string(name))])
    return .object([
      ("if", .object([("propertyNames", names)])),
      ("then", .object([("patternProperties", .object([(name, body)]))])),
    ])
  }

  private func described(_ kind: ObjectSpec) -> SchemaMembers {
    [("description", .string(kind.schemaDescription))]
  }

  /// What an editor may insert for a kind.
  private func snippet(_ kind: ObjectSpec) -> JSONText? {
    SchemaExample.value(kind.example).map { example in
      .object([
        ("label", .string(kind.name.writtenKey)),
        ("description", .string(kind.summary)),
        ("body", .object([(kind.name.writtenKey, example)])),
      ])
    }
  }
}

extension ObjectSpec {
  /// Whether there is more than one way to write the name.
  fileprivate var hasSpellings: Bool { !aliases.isEmpty || name.contains("_") }
}
