// SPDX-License-Identifier: Apache-2.0

internal import RecipeSyntax

extension PhaseKind {
  /// A curve of any shape.
  static let ramp = PhaseKind(
    ObjectSpec(
      "ramp",
      keys: [
        PhaseKeys.from,
        PhaseKeys.to,
        KeySpec(
          "shape",
          CurveShape.syntax,
          isRequired: true,
          foreignNames: ["anneal_strategy", "decay_fn", "decay_type", "mode", "curve"],
          example: "cosine",
          "The shape of the curve."
        ),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ shape: cosine, to: 0, for: rest }`",
      "A curve of any shape."
    )
  ) { reader in
    reader.curve(reader.form("shape", otherwise: .linear))
  }

  /// A curve that rises from the start, straight unless it says otherwise.
  static let warmup = PhaseKind(
    ObjectSpec(
      "warmup",
      keys: [
        PhaseKeys.from,
        PhaseKeys.to,
        KeySpec(
          "shape",
          CurveShape.syntax,
          foreignNames: ["warmup_method", "warmup_type", "warmup_fn", "anneal_strategy", "mode"],
          "The shape of the curve; `linear` unless written."
        ),
      ] + PhaseKeys.common + PhaseKeys.curve,
      example: "`{ from: 0, to: 0.1, for: 5 epochs }`",
      "A rise at the start, straight unless it says otherwise."
    )
  ) { reader in
    reader.curve(reader.form("shape", otherwise: .linear))
  }

  /// The kind of phase that a shape is by itself: its own keys beside those of every curve.
  init(_ shape: CurveShape) {
    self.init(
      ObjectSpec(
        shape.spec.name,
        aliases: shape.spec.aliases,
        keys: [PhaseKeys.from, PhaseKeys.to] + shape.spec.keys + PhaseKeys.common + PhaseKeys.curve,
        example: shape.spec.example,
        shape.spec.summary
      )
    ) { reader in
      reader.curve(reader.form(shape))
    }
  }
}

extension PhaseReader {
  /// A shape with the parameters that stand among the keys of the phase.
  mutating func form(_ shape: CurveShape) -> CurveForm? {
    shape.form(phase.object, &conversion.evaluator)
  }

  /// The shape that the value of a key names.
  mutating func form(_ key: String, otherwise shape: CurveShape) -> CurveForm? {
    guard let field = phase.object[key] else {
      return shape.form(ObjectSyntax(fields: [], range: phase.kindRange), &conversion.evaluator)
    }
    return CurveShape.form(of: field.value, &conversion.evaluator)
  }

  /// The curve of a shape from the start of the phase to its `to`.
  mutating func curve(_ form: CurveForm?) -> PhaseShape? {
    let start = startValue()
    let end = value("to")
    guard let start, let end, let form, let design = design(form, from: start, to: end) else {
      return nil
    }
    return play(design)
  }

  /// A shape between two values; nil when it cannot lie there, which is reported.
  mutating func design(_ form: CurveForm, from start: Rational, to end: Rational) -> CurveDesign? {
    do {
      return try form.design(start, end)
    } catch {
      let key = error == .startsAtZero ? "from" : "to"
      report(ShapeDiagnostics.outOfReach(error, of: form.name, at: range(of: key)))
      return nil
    }
  }
}
