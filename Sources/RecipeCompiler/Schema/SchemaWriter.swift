// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Writes the shapes of values as schemas.
struct SchemaWriter {
  var definitions = SchemaDefinitions()
  /// The kind in whose keys a list stands: lists of kinds may hold less there.
  var enclosingKind: String?
  /// References to what was written, by what identifies it: it stands in many places.
  var written: [String: SchemaMembers] = [:]
  /// The keys that stand in several tables, which are parts of their own.
  private let shared: Set<String>
  /// The tables that each key stands in.
  private var uses: [String: Set<String>] = [:]

  /// Creates a writer.
  ///
  /// - Parameter rehearsal: one that has written the same; it knows which keys stand in several tables.
  init(after rehearsal: SchemaWriter? = nil) {
    shared = Set((rehearsal?.uses ?? [:]).filter { $0.value.count > 1 }.keys)
  }

  // MARK: Values

  /// The schema of a shape.
  ///
  /// - Parameters:
  ///   - shape: what may be written.
  ///   - parent: the table of keys in which it stands, which tells parts of one name apart.
  ///   - isPartial: whether another recipe can bring what is not there.
  /// - Returns: the members of the schema.
  mutating func schema(
    of shape: ValueShape,
    in parent: String,
    isPartial: Bool
  ) -> SchemaMembers {
    switch shape {
    case .expression(let dimension):
      return reference(to: dimension.schemaName, shape, SchemaValue.quantity(dimension))
    case .formula:
      return reference(to: "formula", shape, SchemaValue.formula)
    case .extent(.start):
      let duration = ValueShape.expression(.duration)
      return schema(of: duration, in: parent, isPartial: isPartial)
    case .extent:
      return reference(to: "extent", .extent(.phase), SchemaValue.extent)
    case .word(let words):
      return SchemaValue.word(words)
    case .flag:
      return [("type", .string("boolean"))]
    case .text:
      return reference(to: "text", shape, SchemaValue.text)
    case .list(let element):
      let items = schema(of: element, in: parent, isPartial: false)
      return [("type", .string("array")), ("items", .object(items))]
    case .object(let spec):
      return object(spec, in: parent, isPartial: isPartial)
    case .names(let element, let noun):
      return names(of: noun, element, in: parent, isPartial: isPartial)
    case .kinds(let kinds, let noun):
      let element = self.element(of: kinds, noun: noun, in: parent)
      return [("type", .string("array")), ("items", .object(element))]
    case .bindable(let inner):
      return anyOf([.word(["required"])] + inner.alternatives, in: parent, isPartial: isPartial)
    case .either:
      return anyOf(shape.alternatives, in: parent, isPartial: isPartial)
    case .anything:
      return []
    }
  }

  /// The schema of several shapes, of which a mapping is told apart first.
  ///
  /// What is wrong in a mapping is then said of the place itself. Editors still find it among the others where
  /// nothing is written yet.
  private mutating func anyOf(
    _ shapes: [ValueShape],
    in parent: String,
    isPartial: Bool
  ) -> SchemaMembers {
    let schemas = shapes.map {
      (
        isMapping: $0.isMapping,
        schema: JSONText.object(schema(of: $0, in: parent, isPartial: isPartial))
      )
    }
    let mappings = schemas.filter(\.isMapping).map(\.schema)
    guard mappings.count == 1 else { return [("anyOf", .array(schemas.map(\.schema)))] }
    return Self.mapping(mappings[0], orAnyOf: schemas.map(\.schema))
  }

  /// The schema of a mapping, or of whatever else may be written; `all` has the mapping as well.
  static func mapping(_ mapping: JSONText, orAnyOf all: [JSONText]) -> SchemaMembers {
    [
      ("if", .object([("type", .string("object"))])),
      ("then", mapping),
      ("else", .object([("anyOf", .array(all))])),
    ]
  }

  private mutating func reference(
    to name: String,
    _ shape: ValueShape,
    _ members: SchemaMembers
  ) -> SchemaMembers {
    let description = ("description", JSONText.string(shape.description))
    return definitions.reference(to: name, in: name, [description] + members)
  }

  // MARK: Mappings

  private mutating func object(
    _ spec: ObjectSpec,
    in parent: String,
    isPartial: Bool
  ) -> SchemaMembers {
    let name = spec.name.writtenKey
    let needsMore = isPartial && spec.keys.contains(where: \.isRequired)
    return definitions.reference(
      to: needsMore ? "\(name)_part" : name,
      in: parent.writtenKey,
      [("description", .string(spec.schemaDescription))] + keys(of: spec, isPartial: isPartial)
    )
  }

  /// The members of a schema for a mapping with the keys of a table.
  mutating func keys(of spec: ObjectSpec, isPartial: Bool) -> SchemaMembers {
    var properties: SchemaMembers = []
    var spellings: SchemaMembers = []
    for key in spec.keys {
      let name = key.name.writtenKey
      let value = JSONText.object(shared(key, in: spec.name, isPartial: isPartial))
      properties.append((name, value))
      guard key.name.contains("_") else { continue }
      spellings.append((SchemaPattern.spellings(of: [key.name], besides: name), value))
    }
    spellings.append((SchemaPattern.ownKey, .bool(true)))
    return [
      ("type", .string("object")),
      ("properties", .object(properties)),
      ("patternProperties", .object(spellings)),
      ("additionalProperties", .bool(false)),
    ] + (isPartial ? [] : RequiredKeys.members(of: spec.keys))
  }

  /// The schema of a key: a part of its own where other tables have the same.
  private mutating func shared(
    _ key: KeySpec,
    in parent: String,
    isPartial: Bool
  ) -> SchemaMembers {
    let members = self.key(key, in: parent, isPartial: isPartial)
    let identity = "\(key.name) \(JSONText.object(members).text)"
    uses[identity, default: []].insert(parent)
    guard shared.contains(identity) else { return members }
    return definitions.reference(to: "key_\(key.name)", in: parent, members)
  }

  private mutating func key(
    _ key: KeySpec,
    in parent: String,
    isPartial: Bool
  ) -> SchemaMembers {
    var members: SchemaMembers = [("description", .string(key.schemaDescription))]
    if key.name == "recipec" {
      return members + [("enum", .array([.integer(RecipeKeys.languageVersion)]))]
    }
    if let example = key.example.flatMap(SchemaExample.value) {
      members.append(("examples", .array([example])))
    }
    let value = schema(of: key.shape, in: parent, isPartial: isPartial)
    // What stands beside a reference would not be read.
    let isReference = value.first?.0 == "$ref"
    return members + (isReference ? [("allOf", .array([.object(value)]))] : value)
  }
}

extension ValueShape {
  /// Whether a mapping is wanted.
  fileprivate var isMapping: Bool {
    switch self {
    case .object, .names: true
    default: false
    }
  }

  /// The shapes of an `either`, and of those in it; else the shape itself.
  fileprivate var alternatives: [ValueShape] {
    if case .either(let first, let second) = self {
      first.alternatives + second.alternatives
    } else {
      [self]
    }
  }
}

extension Dimension {
  /// What the part of a schema for it is called.
  fileprivate var schemaName: String { self == .any ? "quantity" : rawValue }
}
