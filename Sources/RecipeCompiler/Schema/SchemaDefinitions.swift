// SPDX-License-Identifier: Apache-2.0

/// The named parts of a schema, each of which is written once however often it is used.
struct SchemaDefinitions {
  /// The parts, in the order in which they were first used.
  private(set) var parts: [(name: String, schema: JSONText)] = []
  /// The names of the parts, by what they were to be called and their text.
  private var names: [String: String] = [:]

  /// A reference to a part, which is added unless it is there.
  ///
  /// - Parameters:
  ///   - name: what the part is called; where another part has the name, that of the parent is added.
  ///   - parent: the table of keys in which it stands.
  ///   - members: the schema.
  /// - Returns: the members of a schema that refers to the part.
  mutating func reference(
    to name: String,
    in parent: String,
    _ members: SchemaMembers
  ) -> SchemaMembers {
    let schema = JSONText.object(members)
    let identity = "\(name) \(schema.text)"
    let known = names[identity] ?? free("\(name)", else: "\(name)_in_\(parent)")
    if names[identity] == nil {
      names[identity] = known
      parts.append((known, schema))
    }
    return Self.reference(to: known)
  }

  /// The members of a schema that refers to a part.
  static func reference(to name: String) -> SchemaMembers {
    [("$ref", .string("#/definitions/\(name)"))]
  }

  private func free(_ name: String, else other: String) -> String {
    var candidate = name
    var next = other
    while parts.contains(where: { $0.name == candidate }) {
      candidate = next
      next += "_"
    }
    return candidate
  }
}

/// The members of a schema, in the order in which they are written.
typealias SchemaMembers = [(String, JSONText)]
