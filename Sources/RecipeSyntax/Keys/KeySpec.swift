// SPDX-License-Identifier: Apache-2.0

/// One key of a mapping: its name, what may be written after it, and what it means.
package struct KeySpec: Sendable {
  /// The canonical snake_case name.
  package let name: String
  package let shape: ValueShape
  package let isRequired: Bool
  /// What the key means, in one sentence.
  package let summary: String
  /// What PyTorch, optax, Hugging Face, timm or Keras call it; recognised in order to be translated.
  package let foreignNames: [String]
  /// A value that would stand well there, for the help about a missing key.
  package let example: String?

  /// Creates the row of a key.
  package init(
    _ name: String,
    _ shape: ValueShape,
    isRequired: Bool = false,
    foreignNames: [String] = [],
    example: String? = nil,
    _ summary: String
  ) {
    self.name = name
    self.shape = shape
    self.isRequired = isRequired
    self.summary = summary
    self.foreignNames = foreignNames
    self.example = example
  }
}

/// The keys of one kind of mapping.
package struct ObjectSpec: Sendable {
  /// What the mapping is, for messages: `run`, `cosine`.
  package let name: String
  /// Other spellings of the name that mean the same.
  package let aliases: [String]
  package let keys: [KeySpec]
  /// What the mapping is for, in one sentence.
  package let summary: String
  /// A short example, in backticks, for "expected …" messages.
  package let example: String
  /// The key that a bare scalar in place of the mapping stands for, as in `hold: rest`.
  package let shorthand: String?

  /// Creates the table of a mapping's keys.
  package init(
    _ name: String,
    aliases: [String] = [],
    keys: [KeySpec],
    shorthand: String? = nil,
    example: String,
    _ summary: String
  ) {
    self.name = name
    self.aliases = aliases
    self.keys = keys
    self.shorthand = shorthand
    self.summary = summary
    self.example = example
  }

  /// The row of a key, looked up by its folded name.
  package func key(named name: String) -> KeySpec? { keys.first { $0.name == name } }
}
