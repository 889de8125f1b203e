// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Schemas of what is no mapping and no list.
///
/// YAML makes numbers, truth values and texts of scalars, which recipec does not: so each schema names all types
/// that what is meant can come as.
enum SchemaValue {
  /// A value or quantity; a bare number has no unit, which only values do without.
  static func quantity(_ dimension: Dimension) -> SchemaMembers {
    let takesNumbers = dimension == .number || dimension == .any
    let text = JSONText.string("string")
    return [
      ("type", takesNumbers ? .array([.string("number"), text]) : text),
      ("pattern", .string(SchemaPattern.quantity)),
    ]
  }

  static let extent: SchemaMembers = [
    ("type", .string("string")), ("pattern", .string(SchemaPattern.extent)),
  ]

  static let formula: SchemaMembers = [
    ("type", .array([.string("number"), .string("string")])),
    ("pattern", .string(SchemaPattern.formula)),
  ]

  static let text: SchemaMembers = [
    ("type", .array(["string", "number", "boolean"].map(JSONText.string)))
  ]

  /// One of several words, in any of their spellings.
  static func word(_ words: [String]) -> SchemaMembers {
    let written = ("enum", JSONText.array(words.map { .string($0.writtenKey) }))
    guard words.contains(where: { $0.contains("_") }) else { return [written] }
    let spellings: SchemaMembers = [
      ("type", .string("string")), ("pattern", .string(SchemaPattern.spellings(of: words))),
    ]
    return [("anyOf", .array([.object([written]), .object(spellings)]))]
  }
}
