// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics
internal import RecipeSyntax

/// The units that a recipe can have, as a schema over everything that stands in it.
///
/// A unit is any word while `run.clock` may name it, so that the schemas of the keys cannot tell a misspelt one.
/// Where the recipe names no clock of its own, this one can: it goes through all values except texts.
enum KnownUnits {
  /// Holds for a recipe with a clock of its own.
  static let ownClock: JSONText = {
    let steps = JSONText.array(Unit.steps.words.map(JSONText.string))
    let clock = JSONText.object([("not", .object([("enum", steps)]))])
    return .object([
      ("required", .array([.string("run")])),
      (
        "properties",
        .object([
          (
            "run",
            .object([
              ("required", .array([.string("clock")])),
              ("properties", .object([("clock", clock)])),
            ])
          )
        ])
      ),
    ])
  }()

  /// The schema: what looks like a quantity has units that every recipe knows.
  static func schema(of spec: ObjectSpec) -> SchemaMembers {
    let itself = JSONText.object([("$ref", .string("#/definitions/known_units"))])
    var uses = Uses()
    uses.collect(.object(spec))
    let texts = uses.texts.filter { !uses.quantities.contains($0) }
    return [
      ("description", .string("Units are those of every recipe, unless `run.clock` adds one.")),
      ("if", .object([("pattern", .string(SchemaPattern.quantity)), ("type", .string("string"))])),
      ("then", .object([("pattern", .string(SchemaPattern.quantityOfKnownUnits))])),
      ("items", itself),
      ("properties", .object(texts.map { ($0, .bool(true)) })),
      ("patternProperties", .object([(SchemaPattern.ownKey, .bool(true))])),
      ("additionalProperties", itself),
    ]
  }

  /// The keys whose values are texts, and those whose values are quantities somewhere.
  private struct Uses {
    var texts: [String] = []
    var quantities: Set<String> = []

    mutating func collect(_ shape: ValueShape) {
      switch shape {
      case .object(let spec):
        for key in spec.keys { collect(key) }
      case .names(let inner, _), .list(let inner), .bindable(let inner):
        collect(inner)
      case .either(let first, let second):
        collect(first)
        collect(second)
      case .kinds(let kinds, _):
        for kind in kinds { collect(.object(kind)) }
      default:
        break
      }
    }

    private mutating func collect(_ key: KeySpec) {
      if key.shape.isText {
        if !texts.contains(key.name) { texts.append(key.name) }
      } else {
        quantities.insert(key.name)
        collect(key.shape)
      }
    }
  }
}

extension ValueShape {
  /// Whether nothing but texts can be written, none of which is read as a quantity later.
  fileprivate var isText: Bool {
    switch self {
    case .text: true
    case .list(let inner): inner.isText
    // The values in a sweep are those of what it binds.
    case .names(let inner, let noun): inner.isText && noun != "setting"
    case .either(let first, let second): first.isText && second.isText
    default: false
    }
  }
}
