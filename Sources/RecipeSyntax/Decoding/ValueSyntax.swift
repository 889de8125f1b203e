// SPDX-License-Identifier: Apache-2.0

package import RecipeDiagnostics

/// A value of a recipe after decoding: its form is known to be the one its key asks for.
package indirect enum ValueSyntax: Sendable {
  case expression(ExpressionSyntax)
  case formula(FormulaSyntax)
  case extent(ExtentSyntax)
  case word(String, SourceRange)
  case flag(Bool, SourceRange)
  case text(String, SourceRange)
  case list([ValueSyntax], SourceRange)
  case object(ObjectSyntax)
  case names([NameSyntax], SourceRange)
  /// The elements of a list of kinds; nil for one that was reported.
  case kinds([KindSyntax?], SourceRange)
  /// The word `required`: bound when the recipe is compiled.
  case required(SourceRange)
  /// The user's own value, which recipec does not read.
  case unread(SourceRange)
  /// Something that was reported: later passes stay silent about it.
  case invalid(SourceRange)

  /// Where the value is written.
  package var range: SourceRange {
    switch self {
    case .expression(let expression): expression.range
    case .formula(let formula): formula.range
    case .extent(let extent): extent.range
    case .object(let object): object.range
    case .word(_, let range), .flag(_, let range), .text(_, let range), .list(_, let range),
      .names(_, let range), .kinds(_, let range), .required(let range), .unread(let range),
      .invalid(let range):
      range
    }
  }

  /// Whether the value was reported as wrong.
  package var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }

  /// The quantity, where the value is one.
  package var expression: ExpressionSyntax? {
    if case .expression(let expression) = self { expression } else { nil }
  }
}

/// An entry of a mapping whose keys are known.
package struct FieldSyntax: Sendable {
  /// The canonical name of the key.
  package let name: String
  package let keyRange: SourceRange
  package let value: ValueSyntax

  package init(name: String, keyRange: SourceRange, value: ValueSyntax) {
    self.name = name
    self.keyRange = keyRange
    self.value = value
  }
}

/// A mapping whose keys are known.
package struct ObjectSyntax: Sendable {
  package let fields: [FieldSyntax]
  package let range: SourceRange

  package init(fields: [FieldSyntax], range: SourceRange) {
    self.fields = fields
    self.range = range
  }

  /// The entry of a key, if it was written.
  package subscript(name: String) -> FieldSyntax? { fields.first { $0.name == name } }

  /// The quantity written for a key, if there is one and it could be read.
  package func expression(_ name: String) -> ExpressionSyntax? { self[name]?.value.expression }

  /// Whether the key was written with something that could not be read.
  package func isInvalid(_ name: String) -> Bool {
    if case .invalid? = self[name]?.value { true } else { false }
  }
}

/// An entry of a mapping from names that the user chose.
package struct NameSyntax: Sendable {
  /// The name, with `-` folded to `_`.
  package let name: String
  package let keyRange: SourceRange
  package let value: ValueSyntax

  package init(name: String, keyRange: SourceRange, value: ValueSyntax) {
    self.name = name
    self.keyRange = keyRange
    self.value = value
  }
}

/// An element of a list of kinds: `cosine: { … }`.
package struct KindSyntax: Sendable {
  /// The canonical name of the kind.
  package let kind: String
  /// The name as written, which may be an alias: `warmup`.
  package let written: String
  package let kindRange: SourceRange
  package let object: ObjectSyntax

  package init(kind: String, written: String, kindRange: SourceRange, object: ObjectSyntax) {
    self.kind = kind
    self.written = written
    self.kindRange = kindRange
    self.object = object
  }
}
