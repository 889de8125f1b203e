// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics
internal import RecipeSyntax

/// The JSON Schema of recipes, draft 7, for editors and other programs that know nothing of recipec.
///
/// It is written from the tables of keys, which also drive decoding. A schema knows no meaning: what it
/// refuses recipec refuses too, and it lets through what takes a look at several keys together.
public enum RecipeSchema {
  /// The schema as JSON; the same bytes every time.
  public static let text: String = schema.text

  private static var schema: JSONText {
    let spec = RecipeKeys.spec(phaseKinds: PhaseKindRegistry.specs)
    var rehearsal = SchemaWriter()
    _ = rehearsal.keys(of: spec, isPartial: true)
    var writer = SchemaWriter(after: rehearsal)
    let keys = writer.keys(of: spec, isPartial: true)
    let base: JSONText = .object([("required", .array([.string("extends")]))])
    let complete = writer.definitions.reference(
      to: "complete_recipe",
      in: spec.name,
      [("description", .string("What a recipe cannot do without unless it extends another."))]
        + RequiredKeys.schema(ofRecipe: spec)
    )
    let units = writer.definitions.reference(
      to: "known_units",
      in: spec.name,
      KnownUnits.schema(of: spec)
    )
    let conditions: [JSONText] = [
      .object([("if", base), ("then", .bool(true)), ("else", .object(complete))]),
      .object([
        ("if", .object([("anyOf", .array([base, KnownUnits.ownClock]))])), ("then", .bool(true)),
        ("else", .object(units)),
      ]),
    ]
    let head: SchemaMembers = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")),
      ("title", .string("recipec recipe")),
      ("description", .string("A training recipe for recipec, language version 1.")),
    ]
    return .object(
      head + keys + [
        ("allOf", .array(conditions)),
        (
          "definitions",
          .object(
            writer.definitions.parts.sorted { $0.name < $1.name }.map { ($0.name, $0.schema) }
          )
        ),
      ]
    )
  }
}
