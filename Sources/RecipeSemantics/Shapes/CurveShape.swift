// SPDX-License-Identifier: Apache-2.0

internal import RecipeDiagnostics
package import RecipeSyntax

/// A shape of the closed list: how a value gets from where it is to where it goes.
///
/// A shape is one file with one value of this type and one line in `CurveShapeRegistry`. It is a kind of
/// phase by that, and may stand wherever a shape is asked for. Whoever asks has a key with the value
/// `CurveShape.syntax`, reads it with `CurveShape.form(of:_:)`, and lays `CurveForm.design` between two
/// values.
package struct CurveShape: Sendable {
  /// The name and the keys of its own: no values and no times.
  package let spec: ObjectSpec
  /// What it computes, in p and q = 1 - p, as documentation writes it.
  package let formula: String
  /// Reads the parameters; nil when that failed and was reported.
  let read: @Sendable (inout ShapeReader) -> CurveForm?

  init(
    _ spec: ObjectSpec,
    formula: String,
    read: @escaping @Sendable (inout ShapeReader) -> CurveForm?
  ) {
    self.spec = spec
    self.formula = formula
    self.read = read
  }

  /// The shape of a name or another spelling of it: `cosine`, `1_sqrt`, `one_minus_sqrt`.
  package static func named(_ name: String) -> CurveShape? {
    CurveShapeRegistry.all.first {
      $0.spec.name == name.foldedKey || $0.spec.aliases.contains(name.foldedKey)
    }
  }

  /// What may be written after a key that takes a shape: its name, or its name with its keys.
  ///
  ///     shape: cosine
  ///     shape: { polynomial: { power: 2 } }
  package static let syntax: ValueShape = .either(
    .word(CurveShapeRegistry.words),
    .object(
      ObjectSpec(
        "shape",
        keys: CurveShapeRegistry.all.map {
          KeySpec($0.spec.name, .object($0.spec), $0.spec.summary)
        },
        example: "`{ polynomial: { power: 2 } }`",
        "A shape with its parameters."
      )
    )
  )

  /// The shape that the value of a key names, with its parameters.
  ///
  /// - Parameters:
  ///   - value: what was decoded as `syntax`.
  ///   - evaluator: computes the parameters, and holds what is reported.
  /// - Returns: nil when it could not be read: reported, or not bound yet.
  static func form(of value: ValueSyntax, _ evaluator: inout ExpressionEvaluator) -> CurveForm? {
    switch value {
    case .word(let word, let range):
      return CurveShape.named(word)?.form(ObjectSyntax(fields: [], range: range), &evaluator)
    case .object(let object):
      guard object.fields.count == 1, let field = object.fields.first else {
        evaluator.sink.emit(ShapeDiagnostics.oneShape(object))
        return nil
      }
      guard case .object(let keys) = field.value else { return nil }
      return CurveShape.named(field.name)?.form(keys, &evaluator)
    default:
      return nil
    }
  }

  /// The shape with the parameters that stand among the keys of a mapping.
  func form(_ keys: ObjectSyntax, _ evaluator: inout ExpressionEvaluator) -> CurveForm? {
    var reader = ShapeReader(shape: spec.name, keys: keys, evaluator: evaluator)
    defer { evaluator = reader.evaluator }
    var form = read(&reader)
    form?.name = spec.name
    return form
  }
}
