// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

/// Which keys of a recipe have to be there, as far as another recipe can bring them.
///
/// Where a recipe extends another one, mappings merge: any of their keys may stand in the other. So this is
/// kept apart from what the keys may hold. Lists replace each other as a whole, and what stands in one is
/// complete by itself.
enum RequiredKeys {
  /// What has to be in a whole recipe: the required keys, where a preset may stand for the schedules.
  static func schema(ofRecipe spec: ObjectSpec) -> SchemaMembers {
    let owners = ["schedules"] + PresetRegistry.all.map(\.name)
    let keys = spec.keys.filter { $0.isRequired && $0.name != "schedules" }
    return members(of: keys)
      + [("anyOf", .array(owners.map { .object(members(ofAnyOf: spellings(of: $0))) }))]
      + below(spec)
  }

  /// The members of a schema that ask for the required keys of a mapping; none where there are none.
  static func members(of keys: [KeySpec]) -> SchemaMembers {
    let required = keys.filter(\.isRequired).map(\.name)
    let plain = required.filter { spellings(of: $0).count == 1 }
    let spelt = required.filter { spellings(of: $0).count > 1 }
    var members: SchemaMembers = []
    if !plain.isEmpty { members.append(("required", .array(plain.map(JSONText.string)))) }
    if !spelt.isEmpty {
      let alternatives = spelt.map { JSONText.object(Self.members(ofAnyOf: spellings(of: $0))) }
      members.append(("allOf", .array(alternatives)))
    }
    return members
  }

  private static func members(ofAnyOf names: [String]) -> SchemaMembers {
    let alternatives = names.map { JSONText.object([("required", .array([.string($0)]))]) }
    return alternatives.count == 1
      ? [("required", .array([.string(names[0])]))] : [("anyOf", .array(alternatives))]
  }

  /// The two ways of writing a key that people use.
  private static func spellings(of name: String) -> [String] {
    name.contains("_") ? [name, String(name.map { $0 == "_" ? "-" : $0 })] : [name]
  }

  /// What the values of a mapping's keys have to hold.
  private static func below(_ spec: ObjectSpec) -> SchemaMembers {
    let keys = spec.keys.compactMap { key in
      members(in: key.shape).map { (key.name, JSONText.object($0)) }
    }
    return keys.isEmpty
      ? []
      : [
        (
          "patternProperties",
          .object(keys.map { (SchemaPattern.spellings(of: [$0.0]), $0.1) })
        )
      ]
  }

  /// What a value has to hold where it is a mapping; nil for nothing.
  private static func members(in shape: ValueShape) -> SchemaMembers? {
    switch shape {
    case .object(let spec):
      let own = members(of: spec.keys) + below(spec)
      return own.isEmpty ? nil : own
    case .names(let element, _):
      return members(in: element).map { [("additionalProperties", .object($0))] }
    case .bindable(let inner):
      return members(in: inner)
    case .either(let first, let second):
      guard let left = members(in: first) else { return members(in: second) }
      guard let right = members(in: second) else { return left }
      return [("allOf", .array([.object(left), .object(right)]))]
    default:
      return nil
    }
  }
}
